package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replica sets: as many pods as wanted. */
final class ReplicaSetController implements Controller {
  @Override
  public void run(Round round) {
    for (ObjectNode set : round.list(Resources.REPLICA_SETS, "").values()) {
      if (!PodTemplates.deleting(set)) {
        reconcile(round, set);
      }
    }
  }

  private static void reconcile(Round round, ObjectNode set) {
    int wanted = set.path("spec").path("replicas").asInt(1);
    JsonNode template = set.path("spec").path("template");
    List<ObjectNode> pods = new ArrayList<>(round.controlled(Resources.PODS, set));
    pods.removeIf(PodTemplates::deleting);
    String name = set.path("metadata").path("name").asText();
    if (PodTemplates.admitted(round, set, template)) {
      while (pods.size() < wanted) {
        String podName = name + "-" + round.nameSuffix();
        pods.add(round.put(Resources.PODS, PodTemplates.pod(set, template, podName)));
      }
    }
    // Those that are not ready go first.
    pods.sort(Comparator.comparing(PodTemplates::ready));
    while (pods.size() > wanted) {
      round.delete(PodTemplates.keyOf(pods.removeFirst()));
    }
    int ready = (int) pods.stream().filter(PodTemplates::ready).count();
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("replicas", pods.size());
    DeploymentController.put(status, "fullyLabeledReplicas", pods.size());
    DeploymentController.put(status, "readyReplicas", ready);
    DeploymentController.put(status, "availableReplicas", ready);
    status.put("observedGeneration", set.path("metadata").path("generation").asInt());
    round.status(Resources.REPLICA_SETS, set, status);
  }
}
