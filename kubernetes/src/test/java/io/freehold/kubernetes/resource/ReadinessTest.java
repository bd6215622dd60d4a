package io.freehold.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When an object of each kind is usable. */
class ReadinessTest {
  private static final List<String> OF_SERVERS =
      List.of("Ready", "Healthy", "ConfigurationInSync", "ClusterSizeAligned", "SchemaInSync");

  @Test
  void most_kinds_are_usable_as_soon_as_they_are_there() {
    for (KubernetesKind kind :
        List.of(
            KubernetesKinds.NAMESPACE,
            KubernetesKinds.SECRET,
            KubernetesKinds.SERVICE,
            KubernetesKinds.SERVICE_ACCOUNT,
            KubernetesKinds.STORAGE_CLASS,
            KubernetesKinds.GATEWAY,
            KubernetesKinds.VIRTUAL_SERVICE)) {
      assertThat(kind.readiness().waitsFor(Map.of())).as(kind.kind()).isEmpty();
    }
  }

  @Test
  void a_definition_is_usable_once_it_is_established() {
    assertWaits(KubernetesKinds.CUSTOM_RESOURCE_DEFINITION, Map.of(), "Established");
    assertWaits(
        KubernetesKinds.CUSTOM_RESOURCE_DEFINITION,
        Map.of("status", Map.of("conditions", List.of(condition("Established", "False")))),
        "Established");
    assertUsable(
        KubernetesKinds.CUSTOM_RESOURCE_DEFINITION,
        Map.of("status", Map.of("conditions", List.of(condition("Established", "True")))));
  }

  @Test
  void a_deployment_is_usable_once_all_replicas_of_its_latest_generation_are_available() {
    assertWaits(KubernetesKinds.DEPLOYMENT, deployment(3, 2, 2, 2), "2 of 3");
    assertWaits(KubernetesKinds.DEPLOYMENT, deployment(3, 3, 2, 1), "latest change");
    assertUsable(KubernetesKinds.DEPLOYMENT, deployment(3, 3, 2, 2));
    assertWaits(KubernetesKinds.DEPLOYMENT, Map.of("metadata", Map.of("generation", 1)), "0 of 1");
  }

  private static Map<String, Object> deployment(
      int wanted, int available, int generation, int seen) {
    return Map.of(
        "metadata",
        Map.of("generation", generation),
        "spec",
        Map.of("replicas", wanted),
        "status",
        Map.of("observedGeneration", seen, "availableReplicas", available));
  }

  @Test
  void a_binding_is_usable_once_its_controller_has_seen_its_latest_generation() {
    KubernetesKind kind = KubernetesKinds.TARGET_GROUP_BINDING;
    assertWaits(kind, Map.of("metadata", Map.of("generation", 1)), "has not seen it");
    assertWaits(kind, seen(2, 1), "latest change");
    assertUsable(kind, seen(2, 2));
  }

  private static Map<String, Object> seen(int generation, int observed) {
    return Map.of(
        "metadata",
        Map.of("generation", generation),
        "status",
        Map.of("observedGeneration", observed));
  }

  @Test
  void servers_are_usable_once_every_condition_of_the_operator_holds() {
    assertUsable(KubernetesKinds.CLICKHOUSE_CLUSTER, cluster(3, 1, OF_SERVERS));
    for (String one : OF_SERVERS) {
      List<String> others = new ArrayList<>(OF_SERVERS);
      assertThat(others.remove(one)).isTrue();
      assertWaits(KubernetesKinds.CLICKHOUSE_CLUSTER, cluster(3, 1, others), one);
    }
  }

  @Test
  void keepers_do_without_the_condition_that_only_servers_have() {
    List<String> conditions = OF_SERVERS.subList(0, 4);
    assertUsable(KubernetesKinds.KEEPER_CLUSTER, cluster(3, 1, conditions));
    assertWaits(KubernetesKinds.CLICKHOUSE_CLUSTER, cluster(3, 1, conditions), "SchemaInSync");
  }

  @Test
  void stopped_servers_are_as_they_should_be_without_being_ready() {
    assertUsable(KubernetesKinds.CLICKHOUSE_CLUSTER, cluster(0, 1, List.of("ClusterSizeAligned")));
    assertWaits(KubernetesKinds.CLICKHOUSE_CLUSTER, cluster(0, 1, List.of()), "ClusterSizeAligned");
  }

