package io.freehold.simulator.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.fields.ManagedFields;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.patch.Patches;
import io.freehold.simulator.kubernetes.status.Cause;
import io.freehold.simulator.kubernetes.status.Refusals;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.List;
import java.util.Set;

/** Create, update, patch, apply. To be called with the cluster's lock held. */
public final class Writes {
  /** The ways to patch. */
  public enum PatchType {
    JSON,
    MERGE,
    STRATEGIC,
    APPLY
  }

  private final ClusterState state;

  public Writes(ClusterState state) {
    this.state = state;
  }

  /**
   * Creates an object.
   *
   * @param namespace of the path; empty outside namespaces
   */
  public Written create(
      ResourceKind kind, String namespace, ObjectNode body, WriteOptions options) {
    Preconditions.checkType(kind, body);
    ObjectNode draft = Drafts.copy(kind.schema(), body);
    List<String> warnings = Drafts.prune(kind, draft, options.unknownFields());
    ObjectNode metadata = draft.withObjectProperty("metadata");
    Preconditions.placeIn(kind, namespace, metadata);
    if (metadata.path("name").asText("").isEmpty() && metadata.hasNonNull("generateName")) {
      metadata.put("name", metadata.path("generateName").asText() + state.nameSuffix());
    }
    ObjectKey key = ClusterState.keyOf(kind, draft);
    Preconditions.checkNamespace(state, kind, key);
    if (state.find(key).isPresent()) {
      throw Refusals.alreadyExists(kind.group(), kind.plural(), key.name());
    }
    dropStatus(kind, draft);
    metadata.remove(List.of("resourceVersion", "selfLink", "deletionTimestamp", "managedFields"));
    stampNew(kind, metadata);
    Drafts.complete(kind, draft, null);
    metadata.set("managedFields", ownedBy(kind, nothing(), draft, options, ""));
    return new Written(store(key, draft, options), true, warnings);
  }

