package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.store.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses nodes. It knows node selectors, required node affinity, taints, and required
 * anti-affinity between pods; it spreads pods over zones, then nodes. It does not count CPU or
 * memory, and does not enforce topology spread constraints.
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
    JsonNode spec = pod.path("spec");
    Collection<ObjectNode> others = round.list(Resources.PODS, "").values();
    Map<String, Integer> kinOnZone = new HashMap<>();
    Map<String, Integer> onNode = new HashMap<>();
    Map<String, String> zones = new HashMap<>();
    round.nodes().forEach(node -> zones.put(node.name(), node.zone()));
    String root = round.root(pod).path("metadata").path("uid").asText();
    for (ObjectNode other : others) {
      String node = other.path("spec").path("nodeName").asText("");
      if (!node.isEmpty()) {
        onNode.merge(node, 1, Integer::sum);
        if (round.root(other).path("metadata").path("uid").asText().equals(root)) {
          kinOnZone.merge(zones.getOrDefault(node, ""), 1, Integer::sum);
        }
      }
    }
    List<Set<String>> kept = keptAway(round, pod, others);
    return round.nodes().stream()
        .filter(node -> !node.readySince().isAfter(round.now()))
        .filter(node -> takes(node, spec))
        .filter(node -> kept.stream().noneMatch(names -> names.contains(node.name())))
        .min(
            Comparator.<ClusterNode, Integer>comparing(
                    node -> kinOnZone.getOrDefault(node.zone(), 0))
                .thenComparing(node -> onNode.getOrDefault(node.name(), 0))
                .thenComparing(ClusterNode::name));
  }

  /** For each term of required anti-affinity, the nodes that it rules out. */
  private static List<Set<String>> keptAway(
      Round round, ObjectNode pod, Collection<ObjectNode> others) {
    JsonNode terms =
        pod.path("spec")
            .path("affinity")
            .path("podAntiAffinity")
            .path("requiredDuringSchedulingIgnoredDuringExecution");
    List<Set<String>> kept = new ArrayList<>();
    JsonNode namespace = pod.path("metadata").path("namespace");
    for (JsonNode term : terms) {
      String key = term.path("topologyKey").asText();
      var selected = Selector.ofObject(term.path("labelSelector"));
      Set<String> taken = new HashSet<>();
      for (ObjectNode other : others) {
        if (other.path("metadata").path("namespace").equals(namespace) && selected.test(other)) {
          taken.add(domain(round, other.path("spec").path("nodeName").asText(""), key));
        }
      }
      Set<String> names = new HashSet<>();
      for (ClusterNode node : round.nodes()) {
        if (taken.contains(labels(node).getOrDefault(key, node.name()))) {
          names.add(node.name());
        }
      }
      kept.add(names);
    }
    return kept;
  }

  private static String domain(Round round, String nodeName, String key) {
    for (ClusterNode node : round.nodes()) {
      if (node.name().equals(nodeName)) {
        return labels(node).getOrDefault(key, nodeName);
      }
    }
    return "";
  }

  /** Whether a node takes pods of this specification. */
  static boolean takes(ClusterNode node, JsonNode spec) {
    Map<String, String> labels = labels(node);
    for (Map.Entry<String, JsonNode> wanted : spec.path("nodeSelector").properties()) {
      if (!wanted.getValue().asText().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    return affinityHolds(labels, spec) && taintsTolerated(node, spec.path("tolerations"));
  }

  private static boolean affinityHolds(Map<String, String> labels, JsonNode spec) {
    JsonNode terms =
        spec.path("affinity")
            .path("nodeAffinity")
            .path("requiredDuringSchedulingIgnoredDuringExecution")
            .path("nodeSelectorTerms");
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
