package io.freehold.kubernetes.chart;

import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.Manifest;
import java.util.Comparator;

/**
 * One object of a release.
 *
 * @param node its name in the graph
 * @param template what it comes from
 * @param kind of it
 * @param manifest what is applied
 * @param step when it is applied
 */
public record RenderedObject(
    String node, String template, KubernetesKind kind, Manifest manifest, Step step) {

  /** Helm's order within a step, and then that of the alphabet. */
  static final Comparator<RenderedObject> ORDER =
      Comparator.comparing(RenderedObject::step)
          .thenComparingInt(object -> Phase.rank(object.kind().context().getKind()))
          .thenComparing(RenderedObject::node);

  /**
   * A moment in the order.
   *
   * @param weight of hooks, else 0
   * @param runs whether it is a hook that runs something, which comes after what it needs for that
   */
  record Step(Phase phase, int weight, boolean runs) implements Comparable<Step> {
    private static final Comparator<Step> ORDER =
        Comparator.comparing(Step::phase).thenComparingInt(Step::weight).thenComparing(Step::runs);

    @Override
    public int compareTo(Step other) {
      return ORDER.compare(this, other);
    }
  }

  /** The same, of a manifest that is equal. */
  RenderedObject with(Manifest equal) {
    return new RenderedObject(node, template, kind, equal, step);
  }

  @Override
  public String toString() {
    return kind.kind() + " " + manifest.id() + " of " + template;
  }
}
