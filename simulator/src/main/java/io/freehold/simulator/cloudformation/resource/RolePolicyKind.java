package io.freehold.simulator.cloudformation.resource;

import static io.freehold.simulator.cloudformation.resource.Schema.DOCUMENT_OR_TEXT;
import static io.freehold.simulator.cloudformation.resource.Schema.TEXT;

import io.freehold.simulator.cloudformation.template.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html">One
 * inline policy of one role</a>. Its physical id is the policy's name, a bar, and the role's.
 */
final class RolePolicyKind implements ResourceKind {
  private static final Schema SCHEMA =
      new Schema(
          Map.of("PolicyName", TEXT, "RoleName", TEXT, "PolicyDocument", DOCUMENT_OR_TEXT),
          Set.of("PolicyName", "RoleName", "PolicyDocument"));

  @Override
  public String type() {
    return "AWS::IAM::RolePolicy";
  }

  @Override
  public Set<String> unsimulated() {
    return Set.of();
  }

  @Override
  public Set<String> fixed() {
    return Set.of("PolicyName", "RoleName");
  }

  @Override
  public Optional<String> nameProperty() {
    return Optional.empty();
  }

  @Override
  public void check(String logicalId, Value.Mapping properties) {
    SCHEMA.check(logicalId, properties);
  }

  @Override
  public Value.Mapping tagged(Value.Mapping properties, Map<String, String> stackTags) {
    return properties;
  }

  @Override
  public Physical create(Handling handling, Draft draft, Value.Mapping values) {
    Properties properties = new Properties(values);
    String role = properties.required("RoleName");
    String policy = properties.required("PolicyName");
    String id = policy + "|" + role;
    if (!draft.isMade() && !draft.isUnanswered() && isThere(handling.iam(), role, policy)) {
      throw Mishap.exists(type(), id);
    }
    put(handling.iam(), properties);
    draft.made(id);
    return new Physical(id, Map.of());
  }

  private static boolean isThere(IamClient iam, String role, String policy) {
    try {
      iam.getRolePolicy(r -> r.roleName(role).policyName(policy));
      return true;
    } catch (NoSuchEntityException absent) {
      return false;
    }
  }

  private static void put(IamClient iam, Properties properties) {
    iam.putRolePolicy(r ->
        r.roleName(properties.required("RoleName"))
            .policyName(properties.required("PolicyName"))
            .policyDocument(properties.document("PolicyDocument").orElseThrow()));
  }

  @Override
  public Physical update(
      Handling handling, Physical physical, Value.Mapping before, Value.Mapping after) {
    put(handling.iam(), new Properties(after));
    return physical;
  }

  @Override
  public void delete(Handling handling, String id, Value.Mapping values) {
    Properties properties = new Properties(values);
    Handling.unlessGone(() ->
        handling
            .iam()
            .deleteRolePolicy(r ->
                r.roleName(properties.required("RoleName"))
                    .policyName(properties.required("PolicyName"))));
  }
}
