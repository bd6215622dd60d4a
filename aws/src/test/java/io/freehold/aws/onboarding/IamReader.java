package io.freehold.aws.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.policy.PolicyDocument;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Reads back through the API of IAM what was deployed in an account that had nothing before. */
final class IamReader {
  private IamReader() {}

  static Deployed read(IamClient iam, Map<Parameter, String> choice, String output) {
    String name =
        choice.getOrDefault(Parameter.ROLE_NAME, Parameter.ROLE_NAME.standard().orElseThrow());
    Role role = iam.getRole(r -> r.roleName(name)).role();
    assertThat(iam.listRoles().roles()).extracting(Role::roleName).containsExactly(name);
    Map<String, String> inline = new TreeMap<>();
    for (String policy : iam.listRolePolicies(r -> r.roleName(name)).policyNames()) {
      inline.put(
          policy,
          document(iam.getRolePolicy(r -> r.roleName(name).policyName(policy)).policyDocument()));
    }
    List<String> onRole =
        iam.listAttachedRolePolicies(r -> r.roleName(name)).attachedPolicies().stream()
            .map(AttachedPolicy::policyArn)
            .toList();
    Map<String, Deployed.Policy> attached = new TreeMap<>();
    Map<String, Deployed.Policy> beside = new TreeMap<>();
    for (Policy policy : iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL)).policies()) {
      (onRole.contains(policy.arn()) ? attached : beside)
          .put(policy.arn(), policy(iam, policy.arn()));
    }
    assertThat(attached).hasSameSizeAs(onRole);
    Map<String, String> tags = new TreeMap<>();
    for (Tag tag : role.tags()) {
      tags.put(tag.key(), tag.value());
    }
    return new Deployed(
        role.arn(),
        role.description(),
        Optional.ofNullable(role.permissionsBoundary())
            .map(AttachedPermissionsBoundary::permissionsBoundaryArn),
        document(role.assumeRolePolicyDocument()),
        inline,
        attached,
        beside,
        tags,
        output);
  }

  private static Deployed.Policy policy(IamClient iam, String arn) {
    Policy policy = iam.getPolicy(r -> r.policyArn(arn)).policy();
    assertThat(policy.tags()).isEmpty();
    return new Deployed.Policy(
        policy.description(),
        document(
            iam.getPolicyVersion(r -> r.policyArn(arn).versionId(policy.defaultVersionId()))
                .policyVersion()
                .document()));
  }

  /** The API of IAM encodes documents as in a URL. */
  private static String document(String encoded) {
    return PolicyDocument.normalize(URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8));
  }
}
