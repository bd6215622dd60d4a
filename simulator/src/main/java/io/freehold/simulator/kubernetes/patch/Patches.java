package io.freehold.simulator.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.freehold.simulator.kubernetes.schema.Schema;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.util.Map;

/** Applies a patch to an object, which itself stays as it is. */
public final class Patches {
  private Patches() {}

  /** RFC 6902. */
  public static ObjectNode json(ObjectNode live, JsonNode patch) {
    if (!patch.isArray()) {
      throw Refusals.badRequest(
          "json: cannot unmarshal object into Go value of type jsonpatch.Patch");
    }
    try {
      JsonNode patched = JsonPatch.apply(patch, live);
      if (patched instanceof ObjectNode object) {
        return object;
      }
      throw Refusals.unprocessable("the patch leaves no object");
    } catch (JsonPatchException e) {
      throw Refusals.unprocessable(String.valueOf(e.getMessage()));
    }
  }

  /** RFC 7386: null removes, objects merge, everything else replaces. */
  public static ObjectNode merge(ObjectNode live, JsonNode patch) {
    JsonNode merged = mergeNode(live, patch);
    if (merged instanceof ObjectNode object) {
      return object;
    }
    throw Refusals.badRequest("the merge patch is not an object");
  }

  /** Lists merge by the keys that the schema names; {@code $patch} directives are obeyed. */
  public static ObjectNode strategic(Schema schema, ObjectNode live, JsonNode patch) {
    if (patch instanceof ObjectNode object) {
      return StrategicMerge.objects(schema, live, object);
    }
    throw Refusals.badRequest("the strategic merge patch is not an object");
  }

  private static JsonNode mergeNode(JsonNode live, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    if (live.isObject()) {
      live.properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
    }
    for (Map.Entry<String, JsonNode> e : patch.properties()) {
      if (e.getValue().isNull()) {
        merged.remove(e.getKey());
      } else {
        merged.set(e.getKey(), mergeNode(merged.path(e.getKey()), e.getValue()));
      }
    }
    return merged;
  }
}
