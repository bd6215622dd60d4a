package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.simulator.kubernetes.status.ApiException;
import java.util.List;

/** What becomes of a request. */
public sealed interface ApiResponse {
  /** A whole answer. */
  record Whole(int code, String contentType, Payload body, List<String> warnings, int retryAfter)
      implements ApiResponse {}

  /** A stream of watch events. */
  record Stream(WatchStream events) implements ApiResponse {}

  /** The connection breaks without an answer. */
  record Broken() implements ApiResponse {}

  static Whole json(int code, JsonNode body) {
    return json(code, body, List.of());
  }

  static Whole json(int code, JsonNode body, List<String> warnings) {
    return new Whole(code, "application/json", new Payload(Json.write(body)), warnings, 0);
  }

  static Whole text(int code, String body) {
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new Whole(code, "text/plain; charset=utf-8", new Payload(bytes), List.of(), 0);
  }

  static Whole error(ApiException refusal) {
    return new Whole(
        refusal.code(),
        "application/json",
        new Payload(Json.write(refusal.toStatus())),
        List.of(),
        refusal.retryAfterSeconds());
  }
}
