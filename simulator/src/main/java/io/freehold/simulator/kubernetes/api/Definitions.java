package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.status.Cause;
import java.util.List;

/** CustomResourceDefinitions: established as soon as they are stored. */
final class Definitions {
  private Definitions() {}

  /** Fills in the status. The definition is changed. */
  static void establish(ObjectNode definition) {
    JsonNode spec = definition.path("spec");
    ObjectNode status = definition.withObjectProperty("status");
    status.set("acceptedNames", spec.path("names").deepCopy());
    ArrayNode stored = status.withArrayProperty("storedVersions");
    for (JsonNode version : spec.path("versions")) {
      if (version.path("storage").asBoolean() && !contains(stored, version.path("name"))) {
        stored.add(version.path("name").asText());
      }
    }
    if (!status.has("conditions")) {
      ArrayNode conditions = status.putArray("conditions");
      String since = definition.path("metadata").path("creationTimestamp").asText();
      condition(conditions, "NamesAccepted", "NoConflicts", "no conflicts found", since);
      condition(
          conditions,
          "Established",
          "InitialNamesAccepted",
          "the initial names have been accepted",
          since);
    }
  }

  private static void condition(
      ArrayNode conditions, String type, String reason, String message, String since) {
    conditions
        .addObject()
        .put("type", type)
        .put("status", "True")
        .put("lastTransitionTime", since)
        .put("reason", reason)
        .put("message", message);
  }

  private static boolean contains(ArrayNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** What is wrong with a definition. */
  static void check(JsonNode definition, List<Cause> causes) {
    JsonNode spec = definition.path("spec");
    JsonNode names = spec.path("names");
    String name = names.path("plural").asText() + "." + spec.path("group").asText();
    if (!definition.path("metadata").path("name").asText().equals(name)) {
      causes.add(
          new Cause(
              "FieldValueInvalid",
              "Invalid value: "
                  + definition.path("metadata").path("name")
                  + ": must be spec.names.plural+\".\"+spec.group",
              "metadata.name"));
    }
    required(spec, "group", "spec.group", causes);
    required(spec, "scope", "spec.scope", causes);
    required(names, "plural", "spec.names.plural", causes);
    required(names, "kind", "spec.names.kind", causes);
    int storage = 0;
    for (int i = 0; i < spec.path("versions").size(); i++) {
      JsonNode version = spec.path("versions").get(i);
      storage += version.path("storage").asBoolean() ? 1 : 0;
      if (!version.path("schema").path("openAPIV3Schema").isObject()) {
        causes.add(
            new Cause(
                "FieldValueRequired",
                "Required value: schemas are required",
                "spec.versions[" + i + "].schema.openAPIV3Schema"));
      }
    }
    if (storage != 1) {
      causes.add(
          new Cause(
              "FieldValueInvalid",
              "Invalid value: must have exactly one version marked as storage version",
              "spec.versions"));
    }
  }

  private static void required(JsonNode node, String field, String path, List<Cause> causes) {
    if (node.path(field).asText("").isEmpty()) {
      causes.add(new Cause("FieldValueRequired", "Required value", path));
    }
  }
}
