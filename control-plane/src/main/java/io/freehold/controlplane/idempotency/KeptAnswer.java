package io.freehold.controlplane.idempotency;

import io.freehold.controlplane.web.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer as it is kept, and given again. */
@Component
final class KeptAnswer {
  private final JsonMapper json;

  KeptAnswer(JsonMapper json) {
    this.json = json;
  }

  /** The answer without these fields of its result. */
  String without(List<String> secrets, byte[] answer) {
    JsonNode tree = json.readTree(answer);
    if (tree.get("result") instanceof ObjectNode result) {
      result.remove(secrets);
    }
    return tree.toString();
  }

  /** Gives it again, under the id of this request; says what is missing. */
  void write(HttpServletRequest request, HttpServletResponse response, AnswerStore.Earlier earlier)
      throws IOException {
    JsonNode tree = json.readTree(earlier.answer() == null ? "{}" : earlier.answer());
    if (tree instanceof ObjectNode answer) {
      answer.put("requestId", RequestId.of(request));
      if (!earlier.omitted().isEmpty()) {
        answer.put("code", "secret-not-repeated");
        ArrayNode details = answer.putArray("details");
        for (String field : earlier.omitted()) {
          details
              .addObject()
              .put("field", field)
              .put("code", "secret-not-repeated")
              .put("message", field + " was in the first answer to this request and is not kept.");
        }
      }
    }
    response.setStatus(200);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(tree));
  }
}
