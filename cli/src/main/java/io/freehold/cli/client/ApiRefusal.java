package io.freehold.cli.client;

import io.freehold.protocol.Problem;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control plane answered, and the answer was no. */
public final class ApiRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient JsonNode answer;

  private ApiRefusal(Problem problem, JsonNode answer) {
    super(problem.status() + " " + problem.error());
    this.problem = problem;
    this.answer = answer;
  }

  /** What was wrong, with every detail that the control plane gave. */
  public Problem problem() {
    return problem;
  }

  /** The answer as it came, for programs; an envelope of the same form where it was not JSON. */
  public JsonNode answer() {
    return answer;
  }

  /** Reads a refusal; one without the envelope (from a proxy, say) is put into one. */
  static ApiRefusal read(JsonMapper json, int status, String body) {
    try {
      JsonNode answer = json.readTree(body);
      if (answer.isObject() && answer.hasNonNull("error")) {
        return new ApiRefusal(json.treeToValue(answer, Problem.class), answer);
      }
    } catch (JacksonException notAnEnvelope) {
      // Falls through: the text is shown as it is.
    }
    String text = body.isBlank() ? "no text" : body.strip().lines().findFirst().orElse("no text");
    String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
    Problem problem =
        new Problem(
            status, null, "the answer was not from a control plane: " + shown, null, List.of());
    return new ApiRefusal(problem, json.valueToTree(problem));
  }
}
