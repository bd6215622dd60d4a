package io.freehold.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a chart's templates. */
class RendererTest {
  private static RenderedRelease render(Release release) {
    return new Renderer().render(release);
  }

  private static RenderedObject object(RenderedRelease release, String node) {
    return release.objects().stream()
        .filter(one -> one.node().equals("chart/beacon/" + node))
        .findFirst()
        .orElseThrow(() -> new AssertionError(node + " is not among " + release.objects()));
  }

  private static List<String> nodes(RenderedRelease release) {
    return release.objects().stream()
        .map(one -> one.node().substring("chart/beacon/".length()))
        .toList();
  }

  @Test
  void two_renders_are_the_same_to_the_digest() {
    assertThat(render(Beacon.release())).isEqualTo(render(Beacon.release()));
  }

  @Test
  void objects_have_stable_names_and_come_in_a_sound_order() {
    String digest = digestOf(render(Beacon.release()));
    assertThat(nodes(render(Beacon.release())))
        .containsExactly(
            "PriorityClass/beacon-beacon",
            "CustomResourceDefinition/podmonitors.monitoring.coreos.com",
            "CustomResourceDefinition/prometheusrules.monitoring.coreos.com",
            "CustomResourceDefinition/servicemonitors.monitoring.coreos.com",
            "ServiceAccount/beacon-beacon-prepare",
            "Job/beacon-beacon-prepare-" + digest,
            "NetworkPolicy/beacon-beacon",
            "LimitRange/beacon-beacon",
            "PodDisruptionBudget/beacon-beacon",
            "ServiceAccount/beacon-beacon",
            "Secret/beacon-beacon",
            "ConfigMap/beacon-beacon",
            "ConfigMap/beacon-beacon-kept",
            "ConfigMap/beacon-beacon-legacy",
            "ConfigMap/beacon-lantern",
            "PersistentVolumeClaim/beacon-beacon-archive",
            "ClusterRole/beacon-beacon:all",
            "ClusterRole/beacon-beacon:reader",
            "ClusterRoleBinding/beacon-beacon:reader",
            "Role/beacon-beacon-leader",
            "Role/kube-system/beacon-beacon-leader",
            "RoleBinding/beacon-beacon-leader",
            "RoleBinding/kube-system/beacon-beacon-leader",
            "Service/beacon-beacon",
            "IngressClass/beacon",
            "DaemonSet/beacon-beacon-node",
            "Deployment/beacon-beacon",
            "StatefulSet/beacon-beacon-log",
            "CronJob/beacon-beacon-sweep",
            "HorizontalPodAutoscaler/beacon-beacon-log",
            "MutatingWebhookConfiguration/beacon-beacon",
            "ValidatingWebhookConfiguration/beacon-beacon",
            "ServiceMonitor/beacon-beacon",
            "Job/beacon-beacon-first");
  }

