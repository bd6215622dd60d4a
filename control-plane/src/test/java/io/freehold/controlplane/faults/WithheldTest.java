package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.preflight.check.Check;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.iam.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  @Test
  void roles_of_the_customers_own_need_no_permission_to_make_any() {
    List<Judgement> judgements = new ArrayList<>();
    try (Rig rig = Rig.steady()) {
      CustomersRoles roles = rig.withCustomersRoles();
      withhold(rig, PolicyGroup.IAM_WRITE);
      roles.deploy();
      Map<String, String> before = roles.asTheyAre();
      rig.aws.iam().watch(judgements::add);
      assertThat(rig.preflight()).allMatch(check -> check.status() == Check.Status.PASS);
      Invariants.ready(rig);
      RiggedService service = new RiggedService(rig);
      service.up();
      service.down();
      Invariants.noTraces(rig, roles.names());
      assertThat(roles.asTheyAre()).isEqualTo(before);
      assertThat(rig.down(Reference.LIMIT)).isTrue();
      assertThat(rig.tagged())
          .as("nothing is left but the roles, and none of them is missing")
          .extracting(LiveResource::id)
          .containsExactlyInAnyOrderElementsOf(roles.names());
      assertThat(roles.asTheyAre()).isEqualTo(before);
      roles.delete();
      assertThat(rig.tagged()).isEmpty();
    }
    List<Judgement> ours =
        judgements.stream()
            .filter(one ->
                one.principal() instanceof Principal.RoleSession session
                    && session.roleArn().endsWith("role/" + ROLE))
            .toList();
    assertThat(ours).isNotEmpty().as("denied").allMatch(one -> one.verdict().allowed());
    assertThat(ours)
        .extracting(one -> one.request().action())
        .filteredOn(action -> action.startsWith("iam:"))
        .as("nothing of IAM is changed; services of AWS make their own roles")
        .allMatch(
            action -> action.matches("iam:(Get|List|Simulate|PassRole|CreateServiceLinkedRole).*"));
  }

  @Test
  void both_may_be_withheld_at_once() {
    List<Judgement> judgements = new ArrayList<>();
    try (Rig rig = Rig.steady()) {
      rig.inCustomerVpc();
      CustomersRoles roles = rig.withCustomersRoles();
      withhold(rig, PolicyGroup.VPC_WRITE);
      withhold(rig, PolicyGroup.IAM_WRITE);
      roles.deploy();
      rig.aws.iam().watch(judgements::add);
      Invariants.ready(rig);
      assertThat(rig.down(Reference.LIMIT)).isTrue();
      assertThat(rig.tagged())
          .extracting(LiveResource::id)
          .containsExactlyInAnyOrderElementsOf(roles.names());
    }
    assertThat(judgements)
        .filteredOn(one ->
            one.principal() instanceof Principal.RoleSession session
                && session.roleArn().endsWith("role/" + ROLE))
        .isNotEmpty()
        .as("denied")
        .allMatch(one -> one.verdict().allowed());
  }

  @Test
  void roles_of_our_own_need_it() {
    try (Rig rig = Rig.steady()) {
      withhold(rig, PolicyGroup.IAM_WRITE);
      rig.pass();
      assertThat(rig.calledForHelp())
          .anyMatch(line -> line.startsWith("role-") && line.contains("iam:CreateRole"));
    }
  }

  private static void withhold(Rig rig, PolicyGroup group) {
    IamClient iam = new OutsideChange.Account(rig).iam();
    String name = ROLE + "-" + group.suffix();
    iam.detachRolePolicy(
        r -> r.roleName(ROLE).policyArn("arn:aws:iam::" + Rig.CUSTOMER + ":policy/" + name));
  }
}
