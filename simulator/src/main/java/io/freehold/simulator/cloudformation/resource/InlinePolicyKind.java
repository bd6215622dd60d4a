package io.freehold.simulator.cloudformation.resource;

import static io.freehold.simulator.cloudformation.resource.Schema.DOCUMENT;
import static io.freehold.simulator.cloudformation.resource.Schema.TEXT;
import static io.freehold.simulator.cloudformation.resource.Schema.TEXTS;

import io.freehold.simulator.cloudformation.template.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html">The
 * same inline policy of several roles</a>.
 */
final class InlinePolicyKind implements ResourceKind {
  private static final int LONGEST_ID = 128;
  private static final Schema SCHEMA =
      new Schema(
          Map.of("PolicyName", TEXT, "PolicyDocument", DOCUMENT, "Roles", TEXTS),
          Set.of("PolicyName", "PolicyDocument"));

  @Override
  public String type() {
    return "AWS::IAM::Policy";
  }

  @Override
  public Set<String> unsimulated() {
    return Set.of("Groups", "Users");
  }

  @Override
  public Set<String> fixed() {
    return Set.of();
  }

  @Override
  public Optional<String> nameProperty() {
    return Optional.empty();
  }

  @Override
  public void check(String logicalId, Value.Mapping properties) {
    SCHEMA.check(logicalId, properties);
    if (new Properties(properties).texts("Roles").isEmpty()) {
      throw Mishap.of("At least one of [Groups,Roles,Users] must be non-empty.");
    }
  }

  @Override
  public Value.Mapping tagged(Value.Mapping properties, Map<String, String> stackTags) {
    return properties;
  }

  @Override
  public Physical create(Handling handling, Draft draft, Value.Mapping properties) {
    String id = handling.generatedName(LONGEST_ID);
    draft.made(id);
    put(handling.iam(), new Properties(properties));
    return new Physical(id, Map.of("Id", id));
  }

  private static void put(IamClient iam, Properties properties) {
    String name = properties.required("PolicyName");
    String document = properties.document("PolicyDocument").orElseThrow();
    properties
        .texts("Roles")
        .forEach(role ->
            iam.putRolePolicy(r -> r.roleName(role).policyName(name).policyDocument(document)));
  }

  @Override
  public Physical update(
      Handling handling, Physical physical, Value.Mapping from, Value.Mapping to) {
    Properties before = new Properties(from);
    Properties after = new Properties(to);
    put(handling.iam(), after);
    boolean renamed = !before.text("PolicyName").equals(after.text("PolicyName"));
    List<String> kept = renamed ? List.of() : after.texts("Roles");
    before.texts("Roles").stream()
        .filter(role -> !kept.contains(role))
        .forEach(role -> remove(handling.iam(), role, before.required("PolicyName")));
    return physical;
  }

  private static void remove(IamClient iam, String role, String policy) {
    Handling.unlessGone(() -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(policy)));
  }

  @Override
  public void delete(Handling handling, String id, Value.Mapping values) {
    Properties properties = new Properties(values);
    properties
        .texts("Roles")
        .forEach(role -> remove(handling.iam(), role, properties.required("PolicyName")));
  }
}
