package io.freehold.aws.onboarding;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.aws.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a CloudFormation template as CloudFormation does, and says what it would make. */
final class TemplateReader {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");
  private static final Object NOTHING = new Object();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> template;
  private final Map<String, String> parameters = new HashMap<>();
  private final String accountId;

  private TemplateReader(String text, Map<String, String> given, String accountId) {
    this.template = read(text);
    this.accountId = accountId;
    section("Parameters")
        .forEach((name, parameter) -> {
          Optional<String> value =
              Optional.ofNullable(given.get(name))
                  .or(() -> Optional.ofNullable((String) map(parameter).get("Default")));
          parameters.put(
              name, checked(name, map(parameter), value.orElseThrow(() -> missing(name))));
        });
    if (!parameters.keySet().containsAll(given.keySet())) {
      throw new IllegalArgumentException("unknown parameters in " + given.keySet());
    }
  }

  /**
   * What the template makes with these parameters.
   *
   * @throws IllegalArgumentException where a parameter is missing or does not keep to its limits
   */
  static Deployed deployed(String text, Map<String, String> parameters, String accountId) {
    return new TemplateReader(text, parameters, accountId).deployed();
  }

  /** The document itself: functions are mappings with the one member that is named after them. */
  static Map<String, Object> read(String text) {
    Map<Tag, ConstructNode> functions = new HashMap<>();
    for (String name : List.of("Ref", "Sub", "GetAtt", "If", "Not", "Equals", "Select", "Split")) {
      functions.put(new Tag("!" + name), new Functions(name));
    }
    return map(
        new Load(LoadSettings.builder().setTagConstructors(functions).build())
            .loadFromString(text));
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(name + ": found none");
  }

  private static String checked(String name, Map<String, Object> parameter, String value) {
    boolean fits =
        value.matches((String) parameter.getOrDefault("AllowedPattern", ".*"))
            && value.length() >= (Integer) parameter.getOrDefault("MinLength", 0)
            && value.length() <= (Integer) parameter.getOrDefault("MaxLength", 4096)
            && ((List<?>) parameter.getOrDefault("AllowedValues", List.of(value))).contains(value);
    if (!fits) {
      throw new IllegalArgumentException(name + ": found '" + value + "'");
    }
    return value;
  }

  private Deployed deployed() {
    Map<String, Object> role = Map.of();
    Map<String, Deployed.Policy> attached = new TreeMap<>();
    Map<String, Deployed.Policy> beside = new TreeMap<>();
    for (Map.Entry<String, Object> entry : section("Resources").entrySet()) {
      Map<String, Object> resource = map(entry.getValue());
      if (resource.containsKey("Condition") && !condition((String) resource.get("Condition"))) {
        continue;
      }
      Map<String, Object> properties = map(value(resource.get("Properties")));
      switch ((String) resource.get("Type")) {
        case "AWS::IAM::Role" -> {
          if (!role.isEmpty()) {
            throw new IllegalStateException("a second role: " + entry.getKey());
          }
          role = properties;
        }
        case "AWS::IAM::ManagedPolicy" -> {
          Deployed.Policy policy =
              new Deployed.Policy(
                  (String) properties.get("Description"),
                  normalized(properties.get("PolicyDocument")));
          (properties.containsKey("Roles") ? attached : beside).put(policyArn(properties), policy);
        }
        default -> throw new IllegalStateException("a resource of type " + resource.get("Type"));
      }
    }
    Map<String, String> inline = new TreeMap<>();
    for (Object policy : (List<?>) role.get("Policies")) {
      inline.put(
          (String) map(policy).get("PolicyName"), normalized(map(policy).get("PolicyDocument")));
    }
    Map<String, String> tags = new TreeMap<>();
    for (Object tag : (List<?>) role.get("Tags")) {
      tags.put((String) map(tag).get("Key"), (String) map(tag).get("Value"));
    }
    Map<String, Object> outputs = section("Outputs");
    return new Deployed(
        roleArn(role),
        (String) role.get("Description"),
        Optional.ofNullable((String) role.get("PermissionsBoundary")),
        normalized(role.get("AssumeRolePolicyDocument")),
        inline,
        attached,
        beside,
        tags,
        (String) value(map(outputs.get(CloudFormationTemplate.OUTPUT)).get("Value")));
  }

  private String roleArn(Map<String, Object> role) {
    return "arn:aws:iam::" + accountId + ":role" + role.get("Path") + role.get("RoleName");
  }

  private String policyArn(Map<String, Object> policy) {
    return "arn:aws:iam::"
        + accountId
        + ":policy"
        + policy.get("Path")
        + policy.get("ManagedPolicyName");
  }

