package io.freehold.kubernetes.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kubernetes.chart.Chart;
import io.freehold.kubernetes.chart.ChartFolder;
import io.freehold.kubernetes.chart.ClusterRun;
import io.freehold.kubernetes.chart.Release;
import io.freehold.kubernetes.chart.RenderedObject;
import io.freehold.kubernetes.chart.RenderedRelease;
import io.freehold.kubernetes.chart.Renderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every chart of the catalogue takes the values that we give it and renders into objects that can
 * be things of a graph: for each chart that lies in the folder {@code FREEHOLD_CHARTS}.
 */
class RealChartsTest {
  static final Map<String, String> FACTS =
      Map.of(
          "cluster", "clickhouse-byoc-abcdefghij",
          "region", "eu-central-1",
          "infrastructure", "abcdefghij",
          "domain", "abcdefghij.eu-central-1.aws.example.com",
          "monitoringBucket", "clickhouse-byoc-abcdefghij-monitoring",
          "logHost", "logs.example.com");

  static List<String> charts() {
    return ReleaseCatalogue.newest().components().stream()
        .filter(component -> component.chart().isPresent())
        .map(Component::name)
        .toList();
  }

  private static Chart chart(Component component) {
    String folder = System.getenv("FREEHOLD_CHARTS");
    assumeTrue(folder != null && Files.isDirectory(Path.of(folder)), "needs FREEHOLD_CHARTS");
    Optional<Chart> chart = new ChartFolder(Path.of(folder)).find(component.chart().orElseThrow());
    assumeTrue(chart.isPresent(), () -> "needs " + component.chart().orElseThrow());
    return chart.orElseThrow();
  }

  private static RenderedRelease rendered(String name) {
    Component component = ReleaseCatalogue.newest().find(name).orElseThrow();
    return new Renderer().render(component.release(chart(component), FACTS, "1.33.0"));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void takes_our_values_and_renders_the_same_each_time(String name) {
    RenderedRelease release = rendered(name);
    assertThat(release.objects()).isNotEmpty();
    assertThat(rendered(name)).isEqualTo(release);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void runs_no_image_without_a_version(String name) {
    assertThat(rendered(name).objects().stream().flatMap(RealChartsTest::images))
        .allSatisfy(image ->
            assertThat(image).matches(".+(:[^/]*[0-9][^/]*|@sha256:.+)").doesNotContain("latest"));
  }

  private static Stream<String> images(RenderedObject object) {
    return images("", object.manifest().content());
  }

  private static Stream<String> images(String field, Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .flatMap(one -> images(String.valueOf(one.getKey()), one.getValue()));
      case List<?> list -> list.stream().flatMap(one -> images(field, one));
      case String text when field.equals("image") && !text.equals("auto") -> Stream.of(text);
      default -> Stream.empty();
    };
  }

  @ParameterizedTest
  @MethodSource("charts")
  void uses_the_service_account_that_its_role_is_bound_to(String name) {
    Map<String, String> accounts =
        Map.of(
            "cert-manager", "cert-manager/cert-manager",
            "external-dns", "external-dns/external-dns",
            "aws-load-balancer-controller", "kube-system/aws-load-balancer-controller",
            "cluster-autoscaler", "kube-system/cluster-autoscaler",
            "prometheus", "monitoring/thanos");
    Set<String> found =
        Set.copyOf(
            rendered(name).objects().stream()
                .filter(object -> object.kind().kind().equals("ServiceAccount"))
                .map(object -> object.manifest().id())
                .toList());
    if (accounts.containsKey(name)) {
      assertThat(found).contains(accounts.get(name));
    }
  }

  @Test
  void all_of_them_come_up_in_one_cluster_stay_as_they_are_and_go() {
    Release[] releases =
        charts().stream()
            .map(name -> ReleaseCatalogue.newest().find(name).orElseThrow())
            // The others wait for what they are to be configured with.
            .filter(component -> !component.onceConfigured())
            .map(component -> component.release(chart(component), FACTS, "1.33.0"))
            .toArray(Release[]::new);
    try (ClusterRun run = new ClusterRun()) {
      var graph = run.graph(releases);
      PassReport settled = run.settle(graph);
      assertThat(settled.nodes()).extracting(NodeStatus::state).containsOnly(State.READY);
      assertThat(run.plan(graph).changes()).isEmpty();
      run.dismantle(entry -> false);
      assertThat(run.ours()).isEmpty();
    }
  }
}
