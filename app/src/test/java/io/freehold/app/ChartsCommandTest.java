package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.freehold.cli.client.Api;
import io.freehold.cli.live.TerminalSize;
import io.freehold.cli.profile.Profiles;
import io.freehold.cli.verb.Surroundings;
import io.freehold.kubernetes.chart.Chart;
import io.freehold.kubernetes.chart.ChartFolder;
import io.freehold.kubernetes.chart.ChartSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class ChartsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, byte[]> served = new HashMap<>();

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] content = served.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : 0);
            if (content != null) {
              exchange.getResponseBody().write(content);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** A chart that the server has. */
  private ChartSource.Wanted published(String name) throws Exception {
    Path source = Files.createDirectories(folder.resolve("source").resolve(name));
    Files.writeString(source.resolve("Chart.yaml"), "{name: %s, version: 1.0.0}".formatted(name));
    Path archive = folder.resolve(name + ".tgz");
    Process tar =
        new ProcessBuilder("tar", "-czf", archive + "", "-C", source.getParent() + "", name)
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    served.put("/" + name + ".tgz", Files.readAllBytes(archive));
    return wanted(name, Chart.read(archive).archiveDigest());
  }

  private static byte[] atAnotherTime(byte[] gzipped) {
    byte[] other = gzipped.clone();
    other[4]++;
    return other;
  }

  private ChartSource.Wanted wanted(String name, Optional<String> sha256) {
    URI at =
        URI.create("http://127.0.0.1:%d/%s.tgz".formatted(server.getAddress().getPort(), name));
    return new ChartSource.Wanted(name, "1.0.0", at, sha256);
  }

  private int run(List<ChartSource.Wanted> charts, String... arguments) {
    return run(ChartsCommand.commandLine(around(), charts), arguments);
  }

  private int run(CommandLine command, String... arguments) {
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private Surroundings around() {
    return new Surroundings(
        Map.of(),
        new Profiles(Path.of("target", "no-profiles")),
        new PrintWriter(out),
        new PrintWriter(err, true),
        Surroundings.Question.NOBODY,
        false,
        false,
        StandardCharsets.UTF_8,
        () -> TerminalSize.USUAL,
        Clock.systemUTC(),
        span -> {});
  }

  @Test
  void lists_the_charts_with_what_was_verified() {
    ChartSource.Wanted some =
        new ChartSource.Wanted(
            "beacon", "1.0.0", URI.create("oci://ghcr.io/example/beacon"), Optional.empty());
    assertThat(run(List.of(some), "list")).isZero();
    assertThat(out)
        .hasToString(
            """
            NAME    VERSION  SHA-256  ADDRESS
            beacon  1.0.0    -        oci://ghcr.io/example/beacon
            """);
  }

  @Test
  void lists_those_of_the_program_for_programs() {
    assertThat(run(ChartsCommand.commandLine(around()), "list", "--json")).isZero();
    JsonNode charts = Api.JSON.readTree(out.toString());
    assertThat(charts.size()).isGreaterThan(9);
    for (JsonNode chart : charts) {
      assertThat(chart.get("address").asString()).matches("(https|oci)://.+");
    }
  }

  @Test
  void fills_a_folder_that_a_control_plane_reads_without_a_network() throws Exception {
    List<ChartSource.Wanted> charts = List.of(published("beacon"), published("lantern"));
    Path to = folder.resolve("a").resolve("charts");
    assertThat(run(charts, "download", "--to", to.toString())).isZero();
    server.stop(0);
    assertThat(out)
        .hasToString(
            "%s  beacon-1.0.0.tgz\n%s  lantern-1.0.0.tgz\n"
                .formatted(
                    charts.getFirst().sha256().orElseThrow(),
                    charts.getLast().sha256().orElseThrow()));
    for (ChartSource.Wanted chart : charts) {
      assertThat(new ChartFolder(to).find(chart)).isPresent();
    }
    // Again, and now without a server.
    assertThat(run(charts, "download", "--to", to.toString(), "--json")).isZero();
    assertThat(err.toString()).endsWith("2 of 2 charts are in " + to + "\n");
  }

  @Test
  void what_cannot_be_had_is_named_and_the_others_are_there() throws Exception {
    ChartSource.Wanted changed = published("changed");
    // Its head has another time: another archive, as good.
    served.computeIfPresent("/changed.tgz", (path, archive) -> atAnotherTime(archive));
    List<ChartSource.Wanted> charts =
        List.of(
            wanted("missing", Optional.of("0".repeat(64))),
            changed,
            wanted("unverified", Optional.empty()),
            published("beacon"));
    assertThat(run(charts, "download", "--to", folder.resolve("to").toString(), "--json"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("freehold: missing 1.0.0: ", "status 404", "put missing-1.0.0.tgz into")
        .contains("changed.tgz: SHA-256: found ")
        .contains("freehold: unverified 1.0.0: ", "an address of http")
        .endsWith("1 of 4 charts are in " + folder.resolve("to") + "\n");
    JsonNode had = Api.JSON.readTree(out.toString());
    assertThat(had.size()).isEqualTo(1);
    assertThat(had.at("/0/name").asString()).isEqualTo("beacon");
  }

  @Test
  void a_command_line_that_names_no_folder_is_refused() throws Exception {
    assertThat(run(List.of(published("beacon")), "download")).isEqualTo(2);
    assertThat(err.toString()).contains("--to");
    assertThat(run(List.of(published("beacon")), "download", "--to", folder + "/beacon.tgz"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("needed a folder");
    assertThat(out.toString()).isEmpty();
  }
}
