package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.status.Refusals;
import io.freehold.simulator.kubernetes.store.ObjectKey;

/**
 * Deletion: at once, or, while finalizers hold an object, as a mark. Pods go at once, without their
 * grace period. To be called with the cluster's lock held.
 */
public final class Deletes {
  /** The finalizer of a deletion that waits for dependents. */
  public static final String FOREGROUND = "foregroundDeletion";

  /** The finalizer of a deletion that lets dependents live. */
  public static final String ORPHAN = "orphan";

  /** The finalizer that holds a CustomResourceDefinition until its objects are gone. */
  public static final String DEFINITION_CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

  /** What becomes of the objects that the deleted one owns. */
  public enum Propagation {
    BACKGROUND,
    FOREGROUND,
    ORPHAN
  }

  /**
   * How a delete is meant.
   *
   * @param uid only if the object has this one; empty for any
   * @param resourceVersion only if the object has this one; empty for any
   */
  public record Options(
      Propagation propagation, String uid, String resourceVersion, boolean dryRun) {
    public static final Options BACKGROUND = new Options(Propagation.BACKGROUND, "", "", false);
  }

  private final ClusterState state;

  public Deletes(ClusterState state) {
    this.state = state;
  }

  /**
   * Deletes an object, or marks it.
   *
   * @return the object that is still there, or a {@code Status} of success
   */
  public ObjectNode delete(ResourceKind kind, ObjectKey key, Options options) {
    ObjectNode live =
        state
            .find(key)
            .orElseThrow(() -> Refusals.notFound(kind.group(), kind.plural(), key.name()));
    JsonNode metadata = live.path("metadata");
    precondition(kind, key, "UID", options.uid(), metadata.path("uid").asText());
    precondition(
        kind,
        key,
        "ResourceVersion",
        options.resourceVersion(),
        metadata.path("resourceVersion").asText());
    ObjectNode draft = live.deepCopy();
    ObjectNode draftMetadata = draft.withObjectProperty("metadata");
    switch (options.propagation()) {
      case FOREGROUND -> addFinalizer(draftMetadata, FOREGROUND);
      case ORPHAN -> addFinalizer(draftMetadata, ORPHAN);
      case BACKGROUND -> {}
    }
    if (key.resource().equals(ClusterState.DEFINITIONS)) {
      addFinalizer(draftMetadata, DEFINITION_CLEANUP);
    }
    if (!draftMetadata.has("deletionTimestamp")) {
      draftMetadata.put("deletionTimestamp", state.timestamp());
      draftMetadata.put("deletionGracePeriodSeconds", 0);
    }
    if (key.resource().equals(ClusterState.NAMESPACES)) {
      draft.withObjectProperty("status").put("phase", "Terminating");
    }
    if (isLastStep(kind, draft)) {
      if (!options.dryRun()) {
        state.remove(key);
      }
      return success(kind, key, metadata.path("uid").asText());
    }
    if (options.dryRun() || draft.equals(live)) {
      return draft;
    }
    if (kind.traits().generation()) {
      draftMetadata.put("generation", metadata.path("generation").asInt() + 1);
    }
    return state.put(key, draft);
  }

  private static void precondition(
      ResourceKind kind, ObjectKey key, String what, String wanted, String found) {
    if (!wanted.isEmpty() && !wanted.equals(found)) {
      throw Refusals.conflict(
          kind.group(),
          kind.plural(),
          key.name(),
          "the "
              + what
              + " in the precondition ("
              + wanted
              + ") does not match the "
              + what
              + " in record ("
              + found
              + "). The object might have been deleted and then recreated");
    }
  }

  private static void addFinalizer(ObjectNode metadata, String finalizer) {
    ArrayNode finalizers = metadata.withArrayProperty("finalizers");
    for (JsonNode one : finalizers) {
      if (one.asText().equals(finalizer)) {
        return;
      }
    }
    finalizers.add(finalizer);
  }

  /** Whether an object that is being deleted is held by nothing any more. */
  static boolean isLastStep(ResourceKind kind, ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    boolean namespace = kind.resource().equals(ClusterState.NAMESPACES);
    return metadata.has("deletionTimestamp")
        && metadata.path("finalizers").isEmpty()
        && !(namespace && object.path("spec").path("finalizers").size() > 0);
  }

  private static ObjectNode success(ResourceKind kind, ObjectKey key, String uid) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    ObjectNode details = status.putObject("details");
    details.put("name", key.name());
    if (!kind.group().isEmpty()) {
      details.put("group", kind.group());
    }
    details.put("kind", kind.plural()).put("uid", uid);
    return status;
  }
}
