package io.freehold.kubernetes.contract;

import io.freehold.kubernetes.chart.Chart;
import io.freehold.kubernetes.chart.Release;
import io.freehold.kubernetes.chart.RenderedObject;
import io.freehold.kubernetes.chart.Renderer;
import io.freehold.kubernetes.resource.KubernetesKinds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The contract of the kinds of Kubernetes' own that charts bring, on those of our own chart. */
class ChartKindsTest extends SimulatedApiTest {

  /** Hides that of the kinds which Freehold writes itself. */
  static List<Sample> samples() {
    Chart chart = Chart.read(Path.of("src", "test", "resources", "charts", "beacon"));
    Release release =
        Release.of("beacon", "any", chart, Map.of("password", "x"), "1.33.0").findingNothing();
    Map<String, Sample> byKind = new LinkedHashMap<>();
    for (RenderedObject object : new Renderer().render(release).objects()) {
      if (KubernetesKinds.all().stream()
          .noneMatch(kind -> kind.kind().equals(object.kind().context().getKind()))) {
        byKind.putIfAbsent(object.kind().kind(), new Sample(object.kind(), object.manifest()));
      }
    }
    // What runs once is compared by nothing, and hardly anything of a claim can be changed.
    byKind.remove("Job");
    byKind.remove("PersistentVolumeClaim");
    byKind.remove("ConfigMap kept");
    return List.copyOf(byKind.values());
  }
}
