package io.freehold.controlplane.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Stands between a program and the control plane, and remembers what the program asked. Before each
 * request some simulated time passes: who waits by asking again does not wait long.
 */
final class RecordingProxy implements AutoCloseable {
  private final HttpServer server;
  private final TestClient target;
  private final Runnable pass;
  private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> names = Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * @param target an organization's client, whose key the program has as well
   * @param pass lets simulated time pass
   */
  RecordingProxy(TestClient target, Runnable pass) throws IOException {
    this.target = target;
    this.pass = pass;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle); // on one thread: one request after the other
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on that id is remembered under a name. */
  void name(String id, String name) {
    names.put(id, "{" + name + "}");
  }

  List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  private void handle(HttpExchange call) throws IOException {
    pass.run();
    String body = new String(call.getRequestBody().readAllBytes(), UTF_8);
    String uri = call.getRequestURI().toString();
    HttpRequest.Builder request =
        target
            .withPrefix("")
            .withKey(null, null)
            .request(uri)
            .method(call.getRequestMethod(), BodyPublishers.ofString(body));
    for (String header : List.of("Authorization", "Content-Type", "User-Agent")) {
      call.getRequestHeaders()
          .getOrDefault(header, List.of())
          .forEach(value -> request.setHeader(header, value));
    }
    Reply reply = TestClient.send(request);
    if (call.getRequestMethod().equals("POST") && uri.endsWith("/services")) {
      JsonNode made = reply.json().at("/result/service/id");
      if (made.isString()) {
        name(made.asString(), "service");
      }
    }
    exchanges.add(
        new Exchange(
            call.getRequestMethod(),
            named(uri).replace(target.prefix(), ""),
            body.isEmpty() ? NullNode.getInstance() : TestClient.JSON.readTree(named(body)),
            reply.status()));
    reply
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> call.getResponseHeaders().set("Content-Type", type));
    byte[] answer = reply.text().getBytes(UTF_8);
    call.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  private String named(String text) {
    String named = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      named = named.replace(name.getKey(), name.getValue());
    }
    return named;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
