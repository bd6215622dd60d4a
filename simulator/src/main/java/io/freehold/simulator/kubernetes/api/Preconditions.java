package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.status.Cause;
import io.freehold.simulator.kubernetes.status.Refusals;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.List;

/** What must hold before a write, and what a write must leave alone. */
final class Preconditions {
  private Preconditions() {}

  /** The parts that this write may not touch are as they were. */
  static void keepWhatIsNotOurs(ResourceKind kind, ObjectNode live, ObjectNode draft, String part) {
    if (part.equals("status")) {
      JsonNode status = draft.path("status");
      ObjectNode kept = Writes.inVersion(kind, live).deepCopy();
      draft.removeAll();
      draft.setAll(kept);
      if (status.isMissingNode()) {
        draft.remove("status");
      } else {
        draft.set("status", status);
      }
      return;
    }
    if (kind.traits().status()) {
      draft.remove("status");
      if (live.has("status")) {
        draft.set("status", live.get("status"));
      }
    }
    ObjectNode metadata = draft.withObjectProperty("metadata");
    JsonNode before = live.path("metadata");
    for (String field :
        List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "generation",
            "resourceVersion",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "managedFields",
            "generateName")) {
      metadata.remove(field);
      if (before.has(field)) {
        metadata.set(field, before.get(field));
      }
    }
  }

  static void checkPreconditions(
      ResourceKind kind, ObjectKey key, ObjectNode live, JsonNode metadata) {
    String uid = metadata.path("uid").asText("");
    String liveUid = live.path("metadata").path("uid").asText();
    if (!uid.isEmpty() && !uid.equals(liveUid)) {
      throw Refusals.conflict(
          kind.group(),
          kind.plural(),
          key.name(),
          "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + liveUid);
    }
    String revision = metadata.path("resourceVersion").asText("");
    if (!revision.isEmpty()
        && !revision.equals(live.path("metadata").path("resourceVersion").asText())) {
      throw Refusals.conflict(
          kind.group(),
          kind.plural(),
          key.name(),
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
  }

  static void checkType(ResourceKind kind, ObjectNode body) {
    String apiVersion = body.path("apiVersion").asText("");
    String found = body.path("kind").asText("");
    if (apiVersion.isEmpty() && found.isEmpty() && !kind.custom()) {
      body.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
      return;
    }
    if (!apiVersion.equals(kind.apiVersion())) {
      throw Refusals.badRequest(
          "the API version in the data ("
              + apiVersion
              + ") does not match the expected API version ("
              + kind.apiVersion()
              + ")");
    }
    if (!found.equals(kind.kind())) {
      throw Refusals.badRequest(
          "the kind in the data ("
              + found
              + ") does not match the expected kind ("
              + kind.kind()
              + ")");
    }
  }

  static void placeIn(ResourceKind kind, String namespace, ObjectNode metadata) {
    if (!kind.namespaced()) {
      metadata.remove("namespace");
      return;
    }
    String named = metadata.path("namespace").asText("");
    if (!named.isEmpty() && !named.equals(namespace)) {
      throw Refusals.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata.put("namespace", namespace);
  }

  static void checkNamespace(ClusterState state, ResourceKind kind, ObjectKey key) {
    if (!kind.namespaced()) {
      return;
    }
    ObjectNode namespace =
        state
            .find(new ObjectKey(ClusterState.NAMESPACES, "", key.namespace()))
            .orElseThrow(() -> Refusals.notFound("", "namespaces", key.namespace()));
    if (namespace.path("metadata").has("deletionTimestamp")) {
      throw Refusals.forbidden(
          kind.group(),
          kind.plural(),
          key.name(),
          "unable to create new content in namespace "
              + key.namespace()
              + " because it is being terminated",
          List.of(
              new Cause(
                  "NamespaceTerminating",
                  "namespace " + key.namespace() + " is being terminated",
                  "metadata.namespace")));
    }
  }
}
