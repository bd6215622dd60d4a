package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;

/** Services get the nodes that they need, and leave none behind. */
class ServiceNodesTest {
  private final SimulatedPlane plane = SimulatedPlane.start("service-nodes");
  private final EksClient eks =
      plane.aws.client(
          EksClient.class, plane.aws.rootOf(SimulatedPlane.CUSTOMER), Region.US_EAST_1);
  private String place;
  private String service;

  @BeforeEach
  void infrastructure() {
    place = plane.infrastructure();
    plane.untilPhase(place, "ready");
  }

  @AfterEach
  void stop() throws Exception {
    plane.close();
  }

  private String cluster() {
    return eks.listClusters().clusters().getFirst();
  }

  /** How many nodes each pool has. */
  private Map<String, Integer> nodes() {
    plane.kubernetes.catchUp();
    Map<String, Integer> nodes = new TreeMap<>();
    for (String name : eks.listNodegroups(r -> r.clusterName(cluster())).nodegroups()) {
      var group =
          eks.describeNodegroup(r -> r.clusterName(cluster()).nodegroupName(name)).nodegroup();
      nodes.merge(
          name.replaceFirst("-use1.*", ""), group.scalingConfig().desiredSize(), Integer::sum);
    }
    return nodes;
  }

  private void scale(int replicas, int memoryGb) {
    plane
        .client
        .patch(
            service + "/replicaScaling",
            "{'numReplicas':%d,'minReplicaMemoryGb':%d,'maxReplicaMemoryGb':%d}"
                .formatted(replicas, memoryGb, memoryGb))
        .result();
  }

  private void pass(Duration time) {
    var until = plane.clock.instant().plus(time);
    plane.until(
        () -> {
          plane.kubernetes.catchUp();
          return !plane.clock.instant().isBefore(until);
        },
        service);
  }

  private String told() {
    return plane.at(service).get("conditions").toString();
  }

  @Test
  void a_larger_service_gets_a_pool_and_its_nodes_and_the_old_ones_go() {
    assertThat(nodes()).isEqualTo(Map.of("system", 3, "keeper", 0, "replica-48", 0));
    service = plane.service(place);
    scale(2, 48);
    plane.untilState(service, "running");
    assertThat(nodes()).isEqualTo(Map.of("system", 3, "keeper", 3, "replica-48", 2));

    scale(3, 116);
    plane.until(() -> !plane.at(service).get("state").asString().equals("running"), service);
    plane.untilState(service, "running");
    plane.untilPhase(place, "ready");
    assertThat(plane.at(service).get("numReplicas").asInt()).isEqualTo(3);
    assertThat(nodes()).containsEntry("replica-116", 3);
    pass(Duration.ofMinutes(11));
    assertThat(nodes())
        .isEqualTo(Map.of("system", 3, "keeper", 3, "replica-48", 0, "replica-116", 3));
    assertThat(plane.at(service).get("state").asString()).isEqualTo("running");

    plane.client.patch(service + "/state", "{'command':'stop'}").result();
    plane.untilState(service, "stopped");
    pass(Duration.ofMinutes(11));
    assertThat(nodes())
        .as("Keeper goes on")
        .isEqualTo(Map.of("system", 3, "keeper", 3, "replica-48", 0, "replica-116", 0));
    assertThat(plane.aws.callLog().throttled()).isZero();
  }

  @Test
  void without_capacity_in_a_zone_the_cause_is_told_and_it_runs_once_there_is_some() {
    Lever full = plane.aws.levers().noCapacity("m7g.4xlarge", "use1-az1");
    service = plane.service(place);
    pass(Duration.ofMinutes(4));
    assertThat(full.fired()).isPositive();
    assertThat(plane.at(service).get("state").asString()).isEqualTo("provisioning");
    assertThat(told())
        .contains("WaitingForNodes")
        .contains("replica-48-use1-az1: AsgInstanceLaunchFailures")
        .contains("InsufficientInstanceCapacity");
    assertThat(nodes()).as("none is wanted that cannot be had").containsEntry("replica-48", 2);
    assertThat(
            eks.describeNodegroup(
                    r -> r.clusterName(cluster()).nodegroupName("replica-48-use1-az1"))
                .nodegroup()
                .status())
        .isEqualTo(NodegroupStatus.DEGRADED);
    full.release();
    plane.untilState(service, "running");
    assertThat(nodes()).containsEntry("replica-48", 3);
    assertThat(told()).doesNotContain("WaitingForNodes");
  }
}
