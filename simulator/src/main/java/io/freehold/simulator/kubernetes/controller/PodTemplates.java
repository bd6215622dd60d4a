package io.freehold.simulator.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.store.ObjectKey;

/** Makes pods and other parts of a workload. */
final class PodTemplates {
  private PodTemplates() {}

  /** A short text that differs where templates differ. */
  static String hash(JsonNode template) {
    return Integer.toHexString(template.hashCode());
  }

  /** A pod of this owner, in its namespace; not stored yet. */
  static ObjectNode pod(ObjectNode owner, JsonNode template, String name) {
    String namespace = owner.path("metadata").path("namespace").asText();
    ObjectNode pod = NamespaceController.object("v1", "Pod", namespace, name);
    ObjectNode metadata = pod.withObjectProperty("metadata");
    JsonNode meta = template.path("metadata");
    if (meta.has("labels")) {
      metadata.set("labels", meta.path("labels").deepCopy());
    }
    if (meta.has("annotations")) {
      metadata.set("annotations", meta.path("annotations").deepCopy());
    }
    pod.set("spec", template.path("spec").deepCopy());
    own(pod, owner);
    return pod;
  }

  /** Makes {@code owner} the controller of an object. */
  static void own(ObjectNode object, ObjectNode owner) {
    JsonNode metadata = owner.path("metadata");
    object
        .withObjectProperty("metadata")
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", owner.path("apiVersion").asText())
        .put("kind", owner.path("kind").asText())
        .put("name", metadata.path("name").asText())
        .put("uid", metadata.path("uid").asText())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  /** Whether pods of this template may be made: their service account must be there. */
  static boolean admitted(Round round, ObjectNode owner, JsonNode template) {
    String namespace = owner.path("metadata").path("namespace").asText();
    String account = template.path("spec").path("serviceAccountName").asText("default");
    return round.get(new ObjectKey(Resources.SERVICE_ACCOUNTS, namespace, account)) != null;
  }

  static boolean ready(JsonNode pod) {
    return Conditions.isTrue(pod, "Ready");
  }

  static boolean deleting(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }

  static ObjectKey keyOf(ObjectNode pod) {
    JsonNode metadata = pod.path("metadata");
    return new ObjectKey(
        Resources.PODS, metadata.path("namespace").asText(), metadata.path("name").asText());
  }
}