  /**
   * Replaces an object.
   *
   * @param part {@code status} for that subresource, else empty
   */
  public Written update(
      ResourceKind kind, ObjectKey key, String part, ObjectNode body, WriteOptions options) {
    Preconditions.checkType(kind, body);
    ObjectNode live = existing(kind, key);
    JsonNode metadata = body.path("metadata");
    String name = metadata.path("name").asText("");
    if (!name.isEmpty() && !name.equals(key.name())) {
      throw Refusals.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + key.name()
              + ")");
    }
    if (kind.custom() && metadata.path("resourceVersion").asText("").isEmpty()) {
      throw Refusals.invalid(
          kind.group(),
          kind.kind(),
          key.name(),
          List.of(
              new Cause(
                  "FieldValueInvalid",
                  "Invalid value: 0x0: must be specified for an update",
                  "metadata.resourceVersion")));
    }
    return change(kind, key, live, Drafts.copy(kind.schema(), body), part, options);
  }

  /** Patches an object; server-side apply creates it where there is none. */
  public Written patch(
      ResourceKind kind,
      ObjectKey key,
      String part,
      PatchType type,
      JsonNode patch,
      WriteOptions options) {
    if (type == PatchType.APPLY) {
      return apply(kind, key, part, patch, options);
    }
    ObjectNode live = existing(kind, key);
    ObjectNode shown = inVersion(kind, live);
    ObjectNode patched =
        switch (type) {
          case JSON -> Patches.json(shown, patch);
          case MERGE -> Patches.merge(shown, patch);
          case STRATEGIC -> {
            if (kind.custom()) {
              throw Refusals.unsupportedMediaType("application/strategic-merge-patch+json");
            }
            yield Patches.strategic(kind.schema(), shown, patch);
          }
          case APPLY -> throw new IllegalStateException("handled above");
        };
    Preconditions.checkType(kind, patched);
    return change(kind, key, live, Drafts.copy(kind.schema(), patched), part, options);
  }

  private Written change(
      ResourceKind kind,
      ObjectKey key,
      ObjectNode live,
      ObjectNode draft,
      String part,
      WriteOptions options) {
    Preconditions.checkPreconditions(kind, key, live, draft.path("metadata"));
    List<String> warnings = Drafts.prune(kind, draft, options.unknownFields());
    JsonNode sentManagedFields = draft.path("metadata").path("managedFields");
    Preconditions.keepWhatIsNotOurs(kind, live, draft, part);
    ObjectNode metadata = draft.withObjectProperty("metadata");
    Drafts.complete(kind, draft, live);
    if (sentManagedFields.isArray()) {
      metadata.set("managedFields", sentManagedFields);
    }
    ArrayNode managed = ownedBy(kind, inVersion(kind, live), draft, options, part);
    metadata.set("managedFields", managed);
    return new Written(storeChange(kind, key, live, draft, options), false, warnings);
  }

  private Written apply(
      ResourceKind kind, ObjectKey key, String part, JsonNode patch, WriteOptions options) {
    if (!(patch instanceof ObjectNode body)) {
      throw Refusals.badRequest("error decoding YAML: the applied configuration is not an object");
    }
    Preconditions.checkType(kind, body);
    ObjectNode config = Drafts.copy(kind.schema(), body);
    ObjectNode metadata = config.withObjectProperty("metadata");
    if (metadata.path("managedFields").size() > 0) {
      throw Refusals.badRequest("metadata.managedFields must be nil");
    }
    Preconditions.placeIn(kind, key.namespace(), metadata);
    String name = metadata.path("name").asText(key.name());
    if (!name.equals(key.name())) {
      throw Refusals.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + key.name()
              + ")");
    }
    metadata.put("name", key.name());
    Drafts.refuseUnknown(kind, config);
    ObjectNode live = state.find(key).orElse(null);
    if (live != null) {
      Preconditions.checkPreconditions(kind, key, live, metadata);
    } else if (!part.isEmpty()) {
      throw Refusals.notFound(kind.group(), kind.plural(), key.name());
    } else {
      Preconditions.checkNamespace(state, kind, key);
    }
    metadata.remove(
        List.of(
            "managedFields",
            "resourceVersion",
            "uid",
            "generation",
            "creationTimestamp",
            "selfLink"));
    if (part.isEmpty()) {
      dropStatus(kind, config);
    } else {
      config.retain("apiVersion", "kind", "metadata", "status");
      metadata.retain("name", "namespace");
    }
    ManagedFields.Applied applied =
        ManagedFields.apply(
            kind.schema(),
            live == null ? nothing() : inVersion(kind, live),
            config,
            writer(kind, options, part),
            options.force());
    ObjectNode draft = Drafts.copy(kind.schema(), applied.object());
    if (live == null) {
      stampNew(kind, draft.withObjectProperty("metadata"));
      Drafts.complete(kind, draft, null);
      draft.withObjectProperty("metadata").set("managedFields", applied.managedFields());
      return new Written(store(key, draft, options), true, List.of());
    }
    Preconditions.keepWhatIsNotOurs(kind, live, draft, part);
    Drafts.complete(kind, draft, live);
    draft.withObjectProperty("metadata").set("managedFields", applied.managedFields());
    return new Written(storeChange(kind, key, live, draft, options), false, List.of());
  }

  /** Stores a changed object, unless nothing changed; lets one go whose last finalizer went. */
  private ObjectNode storeChange(
      ResourceKind kind, ObjectKey key, ObjectNode live, ObjectNode draft, WriteOptions options) {
    ObjectNode metadata = draft.withObjectProperty("metadata");
    if (draft.equals(inVersion(kind, live))) {
      return live;
    }
    if (kind.traits().generation() && desiredStateDiffers(kind, live, draft)) {
      metadata.put("generation", live.path("metadata").path("generation").asInt() + 1);
    }
    ObjectNode stored = store(key, draft, options);
    if (!options.dryRun() && Deletes.isLastStep(kind, stored)) {
      state.remove(key);
    }
    return stored;
  }

  private ObjectNode store(ObjectKey key, ObjectNode draft, WriteOptions options) {
    return options.dryRun() ? draft : state.put(key, draft);
  }

  private static boolean desiredStateDiffers(ResourceKind kind, ObjectNode live, ObjectNode draft) {
    Set<String> aside =
        kind.traits().status()
            ? Set.of("apiVersion", "kind", "metadata", "status")
            : Set.of("apiVersion", "kind", "metadata");
    return !live.deepCopy().without(aside).equals(draft.deepCopy().without(aside));
  }

  private ObjectNode existing(ResourceKind kind, ObjectKey key) {
    return state
        .find(key)
        .orElseThrow(() -> Refusals.notFound(kind.group(), kind.plural(), key.name()));
  }

  private void stampNew(ResourceKind kind, ObjectNode metadata) {
    metadata.put("uid", state.newUid());
    metadata.put("creationTimestamp", state.timestamp());
    metadata.remove("generation");
    if (kind.traits().generation()) {
      metadata.put("generation", 1);
    }
  }

  private static void dropStatus(ResourceKind kind, ObjectNode draft) {
    if (kind.traits().status()) {
      draft.remove("status");
    }
  }

  private ArrayNode ownedBy(
      ResourceKind kind, ObjectNode before, ObjectNode after, WriteOptions options, String part) {
    return ManagedFields.update(kind.schema(), before, after, writer(kind, options, part));
  }

  private ManagedFields.Writer writer(ResourceKind kind, WriteOptions options, String part) {
    return new ManagedFields.Writer(
        options.fieldManager(), kind.apiVersion(), part, state.timestamp());
  }

  private static ObjectNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The object as seen in one version of its kind. Versions differ in nothing but their name. */
  public static ObjectNode inVersion(ResourceKind kind, ObjectNode object) {
    if (object.path("apiVersion").asText().equals(kind.apiVersion())) {
      return object;
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.setAll(object);
    shown.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
    return shown;
  }

  /**
   * A write by one of the cluster's own controllers: defaults but no rules, and nobody owns the
   * fields. Does nothing where the object is equal to what is stored.
   */
  public ObjectNode bySystem(ResourceKind kind, ObjectNode object) {
    ObjectKey key = ClusterState.keyOf(kind, object);
    ObjectNode live = state.find(key).orElse(null);
    ObjectNode metadata = object.withObjectProperty("metadata");
    if (live == null) {
      stampNew(kind, metadata);
      if (!kind.custom()) {
        BuiltInDefaults.apply(kind, object, null);
      }
    } else if (live.equals(object)) {
      return live;
    } else if (kind.traits().generation() && desiredStateDiffers(kind, live, object)) {
      metadata.put("generation", live.path("metadata").path("generation").asInt() + 1);
    }
    ObjectNode stored = state.put(key, object);
    if (Deletes.isLastStep(kind, stored)) {
      state.remove(key);
    }
    return stored;
  }
}
