package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.controller.Operators;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.NodeGroup;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes come for pods that find no place, where they would find it, and go when nothing runs. */
class AutoscalerTest {
  private static final long GIB = 1L << 30;
  private static final List<String> ZONES = List.of("a", "b", "c");

  private final StandaloneEnvironment environment =
      new StandaloneEnvironment().withReadyNodes(1, "amd64", TestCluster.START);
  private TestCluster test;

  @BeforeEach
  void start() {
    for (String zone : ZONES) {
      environment.add(group("small", zone, 16, 58));
      environment.add(group("large", zone, 32, 118));
      environment.add(group("keeper", zone, 8, 29));
    }
    test = TestCluster.start(environment);
    RealDefinitions.ofClickHouse().forEach(crd -> test.client().resource(crd).create());
    Manifests.apply(test.client(), Manifests.STORAGE);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private static NodeGroup group(String pool, String zone, int cpus, int memoryGib) {
    ClusterNode next =
        new ClusterNode(
            "",
            "eu-central-1" + zone,
            "euc1-" + zone,
            "arm64",
            Map.of("pool", pool, ClusterNode.GROUP_LABEL, pool + "-" + zone),
            List.of(new ClusterNode.Taint("pool", pool, "NoSchedule")),
            "10.0.0.1",
            "10.0.0.0/19",
            Instant.MAX,
            new ClusterNode.Room(1000L * cpus, memoryGib * GIB));
    return new NodeGroup(pool + "-" + zone, next, 0, 0, 2, Optional.empty());
  }

  private static String pods(String pool) {
    return "nodeSelector: {pool: %1$s}, tolerations: [{key: pool, operator: Equal, value: %1$s}]"
        .formatted(pool);
  }

  private void keeper() {
    Manifests.apply(
        test.client(),
        Manifests.keeper("keeper", 3)
            .replace(
                "podTemplate: {topologyZoneKey: topology.kubernetes.io/zone}",
                """
                podTemplate:
                    {topologyZoneKey: topology.kubernetes.io/zone, nodeHostnameKey: kubernetes.io/hostname, %s}
                  containerTemplate: {resources: {requests: {cpu: 500m, memory: 2Gi}}}\
                """
                    .formatted(pods("keeper"))));
  }

  private void servers(int replicas, String pool, int cpus, int memoryGib) {
    Manifests.apply(
        test.client(),
        Manifests.clickHouse("ch", replicas)
            .replace(
                "  labels: {tier: database}",
                """
                  labels: {tier: database}
                  podTemplate:
                    nodeHostnameKey: kubernetes.io/hostname
                    nodeSelector: {pool: %1$s}
                    tolerations: [{key: pool, operator: Equal, value: %1$s}]
                    topologySpreadConstraints:
                    - maxSkew: 1
                      minDomains: 3
                      topologyKey: topology.kubernetes.io/zone
                      whenUnsatisfiable: DoNotSchedule
                      labelSelector: {matchLabels: {tier: database}}
                  containerTemplate: {resources: {requests: {cpu: "%2$d", memory: %3$dGi}}}
                """
                    .formatted(pool, cpus, memoryGib)
                    .stripTrailing()));
    test.cluster().catchUp();
  }

  /** How many nodes each group has. */
  private Map<String, Integer> groups() {
    test.cluster().catchUp();
    Map<String, Integer> nodes = new TreeMap<>();
    environment.groups().forEach(group -> nodes.merge(group.name(), group.wanted(), Integer::sum));
    nodes.values().removeIf(count -> count == 0);
    return nodes;
  }

  private int ready() {
    return test.cluster()
        .object("clickhouseclusters.clickhouse.com", "default", "ch")
        .orElseThrow()
        .at("/status/readyReplicas")
        .asInt();
  }

  /** The zone of each server that runs. */
  private List<String> zones() {
    return test
        .client()
        .pods()
        .inNamespace("default")
        .withLabel("tier", "database")
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getSpec().getNodeName())
        .map(node -> test.cluster().object("nodes", "", node).orElseThrow())
        .map(node -> node.at("/metadata/labels").path("topology.kubernetes.io/zone").asText())
        .sorted()
        .toList();
  }

  @Test
  void nodes_of_keeper_and_servers_start_side_by_side_from_nothing_and_in_every_zone() {
    keeper();
    servers(3, "small", 12, 48);
    assertThat(groups())
        .isEqualTo(
            Map.of(
                "keeper-a",
                1,
                "keeper-b",
                1,
                "keeper-c",
                1,
                "small-a",
                1,
                "small-b",
                1,
                "small-c",
                1));
    test.pass(119);
    test.cluster().catchUp();
    assertThat(ready()).isZero();
    test.pass(1);
    assertThat(ready()).as("60 for the nodes, 30 for Keeper, 30 for the servers").isEqualTo(3);
    assertThat(zones()).containsExactly("eu-central-1a", "eu-central-1b", "eu-central-1c");
  }

