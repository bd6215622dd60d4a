package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Deployments: a replica set for each template. A new one comes up whole beside the old one, which
 * goes once the new one is ready; surges and limits of unavailability are not counted out.
 */
final class DeploymentController implements Controller {
  @Override
  public void run(Round round) {
    for (ObjectNode deployment : round.list(Resources.DEPLOYMENTS, "").values()) {
      if (!PodTemplates.deleting(deployment)) {
        reconcile(round, deployment);
      }
    }
  }

  private static void reconcile(Round round, ObjectNode deployment) {
    JsonNode spec = deployment.path("spec");
    int wanted = spec.path("replicas").asInt(1);
    String hash = PodTemplates.hash(spec.path("template"));
    String name = deployment.path("metadata").path("name").asText() + "-" + hash;
    List<ObjectNode> sets = round.controlled(Resources.REPLICA_SETS, deployment);
    ObjectNode current = null;
    for (ObjectNode set : sets) {
      if (set.path("metadata").path("name").asText().equals(name)) {
        current = set;
      }
    }
    current =
        current == null
            ? round.put(Resources.REPLICA_SETS, replicaSet(deployment, name, hash))
            : scaled(round, current, wanted);
    int ready = current.path("status").path("readyReplicas").asInt();
    int all = current.path("status").path("replicas").asInt();
    int available = ready;
    for (ObjectNode old : sets) {
      if (!old.path("metadata").path("name").asText().equals(name)) {
        all += old.path("status").path("replicas").asInt();
        available += old.path("status").path("readyReplicas").asInt();
        if (ready >= wanted) {
          scaled(round, old, 0);
        }
      }
    }
    status(round, deployment, wanted, all, ready, available, current);
  }

  private static ObjectNode replicaSet(ObjectNode deployment, String name, String hash) {
    JsonNode spec = deployment.path("spec");
    String namespace = deployment.path("metadata").path("namespace").asText();
    ObjectNode set = NamespaceController.object("apps/v1", "ReplicaSet", namespace, name);
    PodTemplates.own(set, deployment);
    JsonNode labels = spec.path("template").path("metadata").path("labels");
    ObjectNode own = set.withObjectProperty("metadata").putObject("labels");
    labels.properties().forEach(label -> own.set(label.getKey(), label.getValue()));
    own.put("pod-template-hash", hash);
    ObjectNode setSpec = set.putObject("spec");
    setSpec.put("replicas", spec.path("replicas").asInt(1));
    setSpec.set("selector", spec.path("selector").deepCopy());
    setSpec
        .withObjectProperty("selector")
        .withObjectProperty("matchLabels")
        .put("pod-template-hash", hash);
    setSpec.set("template", spec.path("template").deepCopy());
    setSpec
        .withObjectProperty("template")
        .withObjectProperty("metadata")
        .withObjectProperty("labels")
        .put("pod-template-hash", hash);
    return set;
  }

  private static ObjectNode scaled(Round round, ObjectNode set, int replicas) {
    if (set.path("spec").path("replicas").asInt() == replicas) {
      return set;
    }
    ObjectNode changed = set.deepCopy();
    changed.withObjectProperty("spec").put("replicas", replicas);
    return round.put(Resources.REPLICA_SETS, changed);
  }

  private static void status(
      Round round,
      ObjectNode deployment,
      int wanted,
      int all,
      int ready,
      int available,
      ObjectNode current) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("observedGeneration", deployment.path("metadata").path("generation").asInt());
    put(status, "replicas", all);
    put(status, "updatedReplicas", current.path("status").path("replicas").asInt());
    put(status, "readyReplicas", available);
    put(status, "availableReplicas", available);
    put(status, "unavailableReplicas", Math.max(0, wanted - available));
    // With the default limit, a quarter rounded down may be missing.
    boolean enough = available >= wanted - wanted / 4;
    boolean done = ready >= wanted && all == wanted;
    ArrayNode conditions = status.putArray("conditions");
    Conditions.add(
        conditions,
        "Available",
        enough,
        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        enough
            ? "Deployment has minimum availability."
            : "Deployment does not have minimum availability.",
        round.timestamp());
    String set = "ReplicaSet \"" + current.path("metadata").path("name").asText() + "\"";
    Conditions.add(
        conditions,
        "Progressing",
        true,
        done ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
        set + (done ? " has successfully progressed." : " is progressing."),
        round.timestamp());
    Conditions.keepTimes(conditions, deployment.path("status").path("conditions"));
    round.status(Resources.DEPLOYMENTS, deployment, status);
  }

  /** Counts of zero are left out, as the API server does. */
  static void put(ObjectNode status, String field, int count) {
    if (count != 0) {
      status.put(field, count);
    }
  }
}
