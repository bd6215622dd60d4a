package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Daemon sets: a pod on every node that takes it. A changed template replaces all pods at once. */
final class DaemonSetController implements Controller {
  private static final String HASH = "controller-revision-hash";

  @Override
  public void run(Round round) {
    for (ObjectNode set : round.list(Resources.DAEMON_SETS, "").values()) {
      if (!PodTemplates.deleting(set)) {
        reconcile(round, set);
      }
    }
  }

  private static void reconcile(Round round, ObjectNode set) {
    JsonNode template = set.path("spec").path("template");
    String hash = PodTemplates.hash(template);
    Map<String, ObjectNode> byNode = new HashMap<>();
    for (ObjectNode pod : round.controlled(Resources.PODS, set)) {
      boolean current = pod.path("metadata").path("labels").path(HASH).asText().equals(hash);
      if (current) {
        byNode.put(pod.path("spec").path("nodeName").asText(), pod);
      } else {
        round.delete(PodTemplates.keyOf(pod));
      }
    }
    Set<String> nodes = new HashSet<>();
    boolean admitted = PodTemplates.admitted(round, set, template);
    for (ClusterNode node : round.nodes()) {
      if (node.readySince().isAfter(round.now()) || !Scheduler.takes(node, template.path("spec"))) {
        continue;
      }
      nodes.add(node.name());
      if (!byNode.containsKey(node.name()) && admitted) {
        String name = set.path("metadata").path("name").asText() + "-" + round.nameSuffix();
        ObjectNode pod = PodTemplates.pod(set, template, name);
        pod.withObjectProperty("metadata").withObjectProperty("labels").put(HASH, hash);
        pod.withObjectProperty("spec").put("nodeName", node.name());
        byNode.put(node.name(), round.put(Resources.PODS, pod));
      }
    }
    byNode
        .entrySet()
        .removeIf(entry -> {
          boolean stray = !nodes.contains(entry.getKey());
          if (stray) {
            round.delete(PodTemplates.keyOf(entry.getValue()));
          }
          return stray;
        });
    int ready = (int) byNode.values().stream().filter(PodTemplates::ready).count();
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("currentNumberScheduled", byNode.size()).put("numberMisscheduled", 0);
    status.put("desiredNumberScheduled", nodes.size()).put("numberReady", ready);
    status.put("observedGeneration", set.path("metadata").path("generation").asInt());
    DeploymentController.put(status, "updatedNumberScheduled", byNode.size());
    DeploymentController.put(status, "numberAvailable", ready);
    DeploymentController.put(status, "numberUnavailable", nodes.size() - ready);
    round.status(Resources.DAEMON_SETS, set, status);
  }
}
