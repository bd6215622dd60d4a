package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.model.name.InfrastructureRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles that the customer makes are looked at for as long as there is an infrastructure. */
class CustomersRolesLifeTest {
  private static final String WORKER = "role-k8s-worker";

  private static final String OF_AWS = "arn:aws:iam::aws:policy/";
  private static final String EVERYBODY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}
      """;
  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:*","Resource":"*"}]}
      """;

  /** Far more than the time between two looks at what somebody has to mend. */
  private static final Duration NOTICED = Duration.ofMinutes(30);

  @Test
  void none_of_them_is_there_at_first_and_nothing_is_made() {
    try (Rig rig = Rig.steady()) {
      CustomersRoles roles = rig.withCustomersRoles();

      List<Check> failing = failing(rig);
      assertThat(failing).hasSize(InfrastructureRole.values().length);
      assertThat(failing)
          .allSatisfy(check -> {
            assertThat(check.id()).startsWith("customer-role-");
            assertThat(check.resource()).contains(":role/clickhouse-byoc/mhp0y4dmph-us-east-1-");
            assertThat(check.found()).isEqualTo("no such role");
            assertThat(check.needed()).isNotBlank();
            assertThat(check.remedy()).contains("the role template");
          });

      roles.deploy();
      assertThat(rig.preflight()).allMatch(check -> check.status() == Check.Status.PASS);
    }
  }

  /** What was waived, or taken away between the look and the making of it. */
  @Test
  void what_needs_a_role_that_is_missing_waits_for_it_and_goes_on_by_itself() {
    try (Rig rig = Rig.steady()) {
      CustomersRoles roles = rig.withCustomersRoles();
      rig.pass();
      assertThat(state(rig, WORKER)).isEqualTo(NodeStatus.State.FAILED);
      assertThat(failure(rig.report(), WORKER).code()).isEqualTo("customer-role-missing");
      assertThat(failure(rig.report(), WORKER).message())
          .contains(roles.name(InfrastructureRole.K8S_WORKER), "needed", "Deploy")
          .contains("/roles/cloudformation.yaml");
      assertThat(state(rig, "cluster")).isEqualTo(NodeStatus.State.BLOCKED);

      rig.at(Duration.ofMinutes(20), roles::deploy);
      Invariants.ready(rig);
      assertThat(rig.elapsed()).isLessThan(Duration.ofMinutes(20 + 15 + 20));
    }
  }

  /** What the customer does to a role, and how it is mended. */
  private record Breach(String name, String told, Act breaks, Act mends) {}

  private interface Act {
    void on(IamClient owner, Role worker);
  }

  private static List<Breach> breaches() {
    return List.of(
        new Breach(
            "another trust policy",
            "the trust policy",
            (owner, role) -> trust(owner, role, EVERYBODY),
            (owner, role) -> trust(owner, role, role.trust().json())),
        new Breach(
            "no boundary",
            "no permissions boundary, needed the permissions boundary arn:",
            (owner, role) -> owner.deleteRolePermissionsBoundary(r -> r.roleName(role.name())),
            (owner, role) ->
                owner.putRolePermissionsBoundary(
                    r -> r.roleName(role.name()).permissionsBoundary(role.boundary()))),
        new Breach(
            "one more policy of its own",
            "a policy more, which allows ec2:*",
            (owner, role) ->
                owner.putRolePolicy(
                    r -> r.roleName(role.name()).policyName("more").policyDocument(EVERYTHING)),
            (owner, role) ->
                owner.deleteRolePolicy(r -> r.roleName(role.name()).policyName("more"))),
        new Breach(
            "one more policy of AWS's",
            "the policy arn:aws:iam::aws:policy/AmazonEKSClusterPolicy attached",
            (owner, role) -> attach(owner, role, "AmazonEKSClusterPolicy"),
            (owner, role) -> detach(owner, role, "AmazonEKSClusterPolicy")),
        new Breach(
            "one policy less",
            "nothing of arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy",
            (owner, role) -> detach(owner, role, "AmazonEKS_CNI_Policy"),
            (owner, role) -> attach(owner, role, "AmazonEKS_CNI_Policy")),
        new Breach(
            "another infrastructure's tag",
            "no tag clickhouse-byoc-infrastructure of this infrastructure",
            (owner, role) -> tag(owner, role, AwsSession.OWNER_TAG, "another"),
            (owner, role) -> tag(owner, role, AwsSession.OWNER_TAG, "mhp0y4dmph")),
        new Breach(
            "another region's tag",
            "clickhouse-byoc-region=eu-west-1, needed clickhouse-byoc-region=us-east-1",
            (owner, role) -> tag(owner, role, AwsSession.REGION_TAG, "eu-west-1"),
            (owner, role) -> tag(owner, role, AwsSession.REGION_TAG, "us-east-1")));
  }

  private static void trust(IamClient owner, Role role, String document) {
    owner.updateAssumeRolePolicy(r -> r.roleName(role.name()).policyDocument(document));
  }

  private static void attach(IamClient owner, Role role, String policy) {
    owner.attachRolePolicy(r -> r.roleName(role.name()).policyArn(OF_AWS + policy));
  }

  private static void detach(IamClient owner, Role role, String policy) {
    owner.detachRolePolicy(r -> r.roleName(role.name()).policyArn(OF_AWS + policy));
  }

  private static void tag(IamClient owner, Role role, String key, String value) {
    owner.tagRole(r -> r.roleName(role.name()).tags(Tag.builder().key(key).value(value).build()));
  }

  @TestFactory
  Stream<DynamicTest> isFoundAndExplainedBeforeAnythingIsMade() {
    return Scenario.tests(
        breaches().stream()
            .map(breach -> new Scenario(breach.name(), () -> foundBefore(breach)))
            .toList());
  }

  private static String foundBefore(Breach breach) {
    try (Rig rig = Rig.steady()) {
      CustomersRoles roles = rig.withCustomersRoles();
      roles.deploy();
      breach.breaks().on(roles.owner(), worker(rig));
      rig.clock.advance(Duration.ofMinutes(1));

      List<Check> failing = failing(rig);
      assertThat(failing).extracting(Check::id).containsExactly("customer-role-k8s-worker");
      Check check = failing.getFirst();
      assertThat("%s, needed %s".formatted(check.found(), check.needed())).contains(breach.told());
      assertThat(check.remedy()).contains("the role template");
      return String.valueOf(check.found());
    }
  }

  @TestFactory
  Stream<DynamicTest> isReportedLaterAndLeftForItsOwnerToMend() {
    return Scenario.tests(
        breaches().stream()
            .map(breach -> new Scenario(breach.name(), () -> reported(breach)))
            .toList());
  }

  private static String reported(Breach breach) {
    try (Rig rig = Rig.steady()) {
      CustomersRoles roles = rig.withCustomersRoles();
      roles.deploy();
      Invariants.ready(rig);
      breach.breaks().on(roles.owner(), worker(rig));
      rig.clock.advance(Duration.ofMinutes(1));
      Map<String, String> before = roles.asTheyAre();
      int changes = rig.lastMutation();

      Failure failure = failure(rig.lookAgain(), WORKER);
      assertThat(failure.code()).isEqualTo("customer-role-unfit");
      assertThat(failure.message()).contains(worker(rig).name(), breach.told(), "Deploy");
      assertThat(rig.report().nodes())
          .filteredOn(node -> node.state() != NodeStatus.State.READY)
          .as("everything else goes on")
          .extracting(NodeStatus::node)
          .containsExactly(WORKER);
      rig.lookAgain();
      assertThat(rig.lastMutation()).as("nothing is changed").isEqualTo(changes);
      assertThat(roles.asTheyAre()).isEqualTo(before);

      breach.mends().on(roles.owner(), worker(rig));
      assertThat(rig.up(NOTICED)).as(() -> Invariants.unready(rig)).isTrue();
      assertThat(rig.calledForHelp()).allMatch(line -> line.startsWith(WORKER));
      return failure.message();
    }
  }

  private static Role worker(Rig rig) {
    return rig.policies().of(InfrastructureRole.K8S_WORKER, RolePolicies.ANY_ZONE);
  }

  private static List<Check> failing(Rig rig) {
    return rig.preflight().stream().filter(check -> check.status() == Check.Status.FAIL).toList();
  }

  private static NodeStatus.State state(Rig rig, String node) {
    return rig.report().nodes().stream()
        .filter(one -> one.node().equals(node))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static Failure failure(PassReport report, String node) {
    return report.nodes().stream()
        .filter(one -> one.node().equals(node))
        .flatMap(one -> one.failure().stream())
        .findFirst()
        .orElseThrow();
  }
}
