package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.HashSet;
import java.util.Set;

/** Shows the environment's nodes as Node objects. */
final class NodeController implements Controller {
  @Override
  public void run(Round round) {
    Set<String> names = new HashSet<>();
    for (ClusterNode node : round.nodes()) {
      names.add(node.name());
      boolean ready = !node.readySince().isAfter(round.now());
      if (!ready) {
        round.due(node.readySince());
      }
      show(round, node, ready);
    }
    for (ObjectKey key : round.list(Resources.NODES, "").keySet()) {
      if (!names.contains(key.name())) {
        round.delete(key);
      }
    }
  }

  private static void show(Round round, ClusterNode node, boolean ready) {
    ObjectNode live = round.get(new ObjectKey(Resources.NODES, "", node.name()));
    String shown =
        live == null ? "" : live.path("status").path("conditions").path(0).path("status").asText();
    if (shown.equals(ready ? "True" : "False")) {
      return;
    }
    ObjectNode object = live == null ? create(node) : live.deepCopy();
    ObjectNode status = object.withObjectProperty("status");
    ArrayNode conditions = status.putArray("conditions");
    Conditions.add(
        conditions,
        "Ready",
        ready,
        ready ? "KubeletReady" : "KubeletNotReady",
        ready ? "kubelet is posting ready status" : "container runtime is down",
        round.timestamp());
    round.put(Resources.NODES, object);
  }

  private static ObjectNode create(ClusterNode node) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "v1").put("kind", "Node");
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", node.name());
    ObjectNode labels = metadata.putObject("labels");
    labels.put("kubernetes.io/hostname", node.name());
    labels.put("kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", node.architecture());
    labels.put("topology.kubernetes.io/zone", node.zone());
    labels.put("topology.k8s.aws/zone-id", node.zoneId());
    node.labels().forEach(labels::put);
    ObjectNode spec = object.putObject("spec");
    spec.put("providerID", "aws:///" + node.zone() + "/" + node.name());
    for (ClusterNode.Taint taint : node.taints()) {
      spec.withArrayProperty("taints")
          .addObject()
          .put("key", taint.key())
          .put("value", taint.value())
          .put("effect", taint.effect());
    }
    ObjectNode status = object.putObject("status");
    status
        .putArray("addresses")
        .addObject()
        .put("type", "InternalIP")
        .put("address", node.address());
    status
        .putObject("nodeInfo")
        .put("architecture", node.architecture())
        .put("operatingSystem", "linux")
        .put("kubeletVersion", "v1.33.5-eks-simulated");
    return object;
  }
}
