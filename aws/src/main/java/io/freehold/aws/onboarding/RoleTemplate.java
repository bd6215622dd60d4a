package io.freehold.aws.onboarding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The CloudFormation template of the roles of one infrastructure. It has no parameters: everything
 * in it is known once the infrastructure has its name. The {@link RoleModule} makes the very same.
 */
public final class RoleTemplate {
  private final InfrastructureRoles roles;

  public RoleTemplate(InfrastructureRoles roles) {
    this.roles = roles;
  }

  /** The template in YAML: short enough to be given with the call that deploys it. */
  public String text() {
    return roles.head() + Yaml.write(document());
  }

  private Map<String, Object> document() {
    Map<String, Object> resources = new LinkedHashMap<>();
    roles.all().forEach(role -> resources.put(logicalId(role), resource(role)));
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("AWSTemplateFormatVersion", "2010-09-09");
    template.put("Description", "The IAM roles of the Freehold infrastructure " + roles.name());
    template.put("Resources", resources);
    return template;
  }

  private static Map<String, Object> resource(InfrastructureRoles.One one) {
    Map<String, Object> role = new LinkedHashMap<>();
    role.put("RoleName", one.role().name());
    role.put("Path", one.role().path());
    role.put("Description", one.role().description());
    role.put("PermissionsBoundary", one.role().boundary());
    role.put("MaxSessionDuration", (int) one.role().longestSession().toSeconds());
    role.put(
        "AssumeRolePolicyDocument", ChosenText.in(one.role().trust().tree(), ChosenText::source));
    if (!one.role().managedPolicies().isEmpty()) {
      role.put("ManagedPolicyArns", List.copyOf(one.role().managedPolicies()));
    }
    List<Object> inline = new ArrayList<>();
    one.role()
        .inlinePolicies()
        .forEach((name, document) ->
            inline.add(
                map(
                    "PolicyName",
                    name,
                    "PolicyDocument",
                    ChosenText.in(document.tree(), ChosenText::source))));
    if (!inline.isEmpty()) {
      role.put("Policies", inline);
    }
    List<Object> tags = new ArrayList<>();
    one.tags().forEach((key, value) -> tags.add(map("Key", key, "Value", value)));
    role.put("Tags", tags);
    return map("Type", "AWS::IAM::Role", "Properties", role);
  }

  /** {@code K8sControlPlaneRole}. */
  private static String logicalId(InfrastructureRoles.One one) {
    String words =
        Arrays.stream(one.name().split("-"))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
    return words.endsWith("Role") ? words : words + "Role";
  }

  private static Map<String, Object> map(String key, Object value, String key2, Object value2) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(key2, value2);
    return map;
  }
}
