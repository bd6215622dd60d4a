package io.freehold.simulator.kubernetes.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Carries requests and answers between a connection and an {@link ApiHandler}. */
public final class HttpFront {
  private HttpFront() {}

  /**
   * Serves one exchange.
   *
   * @param path the part of the path that belongs to the cluster
   */
  public static void serve(HttpExchange exchange, String path, ApiHandler handler)
      throws IOException {
    ApiRequest request =
        new ApiRequest(
            exchange.getRequestMethod(),
            ApiRequest.split(path),
            ApiRequest.parameters(exchange.getRequestURI().getRawQuery()),
            headers(exchange),
            new Payload(exchange.getRequestBody().readAllBytes()));
    switch (handler.handle(request)) {
      case ApiResponse.Whole whole -> send(exchange, whole);
      case ApiResponse.Stream stream -> stream(exchange, stream.events());
      // Closing before the headers are sent breaks the connection.
      case ApiResponse.Broken _ -> exchange.close();
    }
  }

  /** There is no such cluster, and so nobody answers: EKS takes the name of its endpoint away. */
  public static void nobodyHere(HttpExchange exchange) {
    exchange.close();
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return headers;
  }

  private static void send(HttpExchange exchange, ApiResponse.Whole whole) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", whole.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-cache, private");
    for (String warning : whole.warnings()) {
      String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"");
      exchange.getResponseHeaders().add("Warning", "299 - \"" + quoted + "\"");
    }
    if (whole.retryAfter() > 0) {
      exchange.getResponseHeaders().put("Retry-After", List.of(String.valueOf(whole.retryAfter())));
    }
    boolean empty = whole.body().length() == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(whole.code(), empty ? -1 : whole.body().length());
    if (!empty) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(whole.body().bytes());
      }
    }
    exchange.close();
  }

  private static void stream(HttpExchange exchange, WatchStream events) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      events.writeTo(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }
}
