package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.store.Selector;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses nodes. It knows node selectors, required node affinity, taints, required anti-affinity
 * between pods, required spreading over topologies, the zones of volumes, and requests of
 * processors and memory; among the nodes that are left it spreads pods over zones, then nodes.
 */
final class Scheduler {
  private Scheduler() {}

  static Map<String, String> labels(ClusterNode node) {
    Map<String, String> labels = new HashMap<>(node.labels());
    labels.put("kubernetes.io/hostname", node.name());
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", node.architecture());
    labels.put("topology.kubernetes.io/zone", node.zone());
    labels.put("topology.k8s.aws/zone-id", node.zoneId());
    return labels;
  }

  /** The node for a pod, among those that are ready. */
  static Optional<ClusterNode> choose(Round round, ObjectNode pod) {
    Seating seating = new Seating(round);
    return seating.nodes().stream()
        .filter(node -> !node.readySince().isAfter(round.now()))
        .filter(node -> fits(round, seating, pod, node))
        .min(order(round, seating, pod));
  }

  /** Whether a pod may go on a node, the others sitting as they are said to. */
  static boolean fits(Round round, Seating seating, ObjectNode pod, ClusterNode node) {
    return takes(node, pod.path("spec"))
        && Claims.inReach(round, pod, node)
        && seating.hasRoom(node, pod)
        && isApart(seating, pod, node)
        && isEven(seating, pod, node);
  }

  /** First where fewest of the same owner are. */
  static Comparator<ClusterNode> order(Round round, Seating seating, ObjectNode pod) {
    Map<String, Integer> kinOnZone = new HashMap<>();
    String root = round.root(pod).path("metadata").path("uid").asText();
    for (Seating.Seat seat : seating.around(pod)) {
      if (round.root(seat.pod()).path("metadata").path("uid").asText().equals(root)) {
        kinOnZone.merge(seat.node().zone(), 1, Integer::sum);
      }
    }
    return Comparator.<ClusterNode>comparingInt(node -> kinOnZone.getOrDefault(node.zone(), 0))
        .thenComparingInt(seating::podsOn)
        .thenComparing(ClusterNode::name);
  }

  /** Whether no pod that this one is to be kept apart from is in the node's domain. */
  private static boolean isApart(Seating seating, ObjectNode pod, ClusterNode node) {
    JsonNode terms =
        pod.path("spec")
            .path("affinity")
            .path("podAntiAffinity")
            .path("requiredDuringSchedulingIgnoredDuringExecution");
    for (JsonNode term : terms) {
      String key = term.path("topologyKey").asText();
      String domain = seating.labels(node).getOrDefault(key, node.name());
      Predicate<JsonNode> selected = Selector.ofObject(term.path("labelSelector"));
      for (Seating.Seat seat : seating.around(pod)) {
        ClusterNode other = seat.node();
        if (domain.equals(seating.labels(other).getOrDefault(key, other.name()))
            && selected.test(seat.pod())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the required spreads hold with the pod on that node. */
  private static boolean isEven(Seating seating, ObjectNode pod, ClusterNode node) {
    for (JsonNode spread : pod.path("spec").path("topologySpreadConstraints")) {
      if (spread.path("whenUnsatisfiable").asText().equals("DoNotSchedule")
          && !isEven(seating, pod, node, spread)) {
        return false;
      }
    }
    return true;
  }

  /** Domains are those of the nodes that the pod selects, whatever taints they have. */
  private static boolean isEven(
      Seating seating, ObjectNode pod, ClusterNode node, JsonNode spread) {
    String key = spread.path("topologyKey").asText();
    Predicate<JsonNode> selected = Selector.ofObject(spread.path("labelSelector"));
    Map<String, Integer> counts = new HashMap<>();
    for (ClusterNode one : seating.nodes()) {
      String domain = seating.labels(one).get(key);
      if (domain != null && selects(one, pod.path("spec"))) {
        counts.putIfAbsent(domain, 0);
      }
    }
    for (Seating.Seat seat : seating.around(pod)) {
      String domain = seating.labels(seat.node()).get(key);
      if (domain != null && selects(seat.node(), pod.path("spec")) && selected.test(seat.pod())) {
        counts.merge(domain, 1, Integer::sum);
      }
    }
    Integer here = counts.get(seating.labels(node).getOrDefault(key, ""));
    if (here == null) {
      return false;
    }
    int least =
        counts.size() < spread.path("minDomains").asInt(1) ? 0 : Collections.min(counts.values());
    int self = selected.test(pod) ? 1 : 0;
    return here + self - least <= spread.path("maxSkew").asInt(1);
  }

  /** Whether a node takes pods of this specification. */
  static boolean takes(ClusterNode node, JsonNode spec) {
    return selects(node, spec) && taintsTolerated(node, spec.path("tolerations"));
  }

  private static boolean selects(ClusterNode node, JsonNode spec) {
    Map<String, String> labels = labels(node);
    for (Map.Entry<String, JsonNode> wanted : spec.path("nodeSelector").properties()) {
      if (!wanted.getValue().asText().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    return affinityHolds(
        node,
        spec.path("affinity")
            .path("nodeAffinity")
            .path("requiredDuringSchedulingIgnoredDuringExecution"));
  }

  /** Whether a node is one of those that are required: of a pod, or of a volume. */
  static boolean affinityHolds(ClusterNode node, JsonNode required) {
    Map<String, String> labels = labels(node);
    JsonNode terms = required.path("nodeSelectorTerms");
    if (terms.isEmpty()) {
      return true;
    }
    for (JsonNode term : terms) {
      boolean all = true;
      for (JsonNode wanted : term.path("matchExpressions")) {
        all &= holds(labels, wanted);
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(Map<String, String> labels, JsonNode wanted) {
    String found = labels.get(wanted.path("key").asText());
    Set<String> values = new HashSet<>();
    wanted.path("values").forEach(value -> values.add(value.asText()));
    return switch (wanted.path("operator").asText()) {
      case "In" -> found != null && values.contains(found);
      case "NotIn" -> found == null || !values.contains(found);
      case "Exists" -> found != null;
      case "DoesNotExist" -> found == null;
      default -> false;
    };
  }

  private static boolean taintsTolerated(ClusterNode node, JsonNode tolerations) {
    for (ClusterNode.Taint taint : node.taints()) {
      if (!taint.effect().equals("PreferNoSchedule") && !tolerated(taint, tolerations)) {
        return false;
      }
    }
    return true;
  }

  private static boolean tolerated(ClusterNode.Taint taint, JsonNode tolerations) {
    for (JsonNode toleration : tolerations) {
      String key = toleration.path("key").asText("");
      String effect = toleration.path("effect").asText("");
      boolean exists = toleration.path("operator").asText("Equal").equals("Exists");
      boolean value = exists || toleration.path("value").asText("").equals(taint.value());
      if ((effect.isEmpty() || effect.equals(taint.effect()))
          && ((key.isEmpty() && exists) || (key.equals(taint.key()) && value))) {
        return true;
      }
    }
    return false;
  }
}
