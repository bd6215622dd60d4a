package io.freehold.simulator.eks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.model.latency.LatencyProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.eks.model.AMITypes;
import software.amazon.awssdk.services.eks.model.AddonStatus;
import software.amazon.awssdk.services.eks.model.InvalidParameterException;
import software.amazon.awssdk.services.eks.model.InvalidRequestException;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.eks.model.ResourceInUseException;

class NodeGroupTest {
  private final Stage stage = new Stage();

  @Test
  void bringsReadyNodesIntoEveryZoneAfterItsTime() {
    stage.cluster();
    stage.nodes(
        "workload",
        r -> r.amiType(AMITypes.AL2023_ARM_64_STANDARD).labels(Map.of("pool", "workload")));
    stage.pass(119);
    assertThat(stage.status("workload")).isEqualTo(NodegroupStatus.CREATING);
    assertThat(stage.ready()).isEmpty();
    stage.pass(1);
    assertThat(stage.status("workload")).isEqualTo(NodegroupStatus.ACTIVE);
    assertThat(stage.ready())
        .hasSize(3)
        .allSatisfy(node -> {
          assertThat(node.architecture()).isEqualTo("arm64");
          assertThat(node.labels()).containsEntry("pool", "workload");
          assertThat(node.readySince()).isEqualTo(stage.clock.instant());
          assertThat(node.name()).matches("ip-10-0-\\d+-\\d+\\.ec2\\.internal");
        })
        .extracting(Node::zoneId)
        .containsExactly("use1-az1", "use1-az2", "use1-az4");
  }

  @Test
  void its_machines_are_instances_for_as_long_as_they_run() {
    stage.cluster();
    assertThat(instances()).isEmpty();
    stage.nodes("workload", r -> r.amiType(AMITypes.AL2023_ARM_64_STANDARD));
    stage.pass(120);
    assertThat(instances())
        .hasSize(3)
        .allSatisfy(it -> {
          assertThat(it.instanceTypeAsString()).isEqualTo("m7g.2xlarge");
          assertThat(it.cpuOptions().coreCount() * it.cpuOptions().threadsPerCore()).isEqualTo(8);
        })
        .extracting(Instance::instanceId)
        .containsExactlyInAnyOrderElementsOf(stage.ready().stream().map(Node::instanceId).toList());
    stage.eks.deleteNodegroup(r -> r.clusterName("c").nodegroupName("workload"));
    stage.pass(249);
    assertThat(instances()).hasSize(3);
    stage.pass(1);
    assertThat(instances()).isEmpty();
  }

  private static final Filter RUNNING =
      Filter.builder().name("instance-state-name").values("pending", "running").build();

  private List<Instance> instances() {
    return stage.ec2.describeInstancesPaginator(r -> r.filters(RUNNING)).reservations().stream()
        .flatMap(one -> one.instances().stream())
        .toList();
  }

