package io.freehold.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.NodeChange;
import io.freehold.kernel.convergence.NodeChange.Action;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Impact;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A release comes, changes, is changed by others, and goes. */
class ChartLifecycleTest {
  private final ClusterRun run = new ClusterRun();

  @AfterEach
  void stop() {
    run.close();
  }

  private static NodeStatus node(PassReport report, String name) {
    return report.nodes().stream()
        .filter(one -> one.node().equals("chart/beacon/" + name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  private String hookJob(ResourceGraph<KubernetesSession> graph) {
    return graph.nodes().stream()
        .map(node -> node.name())
        .filter(name -> name.startsWith("chart/beacon/Job/beacon-beacon-prepare-"))
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void is_installed_and_then_nothing_is_left_to_do() {
    var graph = run.graph(Beacon.release());
    PassReport settled = run.settle(graph);
    assertThat(settled.nodes()).extracting(NodeStatus::state).containsOnly(State.READY);
    assertThat(settled.nodes()).hasSize(graph.nodes().size());
    run.cluster.forgetCalls();
    PassReport again = run.pass(graph);
    assertThat(again.changes()).isEmpty();
    assertThat(run.cluster.callCounts().keySet()).noneMatch(call -> call.startsWith("apply "));
    assertThat(run.plan(graph).changes()).isEmpty();
  }

  @Test
  void a_first_plan_shows_every_object_and_changes_nothing() {
    var graph = run.graph(Beacon.release());
    PassReport plan = run.plan(graph);
    assertThat(plan.changes())
        .hasSize(graph.nodes().size())
        .extracting(NodeChange::action)
        .containsOnly(Action.CREATE);
    assertThat(run.ours()).isEmpty();
  }

  @Test
  void everything_carries_our_marks_and_what_it_had_of_its_own() {
    run.settle(run.graph(Beacon.release()));
    ObjectNode role =
        run.cluster
            .object("roles.rbac.authorization.k8s.io", "kube-system", "beacon-beacon-leader")
            .orElseThrow();
    assertThat(role.path("metadata").path("labels").path("clickhouse-byoc-owner").asText())
        .isEqualTo("infrabcdef");
    ObjectNode deployment =
        run.cluster.object("deployments.apps", Beacon.NAMESPACE, "beacon-beacon").orElseThrow();
    assertThat(deployment.path("metadata").path("labels").path("helm.sh/chart").asText())
        .isEqualTo("beacon-1.0.0");
    assertThat(deployment.path("metadata").path("labels").path("clickhouse-byoc-node").asText())
        .matches("[A-Za-z0-9._-]{1,63}")
        .contains("Deployment.beacon-beacon");
  }

  @Test
  void each_step_begins_once_the_one_before_it_is_usable() {
    var graph = run.graph(Beacon.release());
    String job = hookJob(graph);
    run.cluster.neverReady("Job", Beacon.NAMESPACE, job);
    PassReport report = passes(graph, 20);
    assertThat(node(report, "Job/" + job).state()).isEqualTo(State.CREATING);
    assertThat(node(report, "Service/beacon-beacon").state()).isEqualTo(State.BLOCKED);
    assertThat(run.ours()).noneMatch(object -> object.startsWith("deployments"));
    assertThat(health(report).state()).isEqualTo(ComponentHealth.State.INSTALLING);
    assertThat(health(report).message()).isEqualTo("Job/" + job + ": it has not ended yet");
    run.cluster.readyAgain("Job", Beacon.NAMESPACE, job);
    run.cluster.neverReady("Deployment", Beacon.NAMESPACE, "beacon-beacon");
    report = passes(graph, 40);
    assertThat(node(report, "Deployment/beacon-beacon").message()).contains("0 of 2 available");
    assertThat(node(report, "StatefulSet/beacon-beacon-log").state()).isEqualTo(State.READY);
    assertThat(node(report, "ValidatingWebhookConfiguration/beacon-beacon").state())
        .isEqualTo(State.BLOCKED);
    run.cluster.readyAgain("Deployment", Beacon.NAMESPACE, "beacon-beacon");
    Condition condition = health(run.settle(graph)).condition(3, run.clock.instant());
    assertThat(condition.type()).isEqualTo("BeaconReady");
    assertThat(condition.status()).isEqualTo(Condition.Status.TRUE);
    assertThat(condition.reason()).isEqualTo("Ready");
  }

  private static ComponentHealth health(PassReport report) {
    List<ComponentHealth> all = ComponentHealth.of(report);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private PassReport passes(ResourceGraph<KubernetesSession> graph, int number) {
    PassReport report = run.pass(graph);
    for (int i = 1; i < number; i++) {
      run.clock.advance(Duration.ofSeconds(5));
      report = run.pass(graph);
    }
    return report;
  }

  @Test
  void hooks_run_once_and_run_again_with_another_release_only() {
    var first = run.graph(Beacon.release());
    run.settle(first);
    run.clock.advance(Duration.ofHours(2));
    run.settle(first);
    assertThat(run.podsOf(hookJob(first))).isEqualTo(1);
    assertThat(run.podsOf("beacon-beacon-first")).isEqualTo(1);
    String uid = uid("jobs.batch", "beacon-beacon-first");
    var later = run.graph(Beacon.later());
    run.settle(later);
    assertThat(run.podsOf(hookJob(later))).isEqualTo(1);
    assertThat(run.ours()).noneMatch(object -> object.endsWith("/" + hookJob(first)));
    assertThat(uid("jobs.batch", "beacon-beacon-first")).isEqualTo(uid);
  }

  private String uid(String resource, String name) {
    return run.cluster
        .object(resource, Beacon.NAMESPACE, name)
        .orElseThrow()
        .path("metadata")
        .path("uid")
        .asText();
  }

  @Test
  void an_upgrade_changes_what_differs_and_deletes_what_is_gone_but_no_data() {
    run.settle(run.graph(Beacon.release()));
    TreeSet<String> before = run.ours();
    String service = uid("services", "beacon-beacon");
    String version =
        run.cluster
            .object("services", Beacon.NAMESPACE, "beacon-beacon")
            .orElseThrow()
            .path("metadata")
            .path("resourceVersion")
            .asText();
    var later = run.graph(Beacon.later());
    assertThat(run.plan(later).changes())
        .filteredOn(change -> change.action() == Action.DELETE)
        .extracting(NodeChange::node)
        .containsExactlyInAnyOrder(
            "chart/beacon/ConfigMap/beacon-beacon-legacy",
            "chart/beacon/Job/" + hookJob(run.graph(Beacon.release())));
    assertThat(run.plan(later).changes())
        .filteredOn(change -> change.action() == Action.UPDATE)
        .filteredOn(change -> change.impact() == Impact.ROLLING)
        .extracting(NodeChange::kind)
        .containsExactlyInAnyOrder("DaemonSet", "Deployment", "StatefulSet");
    PassReport settled = run.settle(later);
    assertThat(
            run.cluster
                .object("deployments.apps", Beacon.NAMESPACE, "beacon-beacon")
                .orElseThrow()
                .toString())
        .contains("example.com/beacon:4.3", "--colours=red,green,white");
    TreeSet<String> gone = new TreeSet<>(before);
    gone.removeAll(run.ours());
    assertThat(gone)
        .containsExactlyInAnyOrder(
            "configmaps lights/beacon-beacon-legacy",
            "jobs.batch lights/" + hookJob(run.graph(Beacon.release())));
    assertThat(run.ours())
        .contains(
            "configmaps lights/beacon-beacon-kept",
            "persistentvolumeclaims lights/beacon-beacon-archive",
            "customresourcedefinitions.apiextensions.k8s.io /podmonitors.monitoring.coreos.com");
    assertThat(settled.nodes())
        .filteredOn(one -> one.state() == State.KEPT)
        .extracting(NodeStatus::node)
        .containsExactlyInAnyOrder(
            "chart/beacon/ConfigMap/beacon-beacon-kept",
            "chart/beacon/PersistentVolumeClaim/beacon-beacon-archive",
            "chart/beacon/CustomResourceDefinition/podmonitors.monitoring.coreos.com");
    assertThat(uid("services", "beacon-beacon")).isEqualTo(service);
    assertThat(
            run.cluster
                .object("services", Beacon.NAMESPACE, "beacon-beacon")
                .orElseThrow()
                .path("metadata")
                .path("resourceVersion")
                .asText())
        .as("what did not change was not written")
        .isEqualTo(version);
  }

  @Test
  void what_was_kept_is_taken_up_again_by_a_release_that_has_it() {
    run.settle(run.graph(Beacon.release()));
    String claim = uid("persistentvolumeclaims", "beacon-beacon-archive");
    run.settle(run.graph(Beacon.later()));
    PassReport back = run.settle(run.graph(Beacon.release()));
    assertThat(node(back, "PersistentVolumeClaim/beacon-beacon-archive").state())
        .isEqualTo(State.READY);
    assertThat(uid("persistentvolumeclaims", "beacon-beacon-archive")).isEqualTo(claim);
  }

  @Test
  void what_others_change_or_delete_is_found_and_mended() {
    var graph = run.graph(Beacon.release());
    run.settle(graph);
    run.cluster.edit(
        "deployments.apps",
        Beacon.NAMESPACE,
        "beacon-beacon",
        object -> ((ObjectNode) object.path("spec")).put("replicas", 7));
    run.cluster.edit(
        "clusterroles.rbac.authorization.k8s.io",
        "",
        "beacon-beacon:reader",
        object -> ((ObjectNode) object.path("rules").path(0)).putArray("verbs").add("*"));
    run.clock.advance(Duration.ofMinutes(10));
    run.cluster.remove(
        "validatingwebhookconfigurations.admissionregistration.k8s.io", "", "beacon-beacon");
    assertThat(run.plan(graph).changes())
        .extracting(change -> change.action() + " " + change.node())
        .containsExactlyInAnyOrder(
            "UPDATE chart/beacon/Deployment/beacon-beacon",
            "UPDATE chart/beacon/ClusterRole/beacon-beacon:reader",
            "CREATE chart/beacon/ValidatingWebhookConfiguration/beacon-beacon");
    run.settle(graph);
    assertThat(
            run.cluster
                .object("deployments.apps", Beacon.NAMESPACE, "beacon-beacon")
                .orElseThrow()
                .path("spec")
                .path("replicas")
                .asInt())
        .isEqualTo(2);
    assertThat(run.plan(graph).changes()).isEmpty();
  }

  @Test
  void somebody_elses_object_of_the_same_name_is_left_alone_and_named() {
    run.client
        .configMaps()
        .inNamespace("kube-system")
        .resource(
            new io.fabric8.kubernetes.api.model.ConfigMapBuilder()
                .withNewMetadata()
                .withName("mine")
                .endMetadata()
                .addToData("of", "somebody")
                .build())
        .create();
    Chart taking =
        Altered.with(
            Beacon.CHART,
            "templates/mine.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: mine, namespace: kube-system}\n"
                + "data: {of: us}\n");
    PassReport report = passes(run.graph(Beacon.release().withChart(taking)), 30);
    assertThat(node(report, "ConfigMap/kube-system/mine").failure().map(Failure::code))
        .contains("name-taken");
    assertThat(report.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(run.client.configMaps().inNamespace("kube-system").withName("mine").get().getData())
        .isEqualTo(Map.of("of", "somebody"));
  }

  @Test
  void a_hook_that_fails_is_made_anew_and_then_reported_as_broken() {
    var graph = run.graph(Beacon.release());
    String job = hookJob(graph);
    run.cluster.givesUp(Beacon.NAMESPACE, job);
    List<String> uids = new ArrayList<>();
    PassReport report = run.pass(graph);
    for (int i = 0; i < 60; i++) {
      run.clock.advance(Duration.ofSeconds(2));
      report = run.pass(graph);
      run.cluster
          .object("jobs.batch", Beacon.NAMESPACE, job)
          .ifPresent(object -> {
            String uid = object.path("metadata").path("uid").asText();
            if (!uids.contains(uid)) {
              uids.add(uid);
            }
          });
    }
    assertThat(uids).hasSize(5);
    assertThat(node(report, "Job/" + job).message()).contains("BackoffLimitExceeded");
    assertThat(report.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(health(report).condition(1, run.clock.instant()).reason()).isEqualTo("Failed");
    assertThat(run.ours()).noneMatch(object -> object.startsWith("deployments"));
  }

  @Test
  void a_component_that_is_switched_off_goes_but_for_its_data() {
    run.settle(run.graph(Beacon.release()));
    run.settle(run.without("beacon"));
    assertThat(run.ours())
        .containsExactlyInAnyOrder(
            "namespaces /lights",
            "configmaps lights/beacon-beacon-kept",
            "persistentvolumeclaims lights/beacon-beacon-archive",
            "customresourcedefinitions.apiextensions.k8s.io /podmonitors.monitoring.coreos.com",
            "customresourcedefinitions.apiextensions.k8s.io /prometheusrules.monitoring.coreos.com",
            "customresourcedefinitions.apiextensions.k8s.io /servicemonitors.monitoring.coreos.com");
  }

  @Test
  void a_component_that_a_graph_says_nothing_of_is_left_alone() {
    run.settle(run.graph(Beacon.release()));
    TreeSet<String> before = run.ours();
    run.settle(run.graph());
    assertThat(run.ours()).isEqualTo(before);
  }

  @Test
  void a_teardown_needs_the_ledger_alone_and_leaves_nothing() {
    run.settle(run.graph(Beacon.release()));
    run.settle(run.graph(Beacon.later()));
    run.dismantle(entry -> false);
    assertThat(run.ours()).isEmpty();
    assertThat(run.ledger.entries()).isEmpty();
  }

  @Test
  void a_half_installed_release_is_taken_down_whole() {
    var graph = run.graph(Beacon.release());
    run.cluster.neverReady("Deployment", Beacon.NAMESPACE, "beacon-beacon");
    passes(graph, 15);
    assertThat(run.ours()).hasSizeBetween(10, graph.nodes().size() - 1);
    run.dismantle(entry -> false);
    assertThat(run.ours()).isEmpty();
  }
}
