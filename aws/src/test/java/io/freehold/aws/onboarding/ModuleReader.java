package io.freehold.aws.onboarding;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.aws.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads a Terraform module as Terraform does, and says what it would make. */
final class ModuleReader implements HclParser.Scope {
  private static final Object NOTHING = HclParser.class;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<HclParser.Block> blocks = new ArrayList<>();
  private final Map<String, Object> variables = new HashMap<>();
  private final String accountId;

  private ModuleReader(Map<String, String> files, Map<String, Object> given, String accountId) {
    this.accountId = accountId;
    files.forEach((name, text) -> {
      if (name.endsWith(".tf")) {
        blocks.addAll(HclParser.parse(text, this));
      }
    });
    for (HclParser.Block variable : all("variable")) {
      String name = variable.labels().getFirst();
      Object value = given.get(name);
      if (value == null) {
        Supplier<Object> standard = variable.attributes().get("default");
        if (standard == null) {
          throw new IllegalArgumentException(name + ": found none");
        }
        value = standard.get();
      }
      variables.put(name, value);
    }
    if (!variables.keySet().containsAll(given.keySet())) {
      throw new IllegalArgumentException("unknown variables in " + given.keySet());
    }
    for (HclParser.Block variable : all("variable")) {
      for (HclParser.Block validation : variable.blocks()) {
        if (!(Boolean) value(validation, "condition").orElseThrow()) {
          String name = variable.labels().getFirst();
          throw new IllegalArgumentException("%s: found '%s'".formatted(name, variables.get(name)));
        }
      }
    }
  }

  /**
   * What the module makes with these variables.
   *
   * @throws IllegalArgumentException where a variable is missing or does not keep to its limits
   */
  static Deployed deployed(
      Map<String, String> files, Map<String, Object> variables, String accountId) {
    return new ModuleReader(files, variables, accountId).deployed();
  }

  private Deployed deployed() {
    for (HclParser.Block block : blocks) {
      if (!List.of("terraform", "variable", "locals", "resource", "output")
          .contains(block.type())) {
        throw new IllegalStateException("a block of type " + block.type());
      }
    }
    Map<String, String> inline = new TreeMap<>();
    Map<String, Deployed.Policy> policies = new TreeMap<>();
    List<String> attached = new ArrayList<>();
    for (HclParser.Block resource : all("resource")) {
      int count = (Integer) value(resource, "count").orElse(1);
      if (count == 0) {
        continue;
      }
      switch (resource.labels().getFirst()) {
        case "aws_iam_role" -> {}
        case "aws_iam_role_policy" ->
            inline.put(text(resource, "name"), normalized(text(resource, "policy")));
        case "aws_iam_policy" ->
            policies.put(
                arn(resource),
                new Deployed.Policy(
                    text(resource, "description"), normalized(text(resource, "policy"))));
        case "aws_iam_role_policy_attachment" -> attached.add(text(resource, "policy_arn"));
        default -> throw new IllegalStateException("a resource " + resource.labels());
      }
    }
    HclParser.Block role = resource("aws_iam_role", "management");
    if (all("resource").stream()
            .filter(one -> one.labels().getFirst().equals("aws_iam_role"))
            .count()
        != 1) {
      throw new IllegalStateException("more than one role");
    }
    Map<String, Deployed.Policy> onRole = new TreeMap<>(policies);
    onRole.keySet().retainAll(attached);
    Map<String, Deployed.Policy> beside = new TreeMap<>(policies);
    beside.keySet().removeAll(attached);
    if (onRole.size() != attached.size()) {
      throw new IllegalStateException("attached policies that nobody makes in " + attached);
    }
    Map<String, String> tags = new TreeMap<>();
    ((Map<?, ?>) value(role, "tags").orElseThrow())
        .forEach((key, value) -> tags.put((String) key, (String) value));
    HclParser.Block output = all("output").getFirst();
    return new Deployed(
        arn(role),
        text(role, "description"),
        value(role, "permissions_boundary").map(String.class::cast),
        normalized(text(role, "assume_role_policy")),
        inline,
        onRole,
        beside,
        tags,
        text(output, "value"));
  }

  @Override
  public Object named(List<Object> steps) {
    String first = (String) steps.getFirst();
    String second = (String) steps.get(1);
    return switch (first) {
      case "var" -> Objects.requireNonNull(variables.get(second), second);
      case "local" ->
          Objects.requireNonNull(all("locals").getFirst().attributes().get(second), second).get();
      case "aws_iam_role", "aws_iam_policy" -> {
        HclParser.Block resource = resource(first, second);
        boolean counted = resource.attributes().containsKey("count");
        if (counted != (steps.size() == 4)) {
          throw new IllegalStateException("a number where there is no count in " + steps);
        }
        if (counted && (Integer) steps.get(2) >= (Integer) value(resource, "count").orElseThrow()) {
          throw new IllegalStateException("there is no " + steps);
        }
        yield steps.getLast().equals("arn")
            ? arn(resource)
            : text(resource, (String) steps.getLast());
      }
      default -> throw new IllegalStateException(steps.toString());
    };
  }

  @Override
  public Object called(String function, List<Supplier<Object>> arguments) {
    return switch (function) {
      case "jsonencode" -> JSON.valueToTree(arguments.getFirst().get()).toString();
      case "split" ->
          List.of(
              ((String) arguments.getLast().get())
                  .split(Pattern.quote((String) arguments.getFirst().get()), -1));
      case "length" -> ((String) arguments.getFirst().get()).length();
      case "regex" -> {
        String text = (String) arguments.getLast().get();
        if (!Pattern.compile((String) arguments.getFirst().get()).matcher(text).find()) {
          throw new IllegalArgumentException("no match");
        }
        yield text;
      }
      case "can" -> {
        try {
          arguments.getFirst().get();
          yield true;
        } catch (IllegalArgumentException e) {
          yield false;
        }
      }
      default -> throw new IllegalStateException(function);
    };
  }

  private List<HclParser.Block> all(String type) {
    return blocks.stream().filter(block -> block.type().equals(type)).toList();
  }

  private HclParser.Block resource(String type, String name) {
    return all("resource").stream()
        .filter(block -> block.labels().equals(List.of(type, name)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no resource " + type + "." + name));
  }

  private String arn(HclParser.Block resource) {
    String kind = resource.labels().getFirst().equals("aws_iam_role") ? "role" : "policy";
    return "arn:aws:iam::"
        + accountId
        + ":"
        + kind
        + text(resource, "path")
        + text(resource, "name");
  }

  private static String text(HclParser.Block block, String name) {
    return (String) value(block, name).orElseThrow();
  }

  private static Optional<Object> value(HclParser.Block block, String name) {
    return Optional.ofNullable(block.attributes().get(name))
        .map(Supplier::get)
        .filter(value -> value != NOTHING);
  }

  private static String normalized(String json) {
    return PolicyDocument.normalize(json);
  }
}
