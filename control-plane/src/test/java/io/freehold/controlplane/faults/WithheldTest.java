package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.iam.Judgement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** A policy that a customer may withhold is not needed where it is said not to be. */
class WithheldTest {
  private static final String ROLE = "ClickHouseManagementRole";

  @Test
  void a_VPC_of_the_customers_own_needs_no_permission_to_make_one() {
    List<Judgement> judgements = new ArrayList<>();
    try (Rig rig = Rig.steady()) {
      rig.inCustomerVpc();
      withhold(rig, PolicyGroup.VPC_WRITE);
      rig.aws.iam().watch(judgements::add);
      Invariants.ready(rig);
      Invariants.gone(rig);
    }
    assertThat(judgements)
        .filteredOn(one ->
            one.principal() instanceof Principal.RoleSession session
                && session.roleArn().endsWith("role/" + ROLE))
        .isNotEmpty()
        .as("denied")
        .allMatch(one -> one.verdict().allowed());
  }

  /** The same policy is missed where it is needed, so that the test above is known to bite. */
  @Test
  void a_VPC_of_our_own_needs_it() {
    try (Rig rig = Rig.steady()) {
      withhold(rig, PolicyGroup.VPC_WRITE);
      rig.pass();
      assertThat(rig.calledForHelp())
          .anyMatch(line -> line.startsWith("vpc: ") && line.contains("ec2:CreateVpc"));
    }
  }

  private static void withhold(Rig rig, PolicyGroup group) {
    IamClient iam = new OutsideChange.Account(rig).iam();
    String name = ROLE + "-" + group.suffix();
    iam.detachRolePolicy(
        r -> r.roleName(ROLE).policyArn("arn:aws:iam::" + Rig.CUSTOMER + ":policy/" + name));
  }
}
