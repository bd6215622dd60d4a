package io.freehold.simulator.kubernetes.ingress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.ObjectSummary;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All objects of a kind. */
final class ClusterObjects {
  private ClusterObjects() {}

  static List<ObjectNode> everywhere(SimulatedCluster cluster, String resource) {
    return those(cluster, one -> one.resource().equals(resource));
  }

  static List<ObjectNode> in(SimulatedCluster cluster, String resource, String namespace) {
    return those(
        cluster, one -> one.resource().equals(resource) && one.namespace().equals(namespace));
  }

  private static List<ObjectNode> those(SimulatedCluster cluster, Predicate<ObjectSummary> wanted) {
    return cluster.objects().stream()
        .filter(wanted)
        .map(one -> cluster.object(one.resource(), one.namespace(), one.name()))
        .flatMap(Optional::stream)
        .toList();
  }
}
