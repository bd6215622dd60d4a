package io.freehold.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A control plane of the contract's form and nothing behind it: the test says what each request is
 * answered with, and reads which requests came. A key that is not the test's own is refused.
 */
final class FakeControlPlane implements AutoCloseable {
  static final String ORGANIZATION = "0d1c2b3a-0000-4000-8000-00000000000a";
  static final String KEY_ID = "key-id";
  static final String KEY_SECRET = "key-secret";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();

  /** A request as it came; the path is relative to the organization. */
  record Request(String method, String path, String body, Map<String, String> headers) {
    @Nullable String header(String name) {
      return headers.get(name.toLowerCase(java.util.Locale.ROOT));
    }
  }

  /**
   * @param closes whether the connection is cut after the body, in the middle of the answer
   */
  private record Answer(int status, String type, String body, boolean closes) {}

  FakeControlPlane() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers the next such request with a result; the last one given answers all further ones. */
  FakeControlPlane on(String method, String path, String result) {
    String envelope = "{\"status\":200,\"requestId\":\"r-1\",\"result\":" + result + "}";
    return add(method, path, new Answer(200, "application/json", envelope, false));
  }

  /** Refuses the next such request. */
  FakeControlPlane refuse(String method, String path, int status, String envelope) {
    return add(method, path, new Answer(status, "application/json", envelope, false));
  }

  /** Cuts the connection without an answer. */
  FakeControlPlane loseAnswer(String method, String path) {
    return add(method, path, new Answer(0, "", "", true));
  }

  /** Answers with an event stream that then ends, as one does whose server is restarted. */
  FakeControlPlane stream(String path, String events) {
    return add("GET", path, new Answer(200, "text/event-stream", events, false));
  }

  List<Request> requests() {
    synchronized (answers) {
      return List.copyOf(requests);
    }
  }

  /** The requests with this method and path. */
  List<Request> requests(String method, String path) {
    return requests().stream()
        .filter(request -> request.method().equals(method) && request.path().equals(path))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private FakeControlPlane add(String method, String path, Answer answer) {
    synchronized (answers) {
      answers.computeIfAbsent(method + " " + path, key -> new ArrayDeque<>()).add(answer);
    }
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      if (answer.closes()) {
        return; // Closing without a response header: the client sees the connection end.
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      boolean stream = answer.type().equals("text/event-stream");
      exchange.sendResponseHeaders(answer.status(), stream ? 0 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String prefix = "/v1/organizations/" + ORGANIZATION;
    String uri = exchange.getRequestURI().toString();
    String path = uri.startsWith(prefix) ? uri.substring(prefix.length()) : uri;
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
    String key = KEY_ID + ":" + KEY_SECRET;
    String expected =
        "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    synchronized (answers) {
      requests.add(new Request(exchange.getRequestMethod(), path, body, headers));
      if (!expected.equals(headers.get("authorization"))) {
        return new Answer(
            401, "application/json", "{\"status\":401,\"error\":\"No such key.\"}", false);
      }
      Deque<Answer> queue = answers.get(exchange.getRequestMethod() + " " + path);
      if (queue == null) {
        String text =
            "{\"status\":404,\"requestId\":\"r-404\",\"error\":\"Not"
                + " found.\",\"code\":\"not-found\"}";
        return new Answer(404, "application/json", text, false);
      }
      return queue.size() > 1 ? queue.remove() : queue.getFirst();
    }
  }
}
