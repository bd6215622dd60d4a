package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.Deletes;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.Map;

/**
 * Deletes what has lost all its owners; carries out deletions in the foreground (dependents first)
 * and those that orphan dependents.
 */
final class GarbageController implements Controller {
  @Override
  public void run(Round round) {
    for (Map.Entry<ObjectKey, ObjectNode> entry : round.owned().entrySet()) {
      if (!entry.getValue().path("metadata").has("deletionTimestamp") && ownerless(round, entry)) {
        round.delete(entry.getKey());
      }
    }
    for (Map.Entry<ObjectKey, ObjectNode> entry : round.deleting().entrySet()) {
      ObjectNode object = entry.getValue();
      GroupResource resource = entry.getKey().resource();
      if (Finalizers.has(object, Deletes.ORPHAN)) {
        orphan(round, object);
        Finalizers.drop(round, resource, object, Deletes.ORPHAN);
      } else if (Finalizers.has(object, Deletes.FOREGROUND) && deleteDependents(round, object)) {
        Finalizers.drop(round, resource, object, Deletes.FOREGROUND);
      }
    }
  }

  private static boolean ownerless(Round round, Map.Entry<ObjectKey, ObjectNode> entry) {
    for (JsonNode owner : entry.getValue().path("metadata").path("ownerReferences")) {
      if (round.exists(owner.path("uid").asText())) {
        return false;
      }
    }
    return true;
  }

  /** Whether no dependent blocks the deletion any more. */
  private static boolean deleteDependents(Round round, ObjectNode owner) {
    String uid = owner.path("metadata").path("uid").asText();
    boolean free = true;
    for (Map.Entry<ObjectKey, ObjectNode> entry : round.owned().entrySet()) {
      JsonNode reference = reference(entry.getValue(), uid);
      if (reference != null) {
        if (!entry.getValue().path("metadata").has("deletionTimestamp")) {
          round.delete(entry.getKey());
        }
        free &=
            round.get(entry.getKey()) == null || !reference.path("blockOwnerDeletion").asBoolean();
      }
    }
    return free;
  }

  private static void orphan(Round round, ObjectNode owner) {
    String uid = owner.path("metadata").path("uid").asText();
    for (Map.Entry<ObjectKey, ObjectNode> entry : round.owned().entrySet()) {
      if (reference(entry.getValue(), uid) != null) {
        ObjectNode freed = entry.getValue().deepCopy();
        ObjectNode metadata = freed.withObjectProperty("metadata");
        ArrayNode left = metadata.putArray("ownerReferences");
        for (JsonNode one : entry.getValue().path("metadata").path("ownerReferences")) {
          if (!one.path("uid").asText().equals(uid)) {
            left.add(one);
          }
        }
        if (left.isEmpty()) {
          metadata.remove("ownerReferences");
        }
        round.put(entry.getKey().resource(), freed);
      }
    }
  }

  private static @org.jspecify.annotations.Nullable JsonNode reference(
      ObjectNode object, String uid) {
    for (JsonNode one : object.path("metadata").path("ownerReferences")) {
      if (one.path("uid").asText().equals(uid)) {
        return one;
      }
    }
    return null;
  }
}
