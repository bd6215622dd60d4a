package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.GroupResource;
import io.freehold.simulator.kubernetes.store.ObjectKey;

/** The secrets and config maps without which a pod's containers are not started. */
final class PodReferences {
  private PodReferences() {}

  /** What is missing, in words; empty if nothing is. */
  static String missing(Round round, ObjectNode pod) {
    String namespace = pod.path("metadata").path("namespace").asText();
    for (JsonNode volume : pod.path("spec").path("volumes")) {
      String missing =
          absent(round, namespace, Resources.SECRETS, volume.path("secret"), "secretName");
      if (missing.isEmpty()) {
        missing = absent(round, namespace, Resources.CONFIG_MAPS, volume.path("configMap"), "name");
      }
      if (!missing.isEmpty()) {
        return missing;
      }
    }
    for (JsonNode container : pod.path("spec").path("containers")) {
      for (JsonNode env : container.path("env")) {
        JsonNode from = env.path("valueFrom");
        String missing = key(round, namespace, Resources.SECRETS, from.path("secretKeyRef"));
        if (missing.isEmpty()) {
          missing = key(round, namespace, Resources.CONFIG_MAPS, from.path("configMapKeyRef"));
        }
        if (!missing.isEmpty()) {
          return missing;
        }
      }
    }
    return "";
  }

  private static String absent(
      Round round, String namespace, GroupResource resource, JsonNode source, String field) {
    String name = source.path(field).asText("");
    if (name.isEmpty()
        || source.path("optional").asBoolean()
        || round.get(new ObjectKey(resource, namespace, name)) != null) {
      return "";
    }
    return resource.plural() + " \"" + name + "\" not found";
  }

  private static String key(
      Round round, String namespace, GroupResource resource, JsonNode source) {
    String missing = absent(round, namespace, resource, source, "name");
    if (!missing.isEmpty() || source.isMissingNode() || source.path("optional").asBoolean()) {
      return missing;
    }
    ObjectNode object = round.get(new ObjectKey(resource, namespace, source.path("name").asText()));
    String key = source.path("key").asText();
    return object == null || object.path("data").has(key)
        ? ""
        : "couldn't find key " + key + " in " + resource.plural() + " " + namespace;
  }
}
