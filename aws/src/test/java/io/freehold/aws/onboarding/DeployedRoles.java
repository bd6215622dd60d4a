package io.freehold.aws.onboarding;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.aws.policy.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads what makes roles as its tool does, and says which roles it would make, by name. */
final class DeployedRoles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DeployedRoles() {}

  /** A role, its documents normalized. */
  record One(
      String path,
      String description,
      String boundary,
      String session,
      String trust,
      Set<String> managed,
      SortedMap<String, String> inline,
      SortedMap<String, String> tags) {}

  static SortedMap<String, One> ofTemplate(String text) {
    Map<String, Object> template = TemplateReader.read(text);
    SortedMap<String, One> all = new TreeMap<>();
    Choices.members(template.get("Resources"))
        .values()
        .forEach(resource -> {
          Map<String, Object> members = Choices.members(resource);
          if (!members.get("Type").equals("AWS::IAM::Role")) {
            throw new IllegalStateException("a resource of type " + members.get("Type"));
          }
          Map<String, Object> role = Choices.members(members.get("Properties"));
          SortedMap<String, String> inline = new TreeMap<>();
          for (Object policy : list(role.get("Policies"))) {
            Map<String, Object> one = Choices.members(policy);
            inline.put(text(one.get("PolicyName")), document(one.get("PolicyDocument")));
          }
          SortedMap<String, String> tags = new TreeMap<>();
          for (Object tag : list(role.get("Tags"))) {
            Map<String, Object> one = Choices.members(tag);
            tags.put(text(one.get("Key")), text(one.get("Value")));
          }
          Set<String> managed = new TreeSet<>();
          list(role.get("ManagedPolicyArns")).forEach(arn -> managed.add(text(arn)));
          One made =
              new One(
                  text(role.get("Path")),
                  text(role.get("Description")),
                  text(role.get("PermissionsBoundary")),
                  text(role.get("MaxSessionDuration")),
                  document(role.get("AssumeRolePolicyDocument")),
                  managed,
                  inline,
                  tags);
          if (all.put(text(role.get("RoleName")), made) != null) {
            throw new IllegalStateException("twice: " + role.get("RoleName"));
          }
        });
    return all;
  }

  static SortedMap<String, One> ofModule(String text) {
    List<HclParser.Block> blocks = HclParser.parse(text, new Names());
    SortedMap<String, One> all = new TreeMap<>();
    Map<String, String> names = new TreeMap<>();
    for (HclParser.Block block : blocks) {
      if (!block.type().equals("resource")) {
        throw new IllegalStateException("a block of type " + block.type());
      }
      if (block.labels().getFirst().equals("aws_iam_role")) {
        SortedMap<String, String> tags = new TreeMap<>();
        ((Map<?, ?>) value(block, "tags"))
            .forEach((key, value) -> tags.put(text(key), text(value)));
        names.put("aws_iam_role." + block.labels().getLast() + ".name", text(block, "name"));
        all.put(
            text(block, "name"),
            new One(
                text(block, "path"),
                text(block, "description"),
                text(block, "permissions_boundary"),
                text(block, "max_session_duration"),
                PolicyDocument.normalize(text(block, "assume_role_policy")),
                new TreeSet<>(),
                new TreeMap<>(),
                tags));
      }
    }
    for (HclParser.Block block : blocks) {
      switch (block.labels().getFirst()) {
        case "aws_iam_role" -> {}
        case "aws_iam_role_policy" ->
            all.get(names.get(text(block, "role")))
                .inline()
                .put(text(block, "name"), PolicyDocument.normalize(text(block, "policy")));
        case "aws_iam_role_policy_attachment" ->
            all.get(names.get(text(block, "role"))).managed().add(text(block, "policy_arn"));
        default -> throw new IllegalStateException("a resource " + block.labels());
      }
    }
    return all;
  }

  private static final class Names implements HclParser.Scope {
    @Override
    public Object named(List<Object> steps) {
      return String.join(".", steps.stream().map(String::valueOf).toList());
    }

    @Override
    public Object called(String function, List<Supplier<Object>> arguments) {
      if (!function.equals("jsonencode")) {
        throw new IllegalStateException(function);
      }
      return JSON.valueToTree(arguments.getFirst().get()).toString();
    }
  }

  private static Object value(HclParser.Block block, String name) {
    return Optional.ofNullable(block.attributes().get(name)).orElseThrow().get();
  }

  private static String text(HclParser.Block block, String name) {
    return text(value(block, name));
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private static String document(Object node) {
    return TemplateReader.normalized(node);
  }
}
