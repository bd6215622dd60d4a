package io.freehold.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freehold.cli.live.TerminalSize;
import io.freehold.cli.profile.Profiles;
import io.freehold.cli.verb.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Plays client verbs to an empty house: the launcher runs this once, in the background, for the
 * virtual machine to see what they load, and keeps that as a cache with which they start in a third
 * of the time.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Plays client verbs, for the launcher to make its cache of.")
final class Rehearsal implements Callable<Integer> {
  private static final String ID = "00000000-0000-4000-8000-000000000000";
  private static final String INFRASTRUCTURE =
      """
      {"id":"%s","name":"rehearsal","displayName":"x","state":"infra-ready","phase":"ready","accountId":"1",
       "regionId":"us-east-1","zones":[{"name":"us-east-1a","id":"use1-az1","suffix":"a"}],"conditions":[],
       "progress":{"ready":1,"total":1,"secondsElapsed":1,"secondsExpected":1}}
      """
          .formatted(ID);
  private static final String RESOURCES =
      """
      [{"node":"vpc","kind":"Vpc","state":"ready","dependsOn":[],"since":"2026-01-01T00:00:00Z"}]
      """;

  @Override
  public Integer call() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Rehearsal::answer);
    server.start();
    try {
      Surroundings stage = stage("http://127.0.0.1:" + server.getAddress().getPort());
      int worst = 0;
      for (String line :
          new String[] {
            "infra list",
            "infra get " + ID,
            "infra resources --tree " + ID,
            "infra watch " + ID,
            "service list --json",
            "--help"
          }) {
        worst = Math.max(worst, FreeholdCommand.commandLine(stage).execute(line.split(" ", -1)));
      }
      return worst;
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String result =
          path.endsWith("/resources")
              ? RESOURCES
              : path.endsWith(ID)
                  ? INFRASTRUCTURE
                  : path.endsWith("/services") ? "[]" : "[" + INFRASTRUCTURE + "]";
      byte[] body =
          ("{\"status\":200,\"requestId\":\"1\",\"result\":" + result + "}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private static Surroundings stage(String url) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Map<String, String> environment =
        Map.of(
            "FREEHOLD_URL",
            url,
            "FREEHOLD_ORGANIZATION",
            ID,
            "FREEHOLD_KEY_ID",
            "k",
            "FREEHOLD_KEY_SECRET",
            "s");
    return new Surroundings(
        environment,
        new Profiles(Path.of("none")),
        nowhere,
        nowhere,
        Surroundings.Question.NOBODY,
        true,
        true,
        StandardCharsets.UTF_8,
        () -> TerminalSize.USUAL,
        Clock.systemUTC(),
        span -> {});
  }
}
