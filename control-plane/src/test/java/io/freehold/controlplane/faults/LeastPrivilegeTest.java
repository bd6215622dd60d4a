package io.freehold.controlplane.faults;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.catalogue.ScopedActions;
import io.freehold.aws.onboarding.Catalogue;
import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.simulator.aws.access.AccessRequest;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.iam.Judgement;
import io.freehold.simulator.iam.policy.Caller;
import io.freehold.simulator.iam.policy.EvaluationRequest;
import io.freehold.simulator.iam.policy.Evaluator;
import io.freehold.simulator.iam.policy.NamedPolicy;
import io.freehold.simulator.iam.policy.PolicyKind;
import io.freehold.simulator.iam.policy.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The management role may do all that a whole life needs, and nothing else: every question that IAM
 * was asked is held against the permissions of the catalogue, one by one.
 */
class LeastPrivilegeTest {
  private static final String ROLE = "role/ClickHouseManagementRole";
  private static final Onboarding GRANTED =
      Onboarding.standard(Rig.CUSTOMER, Rig.VENDOR, "external-id");

  /** Permissions that no life of the simulator uses, and why they are granted all the same. */
  private static final Map<String, String> UNUSED =
      Map.of(
          "ec2:DescribeVolumes",
          "asked only of what is tagged, and nodes have no volumes in the simulator",
          "eks:AssociateEncryptionConfig",
          "a key for secrets is the customer's own, and KMS is not simulated",
          "kms:CreateGrant",
          "the same",
          "kms:DescribeKey",
          "the same",
          "s3:PutBucketTagging",
          "only an S3 that does not know tags in the creating request needs it");

  @Test
  void a_whole_life_needs_no_other_permission_and_leaves_none_unused() {
    List<Judgement> judgements = new ArrayList<>();
    try (Rig rig = Rig.steady()) {
      rig.aws.iam().watch(judgements::add);
      Life.whole(rig);
    }
    List<Judgement> ours =
        judgements.stream()
            .filter(one ->
                one.principal() instanceof Principal.RoleSession session
                    && session.roleArn().endsWith(ROLE))
            .toList();
    assertThat(ours).isNotEmpty();
    assertThat(ours).as("denied").allMatch(one -> one.verdict().allowed());
    TreeSet<String> unused =
        Catalogue.permissions().stream()
            .filter(permission -> ours.stream().noneMatch(one -> uses(one.request(), permission)))
            .map(Permission::action)
            .collect(toCollection(TreeSet::new));
    assertThat(unused).as("permissions that nothing used").isEqualTo(UNUSED.keySet());
  }

  /** Whether this permission alone would have let it through. */
  private static boolean uses(AccessRequest request, Permission permission) {
    if (!request.action().equals(permission.action())) {
      return false;
    }
    PolicyDocument alone =
        new PolicyDocument(
                ScopedActions.byGroup(List.of(permission)).values().stream()
                    .flatMap(List::stream)
                    .collect(Collectors.toList()))
            .with(GRANTED::filledIn);
    return Evaluator.evaluate(
            new EvaluationRequest(
                new Caller.RoleSession(
                    Rig.CUSTOMER, GRANTED.role().value(), GRANTED.role().value()),
                request.action(),
                request.resource(),
                RequestContext.of(request.context()),
                new EvaluationRequest.CallerPolicies(
                    List.of(
                        new NamedPolicy(
                            "alone",
                            io.freehold.simulator.iam.policy.PolicyDocument.parse(
                                PolicyKind.IDENTITY, alone.json()))),
                    Optional.empty(),
                    List.of(),
                    List.of()),
                EvaluationRequest.Target.in(Rig.CUSTOMER)))
        .allowed();
  }
}
