package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Volume claims: bound to a volume of their storage class, at once or when the first pod that uses
 * them is placed: then it is in the zone of the pod's node, and stays there. No volume is made in
 * AWS for it.
 */
final class Claims implements Controller {
  @Override
  public void run(Round round) {
    Map<ObjectKey, String> used = null;
    for (Map.Entry<ObjectKey, ObjectNode> entry : round.list(Resources.CLAIMS, "").entrySet()) {
      ObjectNode claim = entry.getValue();
      if (claim.path("status").path("phase").asText().equals("Bound")) {
        continue;
      }
      ObjectNode storage = storageOf(round, claim);
      used = used == null ? usedByPlacedPods(round) : used;
      if (storage != null
          && (used.containsKey(entry.getKey())
              || !storage.path("volumeBindingMode").asText().equals("WaitForFirstConsumer"))) {
        bind(round, claim, storage, zone(round, used.getOrDefault(entry.getKey(), "")));
      } else if (!claim.path("status").has("phase")) {
        ObjectNode pending = claim.deepCopy();
        pending.withObjectProperty("status").put("phase", "Pending");
        round.put(Resources.CLAIMS, pending);
      }
    }
    for (ObjectNode volume : round.list(Resources.VOLUMES, "").values()) {
      release(round, volume);
    }
  }

  /** Whether all claims of a pod are there and have a storage class that is there. */
  static boolean schedulable(Round round, ObjectNode pod) {
    String namespace = pod.path("metadata").path("namespace").asText();
    for (JsonNode volume : pod.path("spec").path("volumes")) {
      String name = volume.path("persistentVolumeClaim").path("claimName").asText("");
      if (!name.isEmpty()) {
        ObjectNode claim = round.get(new ObjectKey(Resources.CLAIMS, namespace, name));
        if (claim == null
            || (!claim.path("status").path("phase").asText().equals("Bound")
                && storageOf(round, claim) == null)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the volumes that a pod has already are where the node is. */
  static boolean inReach(Round round, ObjectNode pod, ClusterNode node) {
    String namespace = pod.path("metadata").path("namespace").asText();
    for (JsonNode volume : pod.path("spec").path("volumes")) {
      String name = volume.path("persistentVolumeClaim").path("claimName").asText("");
      ObjectNode claim =
          name.isEmpty() ? null : round.get(new ObjectKey(Resources.CLAIMS, namespace, name));
      String bound = claim == null ? "" : claim.path("spec").path("volumeName").asText("");
      ObjectNode there =
          bound.isEmpty() ? null : round.get(new ObjectKey(Resources.VOLUMES, "", bound));
      if (there != null
          && !Scheduler.affinityHolds(
              node, there.path("spec").path("nodeAffinity").path("required"))) {
        return false;
      }
    }
    return true;
  }

  private static String zone(Round round, String nodeName) {
    return round.nodes().stream()
        .filter(node -> node.name().equals(nodeName))
        .map(ClusterNode::zone)
        .findFirst()
        .orElse("");
  }

  private static @org.jspecify.annotations.Nullable ObjectNode storageOf(
      Round round, ObjectNode claim) {
    JsonNode named = claim.path("spec").path("storageClassName");
    if (!named.isMissingNode()) {
      return round.get(new ObjectKey(Resources.STORAGE_CLASSES, "", named.asText()));
    }
    for (ObjectNode one : round.list(Resources.STORAGE_CLASSES, "").values()) {
      if (one.path("metadata")
          .path("annotations")
          .path("storageclass.kubernetes.io/is-default-class")
          .asText()
          .equals("true")) {
        return one;
      }
    }
    return null;
  }

  /** With the name of the node of the pod that uses them. */
  private static Map<ObjectKey, String> usedByPlacedPods(Round round) {
    Map<ObjectKey, String> used = new HashMap<>();
    for (ObjectNode pod : round.list(Resources.PODS, "").values()) {
      if (pod.path("spec").has("nodeName")) {
        String namespace = pod.path("metadata").path("namespace").asText();
        for (JsonNode volume : pod.path("spec").path("volumes")) {
          String name = volume.path("persistentVolumeClaim").path("claimName").asText("");
          used.put(
              new ObjectKey(Resources.CLAIMS, namespace, name),
              pod.path("spec").path("nodeName").asText());
        }
      }
    }
    return used;
  }

  private static void bind(Round round, ObjectNode claim, ObjectNode storage, String zone) {
    JsonNode metadata = claim.path("metadata");
    String volumeName = "pvc-" + metadata.path("uid").asText();
    ObjectNode volume = NamespaceController.object("v1", "PersistentVolume", "", volumeName);
    ObjectNode spec = volume.putObject("spec");
    spec.set("accessModes", claim.path("spec").path("accessModes"));
    spec.putObject("capacity")
        .set("storage", claim.path("spec").path("resources").path("requests").path("storage"));
    spec.put("persistentVolumeReclaimPolicy", storage.path("reclaimPolicy").asText());
    spec.put("storageClassName", storage.path("metadata").path("name").asText());
    spec.putObject("claimRef")
        .put("kind", "PersistentVolumeClaim")
        .put("namespace", metadata.path("namespace").asText())
        .put("name", metadata.path("name").asText())
        .put("uid", metadata.path("uid").asText());
    if (!zone.isEmpty()) {
      spec.putObject("nodeAffinity")
          .putObject("required")
          .putArray("nodeSelectorTerms")
          .addObject()
          .putArray("matchExpressions")
          .addObject()
          .put("key", "topology.kubernetes.io/zone")
          .put("operator", "In")
          .putArray("values")
          .add(zone);
    }
    volume.putObject("status").put("phase", "Bound");
    round.put(Resources.VOLUMES, volume);
    ObjectNode bound = claim.deepCopy();
    bound.withObjectProperty("spec").put("volumeName", volumeName);
    bound
        .withObjectProperty("spec")
        .put("storageClassName", storage.path("metadata").path("name").asText());
    ObjectNode status = bound.withObjectProperty("status").put("phase", "Bound");
    status.set("accessModes", claim.path("spec").path("accessModes"));
    status.set("capacity", spec.path("capacity").deepCopy());
    round.put(Resources.CLAIMS, bound);
  }

  private static void release(Round round, ObjectNode volume) {
    JsonNode reference = volume.path("spec").path("claimRef");
    if (reference.isMissingNode() || round.exists(reference.path("uid").asText())) {
      return;
    }
    if (volume.path("spec").path("persistentVolumeReclaimPolicy").asText().equals("Delete")) {
      round.delete(
          new ObjectKey(Resources.VOLUMES, "", volume.path("metadata").path("name").asText()));
    } else {
      ObjectNode status = ((ObjectNode) volume.path("status").deepCopy()).put("phase", "Released");
      round.status(Resources.VOLUMES, volume, status);
    }
  }
}
