package io.freehold.aws.eks;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Backends;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.eks.NodeGroup.Architecture;
import io.freehold.aws.eks.NodeGroup.Machine;
import io.freehold.aws.eks.NodeGroup.Size;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.queue.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What EKS began and gave up is told of, and tried again more and more rarely. */
class FailedUpdateTest {
  private static final int MOST_PASSES = 2000;

  private final Ground ground = Ground.on(Backends.SIMULATOR);

  /** Passes until it is settled; answers what was told on the way. */
  private <D> List<Failure> settle(String node, AwsType<D, ?> type, D desired) {
    List<Failure> told = new ArrayList<>();
    for (int i = 0; i < MOST_PASSES; i++) {
      PassReport report = ground.pass(node, type, desired);
      switch (report.outcome()) {
        case Outcome.Settled settled -> {
          return told;
        }
        case Outcome.Failed(Failure failure, Duration after) -> {
          told.add(failure);
          ground.letPass(after);
        }
        case Outcome.Waiting(String on, Duration after) -> ground.letPass(after);
        case Outcome.Finished() -> throw new AssertionError("finished");
      }
    }
    throw new AssertionError("did not settle, told " + told);
  }

  private int calls(String action) {
    return ground.simulator().callLog().of(action).size();
  }

  @Test
  void of_an_add_on_with_the_issue_that_eks_tells() {
    String cluster = Surroundings.cluster(ground).name();
    AddOn first = new AddOn(cluster, "vpc-cni", Optional.empty(), "");
    AddOn next = new AddOn(cluster, "vpc-cni", Optional.empty(), "{\"a\":\"b\"}");
    ground.make("addon", AddOn.TYPE, first);
    ground.simulator().levers().failUpdate("AddOn", "ConfigurationConflict", "not that");

    List<Failure> told = settle("addon", AddOn.TYPE, next);
    assertThat(told)
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo("ConfigurationConflict");
          assertThat(failure.message()).contains("UPDATE_FAILED", "not that");
        });
    assertThat(calls("eks:UpdateAddon")).isEqualTo(2);
  }

  @Test
  void of_an_add_on_that_is_as_it_should_be_all_the_same() {
    String cluster = Surroundings.cluster(ground).name();
    AddOn addOn = new AddOn(cluster, "vpc-cni", Optional.empty(), "");
    ground.make("addon", AddOn.TYPE, addOn);
    ground.simulator().levers().failUpdate("AddOn", "AccessDenied", "may not");
    ground
        .aws()
        .eks()
        .updateAddon(
            r -> r.clusterName(cluster).addonName("vpc-cni").configurationValues("{\"a\":\"b\"}"));
    ground.letPass(Surroundings.A_CHANGE);

    assertThat(settle("addon", AddOn.TYPE, addOn))
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.kind()).isEqualTo(Failure.Kind.PERMISSION);
          assertThat(failure.code()).isEqualTo("AccessDenied");
        });
  }

  @Test
  void of_a_cluster_with_the_error_of_the_update() {
    EksCluster cluster = Surroundings.desired(ground);
    ground.make("cluster", EksCluster.TYPE, cluster);
    EksCluster logging =
        new EksCluster(
            cluster.name(),
            cluster.version(),
            cluster.roleArn(),
            cluster.subnetIds(),
            cluster.securityGroupIds(),
            cluster.publicCidrs(),
            Set.of("audit"),
            cluster.encryptionKeyArn(),
            cluster.support());
    ground.simulator().levers().failUpdate("EksCluster", "IpNotAvailable", "no address free");

    assertThat(settle("cluster", EksCluster.TYPE, logging))
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.kind()).isEqualTo(Failure.Kind.QUOTA);
          assertThat(failure.code()).isEqualTo("IpNotAvailable");
          assertThat(failure.message()).contains("LoggingUpdate failed", "no address free");
        });
    assertThat(calls("eks:UpdateClusterConfig")).isEqualTo(2);
  }

  @Test
  void of_a_node_group_whose_pods_do_not_go() {
    String cluster = Surroundings.cluster(ground).name();
    ground.make("vpc-cni", AddOn.TYPE, new AddOn(cluster, "vpc-cni"));
    String template =
        ground
            .make("template", LaunchTemplate.TYPE, new LaunchTemplate("nodes", 40, Set.of()))
            .id();
    String role = Surroundings.worker(ground);
    Set<String> subnets = Set.copyOf(Surroundings.subnets(ground));
    ground.make("nodes", NodeGroup.TYPE, group(cluster, template, role, subnets, Map.of()));
    NodeGroup labelled = group(cluster, template, role, subnets, Map.of("a", "b"));
    ground.simulator().levers().failUpdate("NodeGroup", "PodEvictionFailure", "pod x stays");

    assertThat(settle("nodes", NodeGroup.TYPE, labelled))
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
          assertThat(failure.code()).isEqualTo("PodEvictionFailure");
          assertThat(failure.message()).contains("pod x stays");
        });
    assertThat(calls("eks:UpdateNodegroupConfig")).isEqualTo(2);
  }

  private static NodeGroup group(
      String cluster,
      String template,
      String role,
      Set<String> subnets,
      Map<String, String> labels) {
    return new NodeGroup(
        cluster,
        "nodes",
        role,
        subnets,
        new Machine(Architecture.ARM_64, List.of("m7g.2xlarge")),
        template,
        1,
        "1.32",
        "1.32",
        new Size(1, 1, 2),
        labels,
        Set.of());
  }
}