  private boolean condition(String name) {
    return (Boolean) value(section("Conditions").get(name));
  }

  /** With every function carried out. */
  private Object value(Object node) {
    if (node instanceof List<?> items) {
      return items.stream().map(this::value).filter(value -> value != NOTHING).toList();
    }
    if (!(node instanceof Map<?, ?> members)) {
      return node;
    }
    if (members.size() == 1 && members.keySet().iterator().next() instanceof Functions.Name name) {
      return called(name.text(), members.values().iterator().next());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    members.forEach((key, member) -> {
      Object value = value(member);
      if (value != NOTHING) {
        all.put((String) key, value);
      }
    });
    return all;
  }

  private Object called(String function, Object argument) {
    return switch (function) {
      case "Ref" -> reference((String) argument);
      case "GetAtt" -> {
        if (!argument.equals("ManagementRole.Arn")) {
          throw new IllegalStateException("!GetAtt " + argument);
        }
        yield roleArn(
            map(value(map(section("Resources").get("ManagementRole")).get("Properties"))));
      }
      case "Sub" ->
          argument instanceof List<?> two
              ? substituted((String) two.getFirst(), map(value(two.getLast())))
              : substituted((String) argument, Map.of());
      case "If" -> {
        List<?> three = (List<?>) argument;
        yield value(three.get(condition((String) three.getFirst()) ? 1 : 2));
      }
      case "Not" -> !(Boolean) value(((List<?>) argument).getFirst());
      case "Equals" -> {
        List<?> two = (List<?>) value(argument);
        yield two.getFirst().equals(two.getLast());
      }
      case "Select" -> {
        List<?> two = (List<?>) value(argument);
        yield ((List<?>) two.getLast()).get((Integer) two.getFirst());
      }
      case "Split" -> {
        List<?> two = (List<?>) value(argument);
        yield List.of(((String) two.getLast()).split(Pattern.quote((String) two.getFirst()), -1));
      }
      default -> throw new IllegalStateException(function);
    };
  }

  private Object reference(String name) {
    if (name.equals("AWS::NoValue")) {
      return NOTHING;
    }
    if (name.equals("AWS::AccountId")) {
      return accountId;
    }
    if (parameters.containsKey(name)) {
      return parameters.get(name);
    }
    Map<String, Object> properties = map(map(section("Resources").get(name)).get("Properties"));
    return properties.containsKey("RoleName")
        ? value(properties.get("RoleName"))
        : policyArn(map(value(properties)));
  }

  private String substituted(String text, Map<String, Object> variables) {
    Matcher found = VARIABLE.matcher(text);
    return found.replaceAll(one -> {
      String name = one.group(2);
      if (!one.group(1).isEmpty()) {
        return Matcher.quoteReplacement("${" + name + "}");
      }
      Object value = variables.containsKey(name) ? variables.get(name) : reference(name);
      return Matcher.quoteReplacement((String) value);
    });
  }

  private Map<String, Object> section(String name) {
    return map(template.get(name));
  }

  static String normalized(Object document) {
    return PolicyDocument.normalize(JSON.valueToTree(document).toString());
  }

  @SuppressWarnings("unchecked") // keys are texts, or there is a function's only one
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) Objects.requireNonNull(node);
  }

  /** Makes {@code !Name argument} a mapping that no mapping in a template can be. */
  private static final class Functions implements ConstructNode {
    record Name(String text) {}

    private final String name;

    Functions(String name) {
      this.name = name;
    }

    @Override
    public Object construct(Node node) {
      return Map.of(new Name(name), argument(node));
    }

    private Object argument(Node node) {
      return switch (node) {
        case ScalarNode scalar ->
            scalar.getTag().equals(Tag.INT)
                ? Integer.valueOf(scalar.getValue())
                : scalar.getValue();
        case SequenceNode items -> {
          List<Object> all = new ArrayList<>();
          items.getValue().forEach(item -> all.add(inner(item)));
          yield all;
        }
        case MappingNode members -> {
          Map<String, Object> all = new LinkedHashMap<>();
          members
              .getValue()
              .forEach(member ->
                  all.put(
                      ((ScalarNode) member.getKeyNode()).getValue(), inner(member.getValueNode())));
          yield all;
        }
        default -> throw new IllegalStateException(node.toString());
      };
    }

    private Object inner(Node node) {
      String tag = node.getTag().getValue();
      return tag.matches("![A-Z].*")
          ? new Functions(tag.substring(1)).construct(node)
          : argument(node);
    }
  }
}
