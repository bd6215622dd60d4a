package io.freehold.kubernetes.catalogue;

import io.freehold.kernel.resource.Impact;
import io.freehold.kubernetes.chart.Chart;
import io.freehold.kubernetes.chart.ChartSource;
import io.freehold.kubernetes.chart.Release;
import io.freehold.model.name.InfrastructureRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that belongs into every cluster.
 *
 * @param name begins the names of its nodes, and never changes
 * @param about what it is for, for people
 * @param source where it comes from
 * @param namespace where it lives
 * @param needs the components that have to be there first
 * @param identity the IAM role of its pods: a pod that starts before it has one never gets it
 * @param impact of another version upon users
 * @param secret the name of a secret in its namespace that the vendor has to give: without it the
 *     component is not wanted
 * @param onlyWithLogHouse whether it is wanted only where a service of the infrastructure keeps
 *     logs; then it begins once that service can take them
 * @param certificate the name of a certificate of the cluster's own authority in its namespace,
 *     with which its pods show who they are; with another one they start anew
 * @param values over its chart's own, with places to fill in
 * @param apis of other components, which its chart may count upon
 * @param findsNothing why it does no harm that its chart's look-ups find nothing
 */
public record Component(
    String name,
    String about,
    Source source,
    String namespace,
    List<String> needs,
    Optional<InfrastructureRole> identity,
    Impact impact,
    Optional<String> secret,
    boolean onlyWithLogHouse,
    Optional<String> certificate,
    Map<String, Object> values,
    Set<String> apis,
    Optional<String> findsNothing) {

  /** Where a component comes from. */
  public sealed interface Source {
    /** A Helm chart. */
    record PackedChart(ChartSource.Wanted chart) implements Source {}

    /** What EKS manages; it chooses the version that fits the cluster. */
    record AddOn(String name) implements Source {}
  }

  public Component {
    needs = List.copyOf(needs);
    values = Map.copyOf(values);
    apis = Set.copyOf(apis);
  }

  /** Its chart, if it is one. */
  public Optional<ChartSource.Wanted> chart() {
    return switch (source) {
      case Source.PackedChart(ChartSource.Wanted chart) -> Optional.of(chart);
      case Source.AddOn addOn -> Optional.empty();
    };
  }

  /**
   * It, as it is to be installed in one infrastructure.
   *
   * @param facts what is filled into the values: {@code cluster}, {@code region}, …
   * @param kubernetesVersion of the cluster
   * @throws IllegalArgumentException where a fact is missing
   */
  public Release release(Chart chart, Map<String, String> facts, String kubernetesVersion) {
    return new Release(
        name,
        namespace,
        chart,
        new Blanks(name, facts).fill(values),
        kubernetesVersion,
        apis,
        findsNothing.isPresent());
  }
}
