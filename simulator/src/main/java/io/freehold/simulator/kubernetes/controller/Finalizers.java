package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;

/** What holds an object back from being deleted. */
final class Finalizers {
  private Finalizers() {}

  static boolean has(JsonNode object, String finalizer) {
    for (JsonNode one : object.path("metadata").path("finalizers")) {
      if (one.asText().equals(finalizer)) {
        return true;
      }
    }
    return false;
  }

  static void add(Round round, GroupResource resource, ObjectNode object, String finalizer) {
    if (!has(object, finalizer)) {
      ObjectNode held = object.deepCopy();
      held.withObjectProperty("metadata").withArrayProperty("finalizers").add(finalizer);
      round.put(resource, held);
    }
  }

  static void drop(Round round, GroupResource resource, ObjectNode object, String finalizer) {
    if (has(object, finalizer)) {
      ObjectNode freed = object.deepCopy();
      ObjectNode metadata = freed.withObjectProperty("metadata");
      ArrayNode left = metadata.putArray("finalizers");
      for (JsonNode one : object.path("metadata").path("finalizers")) {
        if (!one.asText().equals(finalizer)) {
          left.add(one);
        }
      }
      if (left.isEmpty()) {
        metadata.remove("finalizers");
      }
      round.put(resource, freed);
    }
  }
}
