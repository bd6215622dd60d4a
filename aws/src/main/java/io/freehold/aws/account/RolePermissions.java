package io.freehold.aws.account;

import io.freehold.aws.account.Finding.Code;
import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.failure.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/**
 * Whether a role has kept its policies: asks IAM for what every role grants, whatever its customer
 * withholds, and on everything. That shows a policy that was taken off, or edited; all that an
 * infrastructure needs is for its preflight to ask.
 */
final class RolePermissions {
  private static final Set<PolicyGroup> WITHHELD =
      Set.of(PolicyGroup.VPC_WRITE, PolicyGroup.IAM_WRITE, PolicyGroup.KMS);

  private static final int TOLD = 5;

  /** By service, since IAM refuses some actions beside those of others. */
  private final SortedMap<String, SortedSet<String>> actions = new TreeMap<>();

  RolePermissions(Collection<Permission> permissions) {
    for (Permission one : permissions) {
      if (one.phase() == Permission.Phase.INSPECT
          && one.scope().resources().equals(Scope.everything().resources())
          && one.scope().conditions().isEmpty()
          && !WITHHELD.contains(one.group())) {
        String service = one.action().substring(0, one.action().indexOf(':'));
        actions.computeIfAbsent(service, any -> new TreeSet<>()).add(one.action());
      }
    }
  }

  /** What the role may not do, or why that could not be asked; empty where it may do all of it. */
  Optional<Finding> missing(IamClient iam, String roleArn, Region region) {
    List<String> denied = new ArrayList<>();
    try {
      actions.values().forEach(some -> denied.addAll(denied(iam, roleArn, region, some)));
    } catch (SdkException e) {
      Failure failure = new AwsFailures().classify(e);
      if (failure.kind() != Failure.Kind.PERMISSION) {
        return Optional.of(notChecked(failure));
      }
      denied.add("iam:SimulatePrincipalPolicy");
    }
    if (denied.isEmpty()) {
      return Optional.empty();
    }
    String first = String.join(", ", denied.stream().limit(TOLD).toList());
    return Optional.of(
        new Finding(
            Code.PERMISSIONS_MISSING,
            "a role that may not "
                + (denied.size() <= TOLD
                    ? first
                    : first + " and " + (denied.size() - TOLD) + " more"),
            "the permissions of the account's template",
            "Deploy the account's template again; where it is in place, look for a service control"
                + " policy or a permissions boundary that denies these actions."));
  }

  private static Finding notChecked(Failure failure) {
    return new Finding(
        Code.NOT_CHECKED,
        failure.code() + ": " + failure.message(),
        "an answer of IAM's about the role's permissions",
        "They are asked for with the next check again.");
  }

  private static List<String> denied(
      IamClient iam, String roleArn, Region region, Collection<String> some) {
    return iam
        .simulatePrincipalPolicyPaginator(r ->
            r.policySourceArn(roleArn)
                .actionNames(some)
                .contextEntries(
                    text("aws:RequestedRegion", region.id()),
                    text("aws:PrincipalTag/" + AwsSession.REGION_TAG, region.id())))
        .evaluationResults()
        .stream()
        .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
        .map(EvaluationResult::evalActionName)
        .sorted()
        .toList();
  }

  private static ContextEntry text(String key, String value) {
    return ContextEntry.builder()
        .contextKeyName(key)
        .contextKeyType(ContextKeyTypeEnum.STRING)
        .contextKeyValues(value)
        .build();
  }
}