  /** The conditions of the generation before say nothing about this one. */
  @Test
  void conditions_of_an_earlier_generation_do_not_count() {
    assertWaits(KubernetesKinds.CLICKHOUSE_CLUSTER, cluster(3, 2, OF_SERVERS), "latest change");
    assertWaits(KubernetesKinds.CLICKHOUSE_CLUSTER, cluster(0, 2, OF_SERVERS), "latest change");
  }

  /** A status that was never written is not one of the latest generation. */
  @Test
  void a_cluster_whose_operator_has_not_looked_yet_is_not_usable() {
    assertWaits(
        KubernetesKinds.KEEPER_CLUSTER,
        Map.of("metadata", Map.of("generation", 1), "spec", Map.of("replicas", 3)),
        "ClusterSizeAligned");
  }

  /** One whose status tells a generation with each condition only. */
  @Test
  void a_condition_that_names_an_earlier_generation_itself_does_not_count() {
    Map<String, Object> stale =
        Map.of("type", "Established", "status", "True", "observedGeneration", 1);
    assertWaits(
        KubernetesKinds.CUSTOM_RESOURCE_DEFINITION,
        Map.of("metadata", Map.of("generation", 2), "status", Map.of("conditions", List.of(stale))),
        "Established");
  }

  /** Seen in generation 1 with all these conditions. */
  private static Map<String, Object> cluster(int replicas, int generation, List<String> holding) {
    return Map.of(
        "metadata",
        Map.of("generation", generation),
        "spec",
        Map.of("replicas", replicas),
        "status",
        Map.of(
            "observedGeneration",
            1,
            "conditions",
            holding.stream().map(type -> condition(type, "True")).toList()));
  }

  private static Map<String, Object> condition(String type, String status) {
    return Map.of("type", type, "status", status);
  }

  private static void assertUsable(KubernetesKind kind, Map<String, Object> object) {
    assertThat(kind.readiness().waitsFor(object)).isEmpty();
  }

  private static void assertWaits(KubernetesKind kind, Map<String, Object> object, String what) {
    Optional<String> waits = kind.readiness().waitsFor(object);
    assertThat(waits).hasValueSatisfying(text -> assertThat(text).contains(what));
  }

  @Test
  void a_certificate_is_usable_once_issued_and_says_in_its_own_words_why_it_is_not() {
    Map<String, Object> issued = certificate(Map.of(), condition("Ready", "True", "", "fine"));
    Map<String, Object> ordered =
        certificate(
            Map.of(),
            condition("Issuing", "True", "", "on its way"),
            condition("Ready", "False", "", "no secret"));
    Map<String, Object> refused =
        certificate(
            Map.of(),
            condition("Issuing", "False", "Failed", "too many"),
            condition("Ready", "False", "", "no secret"));
    assertThat(Readiness.ISSUED.waitsFor(issued)).isEmpty();
    assertThat(Readiness.ISSUED.waitsFor(ordered)).contains("no secret");
    assertThat(Readiness.ISSUED.waitsFor(refused)).contains("too many");
    assertThat(Readiness.ISSUED.waitsFor(certificate(Map.of()))).contains("Ready is not true yet");
  }

  @Test
  void nobody_waits_for_what_says_so() {
    Readiness never = object -> Optional.of("never");
    Readiness where = Readiness.whereAwaited(never);
    assertThat(where.waitsFor(certificate(Map.of()))).contains("never");
    assertThat(where.waitsFor(certificate(Map.of("freehold.io/awaited", "false")))).isEmpty();
    assertThat(where.waitsFor(certificate(Map.of("freehold.io/awaited", "true"))))
        .contains("never");
  }

  private static Map<String, Object> condition(
      String type, String status, String reason, String message) {
    return Map.of("type", type, "status", status, "reason", reason, "message", message);
  }

  private static Map<String, Object> certificate(
      Map<String, String> annotations, Map<?, ?>... conditions) {
    return Map.of(
        "metadata",
        Map.of("annotations", annotations),
        "status",
        Map.of("conditions", List.of(conditions)));
  }
}
