package io.freehold.aws.account;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Who may assume a role, read from its trust policy.
 *
 * <p>It errs on the side of the customer: what it does not know to be narrow counts as wide.
 *
 * @param doors the statements that let somebody in
 */
record TrustPolicy(List<Door> doors) {
  /** The ways in. {@code sts:TagSession} alone lets nobody in. */
  private static final List<String> WAYS_IN =
      List.of("sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity");

  private static final String EXTERNAL_ID = "sts:ExternalId";

  /** Operators that hold only where the key is there and is the value. */
  private static final Set<String> EXACT = Set.of("StringEquals", "StringEqualsIgnoreCase");

  /**
   * A statement that lets somebody in.
   *
   * @param label for people to find it by
   * @param principals as the document names them; those that are not AWS's with their type
   * @param externalIds each list of values of a condition that has to hold; none where there is no
   *     such condition
   */
  record Door(String label, List<String> principals, List<List<String>> externalIds) {

    /** Whether only who names this external ID gets in. */
    boolean demands(String externalId) {
      return externalIds.stream().anyMatch(values -> values.equals(List.of(externalId)));
    }
  }

  /**
   * Reads the document as IAM gives it, percent-encoded (<a
   * href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html">source</a>), or plain.
   *
   * @throws IllegalArgumentException if it is none
   */
  static TrustPolicy parse(String document) {
    String text =
        document.startsWith("%") ? URLDecoder.decode(document, StandardCharsets.UTF_8) : document;
    List<Door> doors = new ArrayList<>();
    try {
      List<JsonNode> statements =
          list(JsonNode.parser().parse(text).field("Statement").orElseThrow());
      for (int i = 0; i < statements.size(); i++) {
        JsonNode statement = statements.get(i);
        String number = "statement " + (i + 1);
        String label =
            statement.field("Sid").map(sid -> number + " (" + sid.text() + ")").orElse(number);
        if (isDoor(statement)) {
          doors.add(new Door(label, principals(statement), externalIds(statement)));
        }
      }
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("trust policy: found what is not one", e);
    }
    return new TrustPolicy(List.copyOf(doors));
  }

  private static boolean isDoor(JsonNode statement) {
    return switch (statement.field("Effect").orElseThrow().text()) {
      case "Deny" -> false; // only ever narrows
      case "Allow" ->
          // An Allow with NotAction lets in by all ways but those.
          statement.field("Action").map(TrustPolicy::letsIn).orElse(true);
      default -> throw new IllegalArgumentException("Effect: found neither Allow nor Deny");
    };
  }

  private static boolean letsIn(JsonNode actions) {
    return list(actions).stream()
        .map(action -> glob(action.text()))
        .anyMatch(pattern -> WAYS_IN.stream().anyMatch(way -> pattern.matcher(way).matches()));
  }

  private static Pattern glob(String text) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      expression.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE);
  }

  private static List<String> principals(JsonNode statement) {
    if (statement.field("NotPrincipal").isPresent()) {
      return List.of("everybody but some (NotPrincipal)");
    }
    JsonNode principal = statement.field("Principal").orElseThrow();
    if (!principal.isObject()) {
      return List.of(principal.text());
    }
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : principal.asObject().entrySet()) {
      String type = entry.getKey().equals("AWS") ? "" : entry.getKey() + " ";
      list(entry.getValue()).forEach(one -> all.add(type + one.text()));
    }
    return List.copyOf(all);
  }

  private static List<List<String>> externalIds(JsonNode statement) {
    List<List<String>> all = new ArrayList<>();
    statement
        .field("Condition")
        .ifPresent(condition ->
            condition
                .asObject()
                .forEach((operator, keys) ->
                    keys.asObject()
                        .forEach((key, values) -> {
                          if (key.equalsIgnoreCase(EXTERNAL_ID)) {
                            List<String> texts = list(values).stream().map(JsonNode::text).toList();
                            if (binds(operator, texts)) {
                              all.add(texts);
                            }
                          }
                        })));
    return List.copyOf(all);
  }

  /** {@code IfExists} and {@code ForAllValues} hold where the key is missing: they bind nobody. */
  private static boolean binds(String operator, List<String> values) {
    String plain =
        operator.startsWith("ForAnyValue:")
            ? operator.substring("ForAnyValue:".length())
            : operator;
    return EXACT.contains(plain)
        || (plain.equals("StringLike")
            && values.stream().noneMatch(value -> value.contains("*") || value.contains("?")));
  }

  private static List<JsonNode> list(JsonNode node) {
    return node.isArray() ? node.asArray() : List.of(node);
  }
}
