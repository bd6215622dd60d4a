package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.ClusterNode.Room;
import io.freehold.simulator.kubernetes.schema.Quantities;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which pods are on which nodes: as it is at first, and then as somebody imagines it to go on. */
final class Seating {
  private static final int THOUSAND = 1000;

  private final Map<String, ClusterNode> nodes = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> labels = new HashMap<>();
  private final Map<String, List<ObjectNode>> byNode = new HashMap<>();
  private final Map<String, List<Seat>> byNamespace = new HashMap<>();

  /** One pod and its node. */
  record Seat(ObjectNode pod, ClusterNode node) {}

  /** As it is. */
  Seating(Round round) {
    round.nodes().forEach(this::add);
    for (ObjectNode pod : round.list(Resources.PODS, "").values()) {
      ClusterNode node = nodes.get(pod.path("spec").path("nodeName").asText(""));
      String phase = pod.path("status").path("phase").asText("");
      if (node != null && !phase.equals("Succeeded") && !phase.equals("Failed")) {
        seat(pod, node);
      }
    }
  }

  /** One more node. */
  void add(ClusterNode node) {
    nodes.put(node.name(), node);
  }

  /** One on which nothing sits. */
  void remove(ClusterNode node) {
    nodes.remove(node.name());
  }

  void seat(ObjectNode pod, ClusterNode node) {
    byNode.computeIfAbsent(node.name(), name -> new ArrayList<>()).add(pod);
    byNamespace.computeIfAbsent(namespace(pod), name -> new ArrayList<>()).add(new Seat(pod, node));
  }

  /** All nodes, ready or not. */
  Collection<ClusterNode> nodes() {
    return nodes.values();
  }

  Map<String, String> labels(ClusterNode node) {
    return labels.computeIfAbsent(node.name(), name -> Scheduler.labels(node));
  }

  int podsOn(ClusterNode node) {
    return byNode.getOrDefault(node.name(), List.of()).size();
  }

  /** Where the other pods of the pod's namespace are. */
  List<Seat> around(ObjectNode pod) {
    return byNamespace.getOrDefault(namespace(pod), List.of());
  }

  private static String namespace(ObjectNode pod) {
    return pod.path("metadata").path("namespace").asText();
  }

  /** Whether what a pod requests is left on a node. */
  boolean hasRoom(ClusterNode node, ObjectNode pod) {
    if (node.room().equals(Room.BOUNDLESS)) {
      return true;
    }
    Room requested = requested(pod);
    long cpu = requested.cpuMillis();
    long memory = requested.memoryBytes();
    for (ObjectNode there : byNode.getOrDefault(node.name(), List.of())) {
      Room taken = requested(there);
      cpu += taken.cpuMillis();
      memory += taken.memoryBytes();
    }
    return cpu <= node.room().cpuMillis() && memory <= node.room().memoryBytes();
  }

  private static Room requested(ObjectNode pod) {
    long cpu = 0;
    long memory = 0;
    for (JsonNode container : pod.path("spec").path("containers")) {
      JsonNode requests = container.path("resources").path("requests");
      cpu += Quantities.thousandths(requests.path("cpu").asText("0"));
      memory += Quantities.thousandths(requests.path("memory").asText("0")) / THOUSAND;
    }
    return new Room(cpu, memory);
  }
}
