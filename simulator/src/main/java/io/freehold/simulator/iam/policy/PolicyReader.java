package io.freehold.simulator.iam.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freehold.simulator.iam.policy.Statement.Choice;
import io.freehold.simulator.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads policy documents: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">grammar</a>.
 */
final class PolicyReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Set<String> TOP = Set.of("Version", "Id", "Statement");
  private static final Set<String> ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final Pattern ACTION = Pattern.compile("\\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+");
  private static final Pattern SID = Pattern.compile("[a-zA-Z0-9]*");

  private final PolicyKind kind;
  private boolean variables;

  PolicyReader(PolicyKind kind) {
    this.kind = kind;
  }

  PolicyDocument read(String json) {
    JsonNode root = tree(json);
    require(root.isObject(), "Syntax errors in policy.");
    root.fieldNames()
        .forEachRemaining(name -> require(TOP.contains(name), "Syntax error: " + name));
    String version = root.path("Version").asText("2008-10-17");
    require(Set.of("2008-10-17", "2012-10-17").contains(version), "Invalid version: " + version);
    variables = version.equals("2012-10-17");
    List<JsonNode> nodes = list(root.path("Statement"));
    require(!nodes.isEmpty(), "Missing required field Statement");
    List<Statement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (JsonNode node : nodes) {
      String sid = node.path("Sid").asText("");
      require(
          sid.isEmpty() || sids.add(sid), "Statement IDs (SID) in a single policy must be unique.");
      statements.add(statement(node, sid.isEmpty() ? "#" + (statements.size() + 1) : sid));
    }
    return new PolicyDocument(statements);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new MalformedPolicy("This policy contains invalid Json: " + e.getOriginalMessage());
    }
  }

  private Statement statement(JsonNode node, String label) {
    require(node.isObject(), "Syntax errors in policy.");
    node.fieldNames()
        .forEachRemaining(name -> require(ELEMENTS.contains(name), "Syntax error: " + name));
    require(
        kind == PolicyKind.RESOURCE || SID.matcher(node.path("Sid").asText("")).matches(),
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
            + " expression [0-9A-Za-z]*");
    return new Statement(
        label,
        effect(node.path("Effect").asText("")),
        principal(node),
        actions(node),
        resources(node),
        conditions(node.path("Condition")));
  }

  private static Effect effect(String text) {
    return switch (text) {
      case "Allow" -> Effect.ALLOW;
      case "Deny" -> Effect.DENY;
      default -> throw new MalformedPolicy("Invalid effect: " + text);
    };
  }

  private Optional<PrincipalClause> principal(JsonNode node) {
    if (node.has("NotPrincipal")) {
      // AWS advises against it, and its rules for sessions are too fine to be right by chance.
      throw new MalformedPolicy("NotPrincipal is not supported");
    }
    if (kind == PolicyKind.IDENTITY) {
      require(!node.has("Principal"), "Policy document should not specify a principal.");
      return Optional.empty();
    }
    require(node.has("Principal"), "Missing required field Principal");
    return Optional.of(PrincipalReader.read(node.get("Principal")));
  }

  private Choice<Glob> actions(JsonNode node) {
    Choice<String> texts = choice(node, "Action");
    for (String action : texts.listed()) {
      require(
          ACTION.matcher(action).matches(),
          "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: " + action);
      require(
          kind != PolicyKind.TRUST || action.toLowerCase(Locale.ROOT).startsWith("sts:"),
          "AssumeRole policy may only specify STS AssumeRole actions: " + action);
    }
    return new Choice<>(
        texts.allBut(),
        texts.listed().stream().map(text -> Glob.of(text.toLowerCase(Locale.ROOT))).toList());
  }

  private Optional<Choice<Template>> resources(JsonNode node) {
    if (kind == PolicyKind.TRUST) {
      require(!node.has("Resource") && !node.has("NotResource"), "Has prohibited field Resource");
      return Optional.empty();
    }
    Choice<String> texts = choice(node, "Resource");
    return Optional.of(
        new Choice<>(texts.allBut(), texts.listed().stream().map(this::resource).toList()));
  }

  private Template resource(String text) {
    String[] parts = text.split(":", 6);
    require(
        text.equals("*") || (text.startsWith("arn:") && parts.length == 6),
        "Resource " + text + " must be in ARN format or \"*\".");
    for (int i = 0; i < parts.length - 1; i++) {
      require(
          !variables || !parts[i].contains("${"),
          "Variables are allowed in the last part of an ARN only: " + text);
    }
    return Template.of(text, variables);
  }

  private List<Condition> conditions(JsonNode node) {
    if (node.isMissingNode()) {
      return List.of();
    }
    require(node.isObject(), "Syntax errors in policy: Condition");
    List<Condition> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> block : node.properties()) {
      Operator operator = Operator.of(block.getKey());
      require(block.getValue().isObject(), "Syntax errors in policy: " + block.getKey());
      for (Map.Entry<String, JsonNode> entry : block.getValue().properties()) {
        boolean filled = variables && operator.comparison().takesVariables();
        List<Template> wanted =
            list(entry.getValue()).stream()
                .map(value -> Template.of(scalar(value), filled))
                .toList();
        all.add(new Condition(operator, entry.getKey(), wanted));
      }
    }
    return all;
  }

  private static Choice<String> choice(JsonNode node, String element) {
    boolean allBut = node.has("Not" + element);
    require(allBut != node.has(element), "Needs either " + element + " or Not" + element);
    List<String> listed =
        list(node.get(allBut ? "Not" + element : element)).stream()
            .map(PolicyReader::text)
            .toList();
    require(
        !listed.isEmpty(),
        "Policy statement must contain " + element.toLowerCase(Locale.ROOT) + "s.");
    return new Choice<>(allBut, listed);
  }

  static List<JsonNode> list(JsonNode node) {
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray()) {
      return List.of(node);
    }
    List<JsonNode> all = new ArrayList<>();
    node.forEach(all::add);
    return all;
  }

  static String text(JsonNode node) {
    require(node.isTextual(), "Syntax errors in policy: " + node);
    return node.asText();
  }

  /** Conditions take numbers and booleans without quotes, too. */
  private static String scalar(JsonNode node) {
    require(
        node.isTextual() || node.isNumber() || node.isBoolean(),
        "Syntax errors in policy: " + node);
    return node.asText();
  }

  static void require(boolean right, String otherwise) {
    if (!right) {
      throw new MalformedPolicy(otherwise);
    }
  }
}
