package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.controller.Operators;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operators make of custom resources, and when. */
class OperatorTest {
  private static final String KEEPERS = "keeperclusters.clickhouse.com";
  private static final String CLUSTERS = "clickhouseclusters.clickhouse.com";
  private static final String GROUP = "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/a/b";

  private TestCluster test = TestCluster.start();

  @BeforeEach
  void definitions() {
    RealDefinitions.ofClickHouse().forEach(crd -> test.client().resource(crd).create());
    Manifests.apply(test.client(), Manifests.STORAGE);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private ObjectNode get(String resource, String name) {
    return test.cluster().object(resource, "default", name).orElseThrow();
  }

  private static String condition(JsonNode object, String type) {
    for (JsonNode one : object.path("status").path("conditions")) {
      if (one.path("type").asText().equals(type)) {
        return one.path("status").asText() + " " + one.path("reason").asText();
      }
    }
    return "none";
  }

  private void startBoth() {
    Manifests.apply(test.client(), Manifests.keeper("keeper", 3));
    Manifests.apply(test.client(), Manifests.clickHouse("ch", 2));
    test.cluster().catchUp();
  }

  @Test
  void keeper_is_ready_after_its_time_and_clickhouse_after_its_own_beyond_that() {
    startBoth();
    assertThat(condition(get(KEEPERS, "keeper"), "Ready")).isEqualTo("False NoLeader");
    test.pass(29);
    assertThat(condition(get(KEEPERS, "keeper"), "Ready")).isEqualTo("False NoLeader");
    test.pass(1);
    assertThat(condition(get(KEEPERS, "keeper"), "Ready")).isEqualTo("True ClusterReady");
    assertThat(condition(get(CLUSTERS, "ch"), "Ready")).isEqualTo("False SomeShardsNotReady");
    test.pass(29);
    assertThat(condition(get(CLUSTERS, "ch"), "Ready")).isEqualTo("False SomeShardsNotReady");
    test.pass(1);
    ObjectNode ready = get(CLUSTERS, "ch");
    assertThat(condition(ready, "Ready")).isEqualTo("True AllShardsReady");
    assertThat(condition(ready, "Healthy")).isEqualTo("True ReplicasReady");
    assertThat(condition(ready, "ClusterSizeAligned")).isEqualTo("True UpToDate");
    assertThat(ready.path("status").path("readyReplicas").asInt()).isEqualTo(2);
    assertThat(ready.path("status").path("currentRevision"))
        .isEqualTo(ready.path("status").path("updateRevision"));
  }

  @Test
  void one_late_look_finds_the_same_times_as_many_looks() {
    startBoth();
    test.pass(100);
    ObjectNode late = get(CLUSTERS, "ch");
    assertThat(condition(late, "Ready")).isEqualTo("True AllShardsReady");
    JsonNode readySince =
        java.util.stream.StreamSupport.stream(
                late.path("status").path("conditions").spliterator(), false)
            .filter(one -> one.path("type").asText().equals("Ready"))
            .findFirst()
            .orElseThrow()
            .path("lastTransitionTime");
    assertThat(readySince.asText()).isEqualTo("2026-11-01T00:01:00Z");
  }

  @Test
  void the_status_is_one_that_the_operators_own_schema_takes() {
    startBoth();
    test.pass(60);
    for (String resource : List.of(KEEPERS, CLUSTERS)) {
      String name = resource.equals(KEEPERS) ? "keeper" : "ch";
      ObjectNode before = get(resource, name);
      // A write passes through validation and pruning; an unchanged one stores nothing.
      test.cluster()
          .edit(
              resource,
              "default",
              name,
              object ->
                  object.withObjectProperty("metadata").putObject("annotations").put("a", "b"));
      assertThat(get(resource, name).path("status")).isEqualTo(before.path("status"));
    }
  }

  @Test
  void a_cluster_has_a_stateful_set_a_pod_and_a_claim_for_each_replica() {
    startBoth();
    test.pass(60);
    assertThat(
            test.client().apps().statefulSets().inNamespace("default").list().getItems().stream()
                .map(set -> set.getMetadata().getName()))
        .containsExactly(
            "ch-clickhouse-0-0",
            "ch-clickhouse-0-1",
            "keeper-keeper-0",
            "keeper-keeper-1",
            "keeper-keeper-2");
    assertThat(
            test.client()
                .pods()
                .inNamespace("default")
                .withLabel("tier", "database")
                .list()
                .getItems())
        .hasSize(2)
        .allSatisfy(pod -> {
          assertThat(pod.getMetadata().getLabels())
              .containsEntry("clickhouse.com/role", "clickhouse-server")
              .containsEntry("app", "ch-clickhouse");
          assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
        });
    assertThat(
            test.client()
                .pods()
                .inNamespace("default")
                .withLabel("app", "keeper-keeper")
                .list()
                .getItems())
        .extracting(pod -> pod.getSpec().getNodeName())
        .as("one zone each")
        .doesNotHaveDuplicates()
        .hasSize(3);
    assertThat(test.client().persistentVolumeClaims().inNamespace("default").list().getItems())
        .hasSize(5);
  }

  @Test
  void scaling_is_seen_at_once_and_done_later() {
    startBoth();
    test.pass(60);
    test.cluster().catchUp();
    Manifests.apply(test.client(), Manifests.clickHouse("ch", 3));
    ObjectNode scaling = get(CLUSTERS, "ch");
    assertThat(scaling.path("status").path("observedGeneration").asInt()).isEqualTo(2);
    assertThat(scaling.path("status").path("readyReplicas").asInt()).isEqualTo(2);
    assertThat(condition(scaling, "Healthy")).isEqualTo("False ReplicasNotReady");
    assertThat(condition(scaling, "Ready")).isEqualTo("True AllShardsReady");
    test.pass(30);
    assertThat(get(CLUSTERS, "ch").path("status").path("readyReplicas").asInt()).isEqualTo(3);
    Manifests.apply(test.client(), Manifests.clickHouse("ch", 0));
    ObjectNode idle = get(CLUSTERS, "ch");
    assertThat(idle.path("status").path("readyReplicas").asInt()).isZero();
    assertThat(condition(idle, "Ready")).isEqualTo("False SomeShardsNotReady");
    Manifests.apply(test.client(), Manifests.clickHouse("ch", 1));
    test.cluster().catchUp();
    test.pass(30);
    assertThat(condition(get(CLUSTERS, "ch"), "Ready")).isEqualTo("True AllShardsReady");
  }

  private void scale(int replicas, boolean sync) {
    Manifests.apply(
        test.client(),
        Manifests.clickHouse("ch", replicas)
            .replace("  labels:", "  settings: {enableDatabaseSync: " + sync + "}\n  labels:"));
    test.cluster().catchUp();
    test.pass(60);
    test.cluster().catchUp();
  }

  /** As the real operator 0.0.2, which says otherwise where a replica has its old volume. */
  @Test
  void a_replica_that_comes_back_with_the_volume_it_had_is_of_no_use() {
    startBoth();
    test.pass(60);
    scale(2, true);
    scale(1, true);
    assertThat(condition(get(CLUSTERS, "ch"), "SchemaInSync")).isEqualTo("True ReplicasInSync");
    assertThat(test.client().persistentVolumeClaims().inNamespace("default").list().getItems())
        .as("no volume goes with its replica")
        .hasSize(5);
    scale(2, true);
    assertThat(get(CLUSTERS, "ch").path("status").path("readyReplicas").asInt()).isEqualTo(2);
    assertThat(condition(get(CLUSTERS, "ch"), "SchemaInSync"))
        .isEqualTo("False DatabasesNotCreated");
  }

  @Test
  void nor_is_one_with_a_new_volume_while_keeper_knows_its_tables() {
    startBoth();
    test.pass(60);
    scale(2, true);
    scale(1, true);
    test.client()
        .persistentVolumeClaims()
        .inNamespace("default")
        .withName("clickhouse-storage-volume-ch-clickhouse-0-1-0")
        .delete();
    scale(2, true);
    assertThat(condition(get(CLUSTERS, "ch"), "SchemaInSync"))
        .isEqualTo("False DatabasesNotCreated");
  }

  @Test
  void a_cluster_that_is_stopped_loses_its_databases_unless_it_is_told_to_leave_them_alone() {
    startBoth();
    test.pass(60);
    scale(2, true);
    scale(0, false);
    assertThat(condition(get(CLUSTERS, "ch"), "SchemaInSync")).isEqualTo("True SchemaSyncDisabled");
    scale(2, true);
    assertThat(condition(get(CLUSTERS, "ch"), "SchemaInSync")).isEqualTo("True ReplicasInSync");
    scale(0, true);
    assertThat(condition(get(CLUSTERS, "ch"), "SchemaInSync"))
        .isEqualTo("False DatabasesNotCreated");
    scale(2, true);
    assertThat(condition(get(CLUSTERS, "ch"), "SchemaInSync"))
        .isEqualTo("False DatabasesNotCreated");
  }

  @Test
  void one_server_is_enough_for_its_budget_and_most_of_keeper() {
    startBoth();
    var budgets = test.client().policy().v1().podDisruptionBudget().inNamespace("default");
    assertThat(budgets.withName("ch-clickhouse-0").get().getSpec().getMinAvailable().getValue())
        .isEqualTo(1);
    assertThat(budgets.withName("keeper-keeper").get().getSpec().getMaxUnavailable().getValue())
        .isEqualTo(1);
  }

  @Test
  void a_new_version_replaces_one_replica_at_a_time() {
    startBoth();
    test.pass(60);
    test.cluster().catchUp();
    String newer =
        Manifests.clickHouse("ch", 2)
            .replace("  labels:", "  containerTemplate: {image: {tag: '26.1'}}\n  labels:");
    Manifests.apply(test.client(), newer);
    ObjectNode rolling = get(CLUSTERS, "ch");
    assertThat(condition(rolling, "ConfigurationInSync")).isEqualTo("False ConfigurationChanged");
    assertThat(rolling.path("status").path("readyReplicas").asInt()).isEqualTo(1);
    test.pass(30);
    assertThat(get(CLUSTERS, "ch").path("status").path("readyReplicas").asInt()).isEqualTo(1);
    test.pass(30);
    ObjectNode done = get(CLUSTERS, "ch");
    assertThat(condition(done, "ConfigurationInSync")).isEqualTo("True UpToDate");
    assertThat(done.path("status").path("readyReplicas").asInt()).isEqualTo(2);
    assertThat(
            test.client()
                .pods()
                .inNamespace("default")
                .withLabel("tier", "database")
                .list()
                .getItems())
        .allSatisfy(pod ->
            assertThat(pod.getSpec().getContainers().getFirst().getImage()).endsWith(":26.1"));
  }

  @Test
  void without_its_keeper_a_cluster_says_so() {
    Manifests.apply(test.client(), Manifests.clickHouse("ch", 1));
    test.pass(100);
    ObjectNode stuck = get(CLUSTERS, "ch");
    assertThat(condition(stuck, "ReconcileSucceeded")).isEqualTo("False ReconcileStepFailed");
    assertThat(condition(stuck, "Ready")).isEqualTo("Unknown ReconcileStepFailed");
  }

  @Test
  void everything_of_a_cluster_but_its_claims_goes_with_it() {
    startBoth();
    test.pass(60);
    test.cluster().catchUp();
    test.client().resource(Manifests.apply(test.client(), Manifests.clickHouse("ch", 2))).delete();
    test.client().resource(Manifests.apply(test.client(), Manifests.keeper("keeper", 3))).delete();
    assertThat(test.client().pods().inNamespace("default").list().getItems()).isEmpty();
    assertThat(test.client().apps().statefulSets().inNamespace("default").list().getItems())
        .isEmpty();
    assertThat(test.client().persistentVolumeClaims().inNamespace("default").list().getItems())
        .hasSize(5);
  }

  private void bindWeb() {
    Manifests.apply(test.client(), Manifests.BINDINGS);
    Manifests.apply(test.client(), Manifests.deployment("web", 2, "example.com/web:1"));
    Manifests.apply(
        test.client(),
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {selector: {app: web}, ports: [{name: https, port: 443, targetPort: web}]}
        """);
    Manifests.apply(
        test.client(),
        """
        apiVersion: elbv2.k8s.aws/v1beta1
        kind: TargetGroupBinding
        metadata: {name: web, namespace: default}
        spec: {serviceRef: {name: web, port: https}, targetGroupARN: "%s", targetType: ip}
        """
            .formatted(GROUP));
    test.cluster().catchUp();
  }

  @Test
  void ready_pods_of_a_bound_service_become_targets_and_leave_with_the_binding() {
    bindWeb();
    test.pass(5);
    test.cluster().catchUp();
    assertThat(get("targetgroupbindings.elbv2.k8s.aws", "web").path("status"))
        .hasToString("{\"observedGeneration\":1}");
    assertThat(test.environment().targets(GROUP)).as("no pod is ready yet").isEmpty();
    test.pass(35);
    test.cluster().catchUp();
    assertThat(test.environment().targets(GROUP))
        .hasSize(2)
        .allSatisfy(target -> assertThat(target).startsWith("10.0.").endsWith(":8443"));
    test.client().apps().deployments().inNamespace("default").withName("web").scale(1);
    test.cluster().catchUp();
    assertThat(test.environment().targets(GROUP)).hasSize(1);
    test.client()
        .genericKubernetesResources("elbv2.k8s.aws/v1beta1", "TargetGroupBinding")
        .inNamespace("default")
        .withName("web")
        .delete();
    test.cluster().catchUp();
    assertThat(test.environment().targets(GROUP)).isEmpty();
    assertThat(test.cluster().object("targetgroupbindings.elbv2.k8s.aws", "default", "web"))
        .isEmpty();
  }

  @Test
  void by_deployment_an_operator_acts_only_once_it_runs_itself() {
    VirtualClock clock = new VirtualClock(TestCluster.START);
    try (SimulatedKubernetes kubernetes =
        new SimulatedKubernetes(
            clock, LatencyProfile.standard().medians(), 1, Operators.BY_DEPLOYMENT)) {
      SimulatedCluster cluster =
          kubernetes.createCluster(
              "c", new StandaloneEnvironment().withReadyNodes(3, "amd64", TestCluster.START));
      try (var client = TestCluster.clientOf(cluster)) {
        RealDefinitions.ofClickHouse().forEach(crd -> client.resource(crd).create());
        Manifests.apply(
            client,
            Manifests.keeper("keeper", 1)
                .replace("storageClassName: fast", "storageClassName: gp2"));
        clock.advance(java.time.Duration.ofSeconds(100));
        assertThat(cluster.object(KEEPERS, "default", "keeper").orElseThrow().has("status"))
            .isFalse();
        Manifests.apply(client, Manifests.deployment("clickhouse-operator", 1, "example.com/o:1"));
        cluster.catchUp();
        clock.advance(java.time.Duration.ofSeconds(70));
        assertThat(condition(cluster.object(KEEPERS, "default", "keeper").orElseThrow(), "Ready"))
            .isEqualTo("True StandaloneReady");
      }
    }
  }
}
