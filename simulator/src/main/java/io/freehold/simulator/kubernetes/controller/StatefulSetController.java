package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stateful sets: numbered pods with claims of their own, started in order unless in parallel, and
 * replaced one at a time from the last.
 */
final class StatefulSetController implements Controller {
  private static final String REVISION = "controller-revision-hash";

  @Override
  public void run(Round round) {
    for (ObjectNode set : round.list(Resources.STATEFUL_SETS, "").values()) {
      if (!PodTemplates.deleting(set)) {
        reconcile(round, set);
      }
    }
  }

  private static void reconcile(Round round, ObjectNode set) {
    JsonNode spec = set.path("spec");
    String name = set.path("metadata").path("name").asText();
    int wanted = spec.path("replicas").asInt(1);
    String revision = name + "-" + PodTemplates.hash(spec.path("template"));
    boolean ordered = !spec.path("podManagementPolicy").asText().equals("Parallel");
    Map<Integer, ObjectNode> pods = new TreeMap<>();
    for (ObjectNode pod : round.controlled(Resources.PODS, set)) {
      String podName = pod.path("metadata").path("name").asText();
      pods.put(Integer.parseInt(podName.substring(name.length() + 1)), pod);
    }
    pods.entrySet()
        .removeIf(pod -> {
          boolean surplus = pod.getKey() >= wanted;
          if (surplus) {
            round.delete(PodTemplates.keyOf(pod.getValue()));
          }
          return surplus;
        });
    boolean admitted = PodTemplates.admitted(round, set, spec.path("template"));
    for (int ordinal = 0; ordinal < wanted && admitted; ordinal++) {
      ObjectNode pod = pods.get(ordinal);
      if (pod == null) {
        pods.put(ordinal, start(round, set, name + "-" + ordinal, revision));
        if (ordered) {
          break;
        }
      } else if (ordered && !PodTemplates.ready(pod)) {
        break;
      }
    }
    replaceOne(round, pods, revision);
    status(round, set, pods, revision);
  }

  private static ObjectNode start(Round round, ObjectNode set, String podName, String revision) {
    JsonNode template = set.path("spec").path("template");
    ObjectNode pod = PodTemplates.pod(set, template, podName);
    ObjectNode labels = pod.withObjectProperty("metadata").withObjectProperty("labels");
    labels.put(REVISION, revision);
    labels.put("statefulset.kubernetes.io/pod-name", podName);
    for (JsonNode claim : set.path("spec").path("volumeClaimTemplates")) {
      String volume = claim.path("metadata").path("name").asText();
      String claimName = volume + "-" + podName;
      String namespace = set.path("metadata").path("namespace").asText();
      if (round.get(new ObjectKey(Resources.CLAIMS, namespace, claimName)) == null) {
        ObjectNode made =
            NamespaceController.object("v1", "PersistentVolumeClaim", namespace, claimName);
        if (claim.path("metadata").has("labels")) {
          made.withObjectProperty("metadata")
              .set("labels", claim.path("metadata").path("labels").deepCopy());
        }
        made.set("spec", claim.path("spec").deepCopy());
        round.put(Resources.CLAIMS, made);
      }
      pod.withObjectProperty("spec")
          .withArrayProperty("volumes")
          .addObject()
          .put("name", volume)
          .putObject("persistentVolumeClaim")
          .put("claimName", claimName);
    }
    return round.put(Resources.PODS, pod);
  }

  /** Deletes the last pod of an old revision, if nothing else is down. */
  private static void replaceOne(Round round, Map<Integer, ObjectNode> pods, String revision) {
    ObjectNode last = null;
    boolean othersReady = true;
    for (ObjectNode pod : pods.values()) {
      if (!revision.equals(revisionOf(pod))) {
        if (last != null) {
          othersReady &= PodTemplates.ready(last);
        }
        last = pod;
      } else {
        othersReady &= PodTemplates.ready(pod);
      }
    }
    if (last != null && othersReady) {
      round.delete(PodTemplates.keyOf(last));
      pods.values().remove(last);
    }
  }

  private static String revisionOf(ObjectNode pod) {
    return pod.path("metadata").path("labels").path(REVISION).asText();
  }

  private static void status(
      Round round, ObjectNode set, Map<Integer, ObjectNode> pods, String revision) {
    int wanted = set.path("spec").path("replicas").asInt(1);
    int ready = (int) pods.values().stream().filter(PodTemplates::ready).count();
    int updated =
        (int) pods.values().stream().filter(pod -> revision.equals(revisionOf(pod))).count();
    String before = set.path("status").path("currentRevision").asText(revision);
    boolean done = updated == wanted && ready == wanted;
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("observedGeneration", set.path("metadata").path("generation").asInt());
    status.put("replicas", pods.size());
    DeploymentController.put(status, "readyReplicas", ready);
    status.put("availableReplicas", ready);
    DeploymentController.put(status, "updatedReplicas", updated);
    DeploymentController.put(status, "currentReplicas", done ? wanted : pods.size() - updated);
    status.put("currentRevision", done ? revision : before).put("updateRevision", revision);
    status.put("collisionCount", 0);
    round.status(Resources.STATEFUL_SETS, set, status);
  }
}