  private static String digestOf(RenderedRelease release) {
    return nodes(release).stream()
        .filter(node -> node.startsWith("Job/beacon-beacon-prepare-"))
        .map(node -> node.substring("Job/beacon-beacon-prepare-".length()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void definitions_outside_the_templates_are_taken_as_they_are() {
    Manifest definition =
        object(
                render(Beacon.release()),
                "CustomResourceDefinition/servicemonitors.monitoring.coreos.com")
            .manifest();
    assertThat(definition.content().toString())
        .contains("Labels may be written as {{ $labels.instance }}.");
    assertThat(definition.content()).containsOnlyKeys("spec");
  }

  @Test
  void a_chart_inside_that_is_switched_off_brings_nothing() {
    RenderedRelease without = render(Beacon.with(Map.of("lantern", Map.of("enabled", false))));
    assertThat(nodes(without))
        .doesNotContain(
            "ConfigMap/beacon-lantern",
            "CustomResourceDefinition/prometheusrules.monitoring.coreos.com")
        .contains("ConfigMap/beacon-beacon");
  }

  @Test
  void yaml_is_read_as_helm_reads_it() {
    RenderedRelease release = render(Beacon.release());
    assertThat(object(release, "Deployment/beacon-beacon").manifest().content().toString())
        .contains("defaultMode=420");
    assertThat(HelmYaml.object("{a: on, b: 1e3, c: ~, d: '0644', e: 0x1F, f: 12345678901, g: v1}"))
        .isEqualTo(
            Map.of("a", true, "b", 1000.0, "d", "0644", "e", 31, "f", 12345678901L, "g", "v1"));
  }

  @Test
  void what_the_api_would_turn_into_something_else_is_written_as_it_keeps_it() {
    RenderedRelease release = render(Beacon.release());
    assertThat(object(release, "Secret/beacon-beacon").manifest().content())
        .isEqualTo(Map.of("data", Map.of("user", "YmVhY29u", "password", "czNjcmV0")));
    assertThat(object(release, "ClusterRole/beacon-beacon:all").manifest().content())
        .containsOnlyKeys("aggregationRule");
    assertThat(
            object(release, "Job/beacon-beacon-prepare-" + digestOf(release))
                .manifest()
                .content()
                .toString())
        .doesNotContain("ttlSecondsAfterFinished");
  }

  @Test
  void hooks_carry_no_mark_of_a_hook_and_run_again_with_another_release() {
    RenderedRelease first = render(Beacon.release());
    RenderedRelease later = render(Beacon.later());
    assertThat(first.objects())
        .allSatisfy(one ->
            assertThat(one.manifest().annotations().keySet())
                .noneMatch(key -> key.contains("/hook")));
    assertThat(digestOf(first)).isNotEqualTo(digestOf(later));
    assertThat(nodes(later)).contains("Job/beacon-beacon-first");
  }

  @Test
  void hooks_of_deletion_and_of_upgrades_alone_are_left_out_and_named_and_tests_are_silent() {
    RenderedRelease release = render(Beacon.with(Map.of("upgradeOnly", true)));
    assertThat(release.leftOut())
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).contains("beacon-beacon-farewell", "deletion"),
            one -> assertThat(one).contains("beacon-beacon-migrate", "upgrades only"));
    assertThat(nodes(release)).noneMatch(node -> node.contains("-test"));
  }

  @Test
  void a_value_that_is_made_up_at_random_is_refused_by_name_until_it_is_given() {
    assertThatThrownBy(() -> render(Beacon.release().withValues(Map.of())))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("Secret lights/beacon-beacon")
        .hasMessageContaining("data.password");
  }

  @Test
  void a_value_that_depends_on_the_time_is_refused_by_name() {
    assertThatThrownBy(() -> render(Beacon.with(Map.of("stamp", true))))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("ConfigMap lights/beacon-beacon")
        .hasMessageContaining("data.since");
  }

  @Test
  void a_lookup_is_refused_by_its_template_until_it_is_known_that_it_finds_nothing() {
    Release unaware = Release.of("beacon", "lights", Beacon.CHART, Map.of("lookup", true), "1.33");
    assertThatThrownBy(() -> render(unaware))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("templates/_names.tpl");
    RenderedRelease release = render(unaware.findingNothing());
    assertThat(object(release, "Secret/beacon-beacon").manifest().content().toString())
        .contains("bm90aGluZw==");
  }

  @Test
  void a_chart_is_told_which_apis_there_are() {
    assertThat(nodes(render(Beacon.release().withApiVersions(Set.of()))))
        .doesNotContain("ServiceMonitor/beacon-beacon");
    assertThat(nodes(render(Beacon.release().withApiVersions(Set.of("other.example.com/v1")))))
        .doesNotContain("ServiceMonitor/beacon-beacon");
    assertThat(nodes(render(Beacon.release()))).contains("ServiceMonitor/beacon-beacon");
  }

  @Test
  void values_that_the_charts_schema_does_not_take_are_refused_with_its_words() {
    assertThatThrownBy(() -> render(Beacon.with(Map.of("replicas", 0))))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("beacon")
        .hasMessageContaining("replicas");
  }

  @Test
  void a_cluster_that_is_too_old_for_the_chart_is_refused() {
    Release old = Release.of("beacon", "lights", Beacon.CHART, Map.of("password", "x"), "1.24.0");
    assertThatThrownBy(() -> render(old.findingNothing()))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("1.24");
  }

  @Test
  void a_kind_whose_deletion_is_not_known_is_refused() {
    Chart other =
        Altered.with(
            Beacon.CHART,
            "templates/other.yaml",
            "apiVersion: example.com/v1\nkind: Lamp\nmetadata: {name: one}\n");
    assertThatThrownBy(() -> render(Beacon.release().withChart(other)))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("templates/other.yaml")
        .hasMessageContaining("example.com/v1 Lamp");
  }

  @Test
  void an_object_that_comes_twice_is_refused() {
    Chart other =
        Altered.with(
            Beacon.CHART,
            "templates/other.yaml",
            "apiVersion: v1\nkind: Service\nmetadata: {name: beacon-beacon}\n");
    assertThatThrownBy(() -> render(Beacon.release().withChart(other)))
        .isInstanceOf(ChartException.class)
        .hasMessageContaining("Service lights/beacon-beacon")
        .hasMessageContaining("each object once");
  }
}
