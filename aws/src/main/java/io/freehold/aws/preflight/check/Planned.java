package io.freehold.aws.preflight.check;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.kernel.graph.Node;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.resource.ResourceType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a graph would make.
 *
 * @param counts how many of each kind, by the kind's name
 * @param groups the policies that grant what is needed for that
 */
public record Planned(Map<String, Integer> counts, Set<PolicyGroup> groups) {
  public Planned {
    counts = Map.copyOf(counts);
    groups = Set.copyOf(groups);
  }

  /**
   * Counts what is wanted; what is only looked at, or is to be gone, needs no room. Of what is only
   * looked at no more is needed than looking.
   */
  public static Planned of(ResourceGraph<?> graph) {
    Map<String, Integer> counts = new HashMap<>();
    Set<PolicyGroup> groups = EnumSet.of(PolicyGroup.BASE);
    for (Node<?, ?, ?, ?> node : graph.nodes()) {
      if (node.role() instanceof Node.Wanted) {
        counts.merge(node.type().kind(), 1, Integer::sum);
      }
      if (node.type() instanceof AwsType<?, ?> type) {
        boolean looksOnly = node.role() instanceof Node.Adopted;
        type.actions().permissions().stream()
            .filter(one -> !looksOnly || one.phase() == Permission.Phase.INSPECT)
            .map(Permission::group)
            .forEach(groups::add);
      }
    }
    return new Planned(counts, groups);
  }

  /** How many things of this kind. */
  public int count(ResourceType<?, ?, ?> type) {
    return counts.getOrDefault(type.kind(), 0);
  }
}
