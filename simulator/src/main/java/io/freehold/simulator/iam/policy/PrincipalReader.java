package io.freehold.simulator.iam.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.simulator.iam.policy.PrincipalClause.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads principals: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">forms</a>.
 */
final class PrincipalReader {
  private static final Pattern ACCOUNT = Pattern.compile("(?:arn:aws:iam::)?(\\d{12})(:root)?");
  private static final Pattern ARN =
      Pattern.compile("arn:aws:(?:iam::\\d{12}:(?:role|user)|sts::\\d{12}:assumed-role)/[^*?]+");
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com");

  private PrincipalReader() {}

  static PrincipalClause read(JsonNode node) {
    if (node.isTextual()) {
      PolicyReader.require(node.asText().equals("*"), invalid("", node.asText()));
      return new PrincipalClause(List.of(new PrincipalClause.Everybody()));
    }
    PolicyReader.require(node.isObject() && !node.isEmpty(), "Syntax errors in policy: Principal");
    List<Named> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      for (JsonNode value : PolicyReader.list(entry.getValue())) {
        all.add(named(entry.getKey(), PolicyReader.text(value)));
      }
    }
    PolicyReader.require(!all.isEmpty(), "Syntax errors in policy: Principal");
    return new PrincipalClause(List.copyOf(all));
  }

  private static Named named(String type, String text) {
    return switch (type) {
      case "AWS" -> aws(text);
      case "Service" -> {
        PolicyReader.require(SERVICE.matcher(text).matches(), invalid(type, text));
        yield new PrincipalClause.Service(text);
      }
      case "Federated", "CanonicalUser" ->
          throw new MalformedPolicy("Principals of type " + type + " are not supported");
      default -> throw new MalformedPolicy(invalid(type, text));
    };
  }

  private static Named aws(String text) {
    if (text.equals("*")) {
      return new PrincipalClause.Everybody();
    }
    Matcher account = ACCOUNT.matcher(text);
    if (account.matches() && text.startsWith("arn:") == (account.group(2) != null)) {
      return new PrincipalClause.InAccount(account.group(1));
    }
    // No wildcards: AWS takes none in a part of a principal.
    PolicyReader.require(ARN.matcher(text).matches(), invalid("AWS", text));
    return new PrincipalClause.ByArn(text);
  }

  private static String invalid(String type, String text) {
    return "Invalid principal in policy: \"" + type + "\":\"" + text + "\"";
  }
}
