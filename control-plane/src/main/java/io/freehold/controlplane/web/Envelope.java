package io.freehold.controlplane.web;

import io.freehold.protocol.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes refusals, also where no controller was reached. */
@Component
public final class Envelope {
  private final JsonMapper json;

  Envelope(JsonMapper json) {
    this.json = json;
  }

  /** Answers the request with the refusal; nothing, if an answer has begun already. */
  public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(refusal.status());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    refusal
        .retryAfterSeconds()
        .ifPresent(seconds -> {
          response.setHeader("X-RateLimit-Reset", Long.toString(seconds));
          response.setHeader("Retry-After", Long.toString(seconds));
        });
    response
        .getOutputStream()
        .write(
            json.writeValueAsBytes(
                new Problem(
                    refusal.status(),
                    RequestId.of(request),
                    refusal.error(),
                    refusal.code(),
                    refusal.details())));
    response.flushBuffer();
  }
}
