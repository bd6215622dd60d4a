package io.freehold.aws.onboarding;

import io.freehold.aws.catalogue.Placeholder;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.policy.PolicyDocument;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one customer's account gets to see: the role, its policies and the boundary, with nothing
 * left to be put in.
 *
 * @param role the management role
 * @param vendorPrincipal who may assume it: the ARN of the vendor's account or of a role in it
 * @param externalId which the vendor has to name for that
 * @param customerBoundary the ARN of a boundary of the customer's own, which takes the place of
 *     ours
 * @param groups which policies are granted
 */
public record Onboarding(
    ManagementRoleArn role,
    String vendorPrincipal,
    String externalId,
    Optional<String> customerBoundary,
    Set<PolicyGroup> groups) {
  public Onboarding {
    groups = Set.copyOf(groups);
  }

  /** The role under its usual name, with everything that a customer need not ask for. */
  public static Onboarding standard(String accountId, String vendorAccount, String externalId) {
    return new Onboarding(
        ManagementRoleArn.of(accountId, "/", ManagementRoleArn.DEFAULT_NAME),
        "arn:aws:iam::" + vendorAccount + ":root",
        externalId,
        Optional.empty(),
        groups(true, true, false));
  }

  /** The policies that these choices leave. */
  public static Set<PolicyGroup> groups(boolean vpcWrite, boolean iamWrite, boolean kms) {
    Set<PolicyGroup> groups = EnumSet.allOf(PolicyGroup.class);
    if (!vpcWrite) {
      groups.remove(PolicyGroup.VPC_WRITE);
    }
    if (!iamWrite) {
      groups.remove(PolicyGroup.IAM_WRITE);
    }
    if (!kms) {
      groups.remove(PolicyGroup.KMS);
    }
    return groups;
  }

  public PolicyDocument trust() {
    return ManagementPolicies.trust(vendorPrincipal, externalId);
  }

  /** The granted policies. */
  public Map<PolicyGroup, PolicyDocument> policies() {
    Map<PolicyGroup, PolicyDocument> all = new EnumMap<>(PolicyGroup.class);
    ManagementPolicies.documents()
        .forEach((group, document) -> {
          if (groups.contains(group)) {
            all.put(group, document.with(this::filledIn));
          }
        });
    return all;
  }

  /** The role's own policies as JSON, by name. */
  public Map<String, String> inline() {
    return json(true);
  }

  /** The policies beside the role as JSON, by name. */
  public Map<String, String> managed() {
    return json(false);
  }

  private Map<String, String> json(boolean inline) {
    Map<String, String> all = new TreeMap<>();
    policies()
        .forEach((group, document) -> {
          if (group.isInline() == inline) {
            all.put(inline ? group.suffix() : policyName(group), document.json());
          }
        });
    return all;
  }

  /** Our boundary, whether or not a customer's takes its place. */
  public PolicyDocument boundary() {
    return ManagementPolicies.boundary().with(this::filledIn);
  }

  /** What a policy beside the role is called. */
  public String policyName(PolicyGroup group) {
    return role.name() + "-" + group.suffix();
  }

  /** A text of a policy with everything put in. */
  public String filledIn(String text) {
    return text.replace(Placeholder.ROLE_PATH.text(), role.rolePath())
        .replace(Placeholder.BOUNDARY.text(), role.boundary(customerBoundary))
        .replace(Placeholder.MANAGEMENT_ROLE.text(), role.value())
        .replace(Placeholder.VENDOR_ACCOUNT.text(), vendorPrincipal.split(":", 6)[4]);
  }
}
