package io.freehold.kubernetes.chart;

import java.util.Map;
import java.util.Set;

/**
 * A chart as it is to be installed.
 *
 * @param component its name in node names and, for the chart, the release's name: never changes
 * @param namespace where its objects go that name no other
 * @param values over the chart's own
 * @param kubernetesVersion what the chart is told of the cluster: {@code 1.33.0}
 * @param apiVersions of custom kinds that the chart may count upon: {@code
 *     monitoring.coreos.com/v1}
 * @param findsNothing whether it is known that the chart's look-ups in the cluster find nothing,
 *     and that this does no harm
 */
public record Release(
    String component,
    String namespace,
    Chart chart,
    Map<String, Object> values,
    String kubernetesVersion,
    Set<String> apiVersions,
    boolean findsNothing) {
  public Release {
    values = Map.copyOf(values);
    apiVersions = Set.copyOf(apiVersions);
  }

  /** A chart that counts upon nothing but Kubernetes itself. */
  public static Release of(
      String component,
      String namespace,
      Chart chart,
      Map<String, Object> values,
      String kubernetesVersion) {
    return new Release(component, namespace, chart, values, kubernetesVersion, Set.of(), false);
  }

  public Release withValues(Map<String, Object> other) {
    return new Release(
        component, namespace, chart, other, kubernetesVersion, apiVersions, findsNothing);
  }

  public Release withChart(Chart other) {
    return new Release(
        component, namespace, other, values, kubernetesVersion, apiVersions, findsNothing);
  }

  public Release withApiVersions(Set<String> more) {
    return new Release(component, namespace, chart, values, kubernetesVersion, more, findsNothing);
  }

  /** The same where it is known that look-ups in the cluster find nothing. */
  public Release findingNothing() {
    return new Release(component, namespace, chart, values, kubernetesVersion, apiVersions, true);
  }

  @Override
  public String toString() {
    return component + " (" + chart + ")";
  }
}