  @Test
  void needsAnActiveClusterAndAWorkersRole() {
    stage.eks.createCluster(stage.wanted("c").build());
    assertThatThrownBy(() -> stage.nodes("n", r -> {}))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("not in ACTIVE status");
    stage.pass(600);
    assertThatThrownBy(() -> stage.nodes("n", r -> r.nodeRole(Stage.CONTROL_PLANE)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("ec2.amazonaws.com");
    assertThatThrownBy(() -> stage.nodes("n", r -> r.version("1.34")))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(
            () -> stage.nodes("n", r -> r.launchTemplate(t -> t.id("lt-1").version("1"))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("does not exist");
    assertThat(stage.living("NodeGroup")).isEmpty();
  }

  @Test
  void hasNoReadyNodeWithoutANetworkPlugin() {
    stage.eks.createCluster(stage.wanted("c").build());
    stage.pass(600);
    stage.nodes("n", r -> {});
    stage.pass(1799);
    assertThat(stage.status("n")).isEqualTo(NodegroupStatus.CREATING);
    stage.pass(1);
    assertThat(stage.status("n")).isEqualTo(NodegroupStatus.CREATE_FAILED);
    assertThat(stage.group("n").health().issues().getFirst().code())
        .isEqualTo(NodegroupIssueCode.NODE_CREATION_FAILURE);
    assertThat(stage.ready()).isEmpty();
  }

  @Test
  void isReadyAsSoonAsALateNetworkPluginIsThere() {
    stage.eks.createCluster(stage.wanted("c").build());
    stage.pass(600);
    stage.nodes("n", r -> {});
    stage.pass(300);
    stage.eks.createAddon(r -> r.clusterName("c").addonName("vpc-cni"));
    assertThat(stage.status("n")).isEqualTo(NodegroupStatus.ACTIVE);
    assertThat(stage.ready()).hasSize(3);
  }

  @Test
  void aboutOneInAHundredFailsByItself() {
    Stage unlucky = new Stage(LatencyProfile.standard(), 7);
    unlucky.cluster();
    unlucky.pass(2000);
    int failed = 0;
    for (int i = 0; i < 500; i++) {
      String name = "n" + i;
      unlucky.nodes(name, r -> r.scalingConfig(s -> s.minSize(0).desiredSize(1).maxSize(1)));
      unlucky.pass(20_000);
      failed += unlucky.status(name) == NodegroupStatus.CREATE_FAILED ? 1 : 0;
      unlucky.eks.deleteNodegroup(r -> r.clusterName("c").nodegroupName(name));
      unlucky.pass(1000);
    }
    assertThat(failed).as("of 500, with seed 7").isBetween(1, 15);
  }

  @Test
  void failsForTheReasonOfTheLeverAndCanBeMadeAnew() {
    stage.cluster();
    stage.world.levers().failCreation("NodeGroup", "no capacity in use1-az4");
    stage.nodes("n", r -> {});
    stage.pass(120);
    assertThat(stage.status("n")).isEqualTo(NodegroupStatus.CREATE_FAILED);
    assertThat(stage.group("n").health().issues().getFirst().message())
        .isEqualTo("no capacity in use1-az4");
    stage.eks.deleteNodegroup(r -> r.clusterName("c").nodegroupName("n"));
    stage.pass(250);
    stage.nodes("n", r -> {});
    stage.pass(120);
    assertThat(stage.status("n")).isEqualTo(NodegroupStatus.ACTIVE);
  }

  @Test
  void cannotJoinWithoutTheWorkersPolicy() {
    stage.cluster();
    stage.role("bare", "ec2.amazonaws.com");
    stage.pass(60);
    stage.nodes("n", r -> r.nodeRole("arn:aws:iam::111122223333:role/bare"));
    stage.pass(120);
    assertThat(stage.status("n")).isEqualTo(NodegroupStatus.CREATE_FAILED);
    assertThat(stage.group("n").health().issues().getFirst().message()).contains("failed to join");
  }

  @Test
  void aQuotaOfProcessorsStopsIt() {
    stage.cluster();
    stage.world.levers().setQuota("L-1216C47A", 20);
    stage.nodes("n", r -> {});
    stage.pass(120);
    assertThat(stage.status("n")).isEqualTo(NodegroupStatus.CREATE_FAILED);
    assertThat(stage.group("n").health().issues().getFirst().code())
        .isEqualTo(NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES);
  }

  @Test
  void startsNothingInAZoneThatLacksItsType() {
    stage.cluster();
    stage.world.levers().notOffered("m7g.2xlarge", "use1-az2");
    stage.nodes("n", r -> {});
    stage.pass(120);
    assertThat(stage.status("n")).isEqualTo(NodegroupStatus.CREATE_FAILED);
    assertThat(stage.group("n").health().issues().getFirst())
        .satisfies(issue -> {
          assertThat(issue.code()).isEqualTo(NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES);
          assertThat(issue.message()).contains("m7g.2xlarge").contains("is not supported in");
        });
    stage.nodes("other", r -> r.instanceTypes("m7g.4xlarge"));
    stage.pass(120);
    assertThat(stage.status("other")).isEqualTo(NodegroupStatus.ACTIVE);
  }

  @Test
  void isScaledAndLabelledWithoutNewMachinesForTheOldOnes() {
    stage.cluster();
    stage.nodes("n", r -> r.labels(Map.of("a", "1")));
    stage.pass(120);
    var before = stage.ready().stream().map(Node::name).toList();
    stage.eks.updateNodegroupConfig(r ->
        r.clusterName("c")
            .nodegroupName("n")
            .scalingConfig(s -> s.minSize(4).desiredSize(5).maxSize(6))
            .labels(l -> l.addOrUpdateLabels(Map.of("b", "2")).removeLabels("a")));
    assertThat(stage.status("n")).isEqualTo(NodegroupStatus.UPDATING);
    assertThatThrownBy(
            () -> stage.eks.updateNodegroupVersion(r -> r.clusterName("c").nodegroupName("n")))
        .isInstanceOf(ResourceInUseException.class);
    assertThat(stage.ready()).hasSize(3);
    stage.pass(30);
    assertThat(stage.ready())
        .hasSize(5)
        .allSatisfy(node -> assertThat(node.labels()).isEqualTo(Map.of("b", "2")))
        .extracting(Node::name)
        .containsAll(before);
  }

  @Test
  void anUpgradeReplacesEveryNode() {
    stage.eks.createCluster(stage.wanted("c").version("1.32").build());
    stage.pass(600);
    stage.eks.createAddon(r -> r.clusterName("c").addonName("vpc-cni"));
    stage.nodes("n", r -> {});
    stage.pass(120);
    stage.eks.updateClusterVersion(r -> r.name("c").version("1.33"));
    stage.pass(600);
    var before = stage.ready().stream().map(Node::name).toList();
    stage.eks.updateNodegroupVersion(r -> r.clusterName("c").nodegroupName("n").version("1.33"));
    stage.pass(600);
    assertThat(stage.group("n").version()).isEqualTo("1.33");
    assertThat(stage.ready())
        .hasSize(3)
        .allSatisfy(node -> assertThat(node.version()).isEqualTo("1.33"))
        .extracting(Node::name)
        .doesNotContainAnyElementsOf(before);
  }

  @Test
  void holdsTheClusterAndLeavesInterfacesForAWhile() {
    stage.cluster();
    stage.nodes("n", r -> {});
    stage.pass(120);
    assertThatThrownBy(() -> stage.eks.deleteCluster(r -> r.name("c")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("nodegroups attached");
    assertThat(stage.living("NetworkInterface")).hasSize(2 + 3);
    stage.eks.deleteNodegroup(r -> r.clusterName("c").nodegroupName("n"));
    stage.pass(250);
    assertThat(stage.living("NodeGroup")).isEmpty();
    assertThat(stage.living("NetworkInterface")).hasSize(2 + 3);
    stage.pass(60);
    assertThat(stage.living("NetworkInterface")).hasSize(2);
    stage.eks.deleteCluster(r -> r.name("c"));
  }

  @Test
  void corednsAndEbsCsiWaitForTheFirstReadyNode() {
    stage.cluster();
    stage.eks.createAddon(r -> r.clusterName("c").addonName("coredns"));
    stage.eks.createAddon(r -> r.clusterName("c").addonName("aws-ebs-csi-driver"));
    stage.pass(60);
    assertThat(stage.addOn("vpc-cni")).isEqualTo(AddonStatus.ACTIVE);
    assertThat(stage.addOn("coredns")).isEqualTo(AddonStatus.CREATING);
    stage.nodes("n", r -> {});
    stage.pass(120 + 13);
    assertThat(stage.addOn("coredns")).isEqualTo(AddonStatus.CREATING);
    stage.pass(1);
    assertThat(stage.addOn("coredns")).isEqualTo(AddonStatus.ACTIVE);
    assertThat(stage.addOn("aws-ebs-csi-driver")).isEqualTo(AddonStatus.CREATING);
    stage.pass(16);
    assertThat(stage.addOn("aws-ebs-csi-driver")).isEqualTo(AddonStatus.ACTIVE);
  }

  @Test
  void corednsIsDegradedWithoutNodesAndRecoversWithThem() {
    stage.cluster();
    stage.eks.createAddon(r -> r.clusterName("c").addonName("coredns"));
    stage.pass(900);
    assertThat(stage.addOn("coredns")).isEqualTo(AddonStatus.DEGRADED);
    stage.nodes("n", r -> {});
    stage.pass(120 + 14);
    assertThat(stage.addOn("coredns")).isEqualTo(AddonStatus.ACTIVE);
  }
}
