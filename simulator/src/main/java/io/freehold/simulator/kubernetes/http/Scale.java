package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.api.WriteOptions;
import io.freehold.simulator.kubernetes.api.Writes;
import io.freehold.simulator.kubernetes.api.Writes.PatchType;
import io.freehold.simulator.kubernetes.kind.ResourceKind;
import io.freehold.simulator.kubernetes.patch.Patches;
import io.freehold.simulator.kubernetes.store.ObjectKey;
import java.util.List;

/** The scale subresource. */
final class Scale {
  private final Writes writes;

  Scale(Writes writes) {
    this.writes = writes;
  }

  ObjectNode of(ObjectNode object) {
    ObjectNode scale = JsonNodeFactory.instance.objectNode();
    scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.set(field, object.path("metadata").path(field));
    }
    scale.putObject("spec").put("replicas", object.path("spec").path("replicas").asInt());
    scale.putObject("status").put("replicas", object.path("status").path("replicas").asInt());
    return scale;
  }

  ObjectNode set(
      ResourceKind kind,
      ObjectKey key,
      ObjectNode object,
      PatchType type,
      JsonNode body,
      WriteOptions options) {
    ObjectNode wanted =
        type == PatchType.JSON ? Patches.json(of(object), body) : Patches.merge(of(object), body);
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("metadata")
        .set("resourceVersion", wanted.path("metadata").path("resourceVersion"));
    patch.putObject("spec").set("replicas", wanted.path("spec").path("replicas"));
    return of(writes.patch(kind, key, "scale", PatchType.MERGE, patch, options).object());
  }
}
