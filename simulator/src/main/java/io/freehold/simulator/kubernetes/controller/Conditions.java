package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The conditions of a status. */
final class Conditions {
  private Conditions() {}

  static ObjectNode add(
      ArrayNode conditions,
      String type,
      boolean status,
      String reason,
      String message,
      String since) {
    return conditions
        .addObject()
        .put("type", type)
        .put("status", status ? "True" : "False")
        .put("lastTransitionTime", since)
        .put("reason", reason)
        .put("message", message);
  }

  static boolean isTrue(JsonNode object, String type) {
    return find(object.path("status").path("conditions"), type)
        .path("status")
        .asText()
        .equals("True");
  }

  static JsonNode find(JsonNode conditions, String type) {
    for (JsonNode condition : conditions) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  /** Gives conditions whose status did not change the time at which it last did. */
  static void keepTimes(ArrayNode conditions, JsonNode before) {
    for (JsonNode condition : conditions) {
      JsonNode old = find(before, condition.path("type").asText());
      if (old.path("status").equals(condition.path("status"))
          && condition instanceof ObjectNode one) {
        one.set("lastTransitionTime", old.path("lastTransitionTime"));
      }
    }
  }
}
