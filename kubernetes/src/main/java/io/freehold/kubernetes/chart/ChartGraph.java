package io.freehold.kubernetes.chart;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.chart.RenderedObject.Step;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts releases into a graph: one node for each object, named {@code
 * chart/<component>/<kind>/<name>}, with the namespace before the name where it is not the
 * release's own.
 */
public final class ChartGraph {
  private ChartGraph() {}

  /** What the nodes of a component begin with. */
  public static String prefix(String component) {
    return "chart/" + component + "/";
  }

  /**
   * Adds a release. What an earlier rendering of the component had, and this one has not, is
   * deleted, but for definitions, claims, namespaces and what the chart wants kept.
   *
   * @param after what has to be there before its first object
   * @param readOnce annotations by which the pods of its daemon sets get to know of what they read
   *     once, and start anew with something else
   * @return present once all of the release is
   */
  public static <C> Ref<?> add(
      Section<C, KubernetesSession> cluster,
      RenderedRelease release,
      List<Ref<?>> after,
      Optional<Ref<Map<String, String>>> readOnce) {
    Map<Step, List<RenderedObject>> steps = new TreeMap<>();
    for (RenderedObject object : release.objects()) {
      steps.computeIfAbsent(object.step(), any -> new ArrayList<>()).add(object);
    }
    Ref<?> before = Ref.all(after);
    for (List<RenderedObject> step : steps.values()) {
      before = Ref.all(refs(cluster, step, before, readOnce));
    }
    sweep(cluster, release.component());
    return before;
  }

  private static <C> List<Ref<KubernetesKind.Observed>> refs(
      Section<C, KubernetesSession> cluster,
      List<RenderedObject> step,
      Ref<?> before,
      Optional<Ref<Map<String, String>>> readOnce) {
    List<Ref<KubernetesKind.Observed>> refs = new ArrayList<>();
    for (RenderedObject object : step) {
      refs.add(
          readOnce.isPresent() && object.kind().kind().equals("DaemonSet")
              ? cluster.add(
                  object.node(),
                  object.kind(),
                  before,
                  readOnce.get(),
                  (any, annotations) -> object.manifest().withPodAnnotations(annotations))
              : cluster.add(object.node(), object.kind(), before, any -> object.manifest()));
    }
    return refs;
  }

  /** A component that is not wanted, or not any more: all that is left of it is deleted. */
  public static <C> void sweep(Section<C, KubernetesSession> cluster, String component) {
    cluster.sweep(prefix(component), ChartKinds.all(), ChartKinds.kept());
  }
}