  @Test
  void it_is_the_same_whenever_somebody_looks() {
    keeper();
    servers(3, "small", 12, 48);
    test.pass(10_000);
    assertThat(
            test
                .client()
                .pods()
                .inNamespace("default")
                .withLabel("tier", "database")
                .list()
                .getItems()
                .stream()
                .flatMap(pod -> pod.getStatus().getConditions().stream())
                .filter(one -> one.getType().equals("Ready")))
        .hasSize(3)
        .allSatisfy(
            one -> assertThat(one.getLastTransitionTime()).isEqualTo("2026-11-01T00:02:00Z"));
  }

  @Test
  void a_node_takes_one_server_and_a_group_no_more_than_its_most() {
    keeper();
    servers(8, "small", 12, 48);
    assertThat(groups()).containsEntry("small-a", 2).containsEntry("small-b", 2);
    test.pass(1000);
    assertThat(ready()).isEqualTo(6);
    assertThat(environment.groups()).allMatch(group -> group.wanted() <= group.most());
  }

  @Test
  void members_of_several_ensembles_share_nodes() {
    keeper();
    test.pass(100);
    Manifests.apply(
        test.client(),
        Manifests.keeper("other", 3)
            .replace(
                "podTemplate: {topologyZoneKey: topology.kubernetes.io/zone}",
                "podTemplate: {topologyZoneKey: topology.kubernetes.io/zone, %s}"
                    .formatted(pods("keeper"))));
    test.pass(30);
    assertThat(groups()).isEqualTo(Map.of("keeper-a", 1, "keeper-b", 1, "keeper-c", 1));
    assertThat(
            test.cluster()
                .object("keeperclusters.clickhouse.com", "default", "other")
                .orElseThrow()
                .at("/status/readyReplicas")
                .asInt())
        .isEqualTo(3);
  }

  @Test
  void a_server_that_becomes_larger_gets_its_node_where_its_volume_is_and_the_old_one_goes() {
    keeper();
    servers(2, "small", 12, 48);
    test.pass(200);
    List<String> before = zones();
    servers(2, "large", 29, 116);
    for (int i = 0; i < 40; i++) {
      test.pass(10);
      test.cluster().catchUp();
    }
    assertThat(ready()).isEqualTo(2);
    assertThat(zones()).isEqualTo(before);
    assertThat(groups()).containsEntry("large-a", 1).containsEntry("large-b", 1);
    test.pass(700);
    assertThat(groups().keySet()).noneMatch(group -> group.startsWith("small"));
  }

  @Test
  void an_empty_node_goes_after_ten_minutes_and_not_before() {
    keeper();
    servers(1, "small", 12, 48);
    test.pass(200);
    assertThat(groups()).containsEntry("small-a", 1);
    servers(0, "small", 12, 48);
    test.pass(599);
    assertThat(groups()).containsEntry("small-a", 1);
    test.pass(1);
    assertThat(groups()).doesNotContainKey("small-a").containsEntry("keeper-a", 1);
    test.cluster().catchUp();
    assertThat(test.client().nodes().list().getItems()).hasSize(4);
  }

  @Test
  void without_capacity_in_a_zone_it_is_asked_again_after_five_minutes() {
    environment.hasNoCapacity("eu-central-1b");
    keeper();
    servers(3, "small", 12, 48);
    test.pass(299);
    assertThat(groups()).doesNotContainKeys("small-b", "keeper-b").containsEntry("small-a", 1);
    assertThat(ready()).isEqualTo(2);
    environment.hasCapacityAgain("eu-central-1b");
    test.pass(1);
    assertThat(groups()).containsEntry("small-b", 1).containsEntry("keeper-b", 1);
    test.pass(90);
    assertThat(ready()).isEqualTo(3);
  }

  @Test
  void by_deployment_it_acts_only_once_it_runs_itself() {
    VirtualClock clock = new VirtualClock(TestCluster.START);
    StandaloneEnvironment around =
        new StandaloneEnvironment().withReadyNodes(1, "amd64", TestCluster.START);
    around.add(group("small", "a", 16, 58));
    try (SimulatedKubernetes kubernetes =
        new SimulatedKubernetes(
            clock, LatencyProfile.standard().medians(), 1, Operators.BY_DEPLOYMENT)) {
      SimulatedCluster cluster = kubernetes.createCluster("c", around);
      try (var client = TestCluster.clientOf(cluster)) {
        Manifests.apply(
            client,
            Manifests.deployment("web", 1, "example.com/web:1")
                .replace(
                    "      containers:",
                    "      nodeSelector: {pool: small}\n"
                        + "      tolerations: [{key: pool, operator: Exists}]\n"
                        + "      containers:"));
        clock.advance(Duration.ofSeconds(100));
        cluster.catchUp();
        assertThat(around.groups()).allMatch(group -> group.wanted() == 0);
        Manifests.apply(
            client, Manifests.deployment("cluster-autoscaler", 1, "example.com/autoscaler:1"));
        cluster.catchUp();
        clock.advance(Duration.ofSeconds(40));
        cluster.catchUp();
        assertThat(around.groups()).allMatch(group -> group.wanted() == 1);
        clock.advance(Duration.ofSeconds(100));
        ObjectNode web = cluster.object("deployments.apps", "default", "web").orElseThrow();
        assertThat(web.at("/status/availableReplicas").asInt()).isEqualTo(1);
      }
    }
  }
}
