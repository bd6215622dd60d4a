package io.freehold.simulator.kubernetes.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.schema.Merging;
import io.freehold.simulator.kubernetes.schema.Schema;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kubernetes' own patch: lists of objects merge by the first of their keys, lists of values that
 * are sets are united. Directives: {@code $patch: replace|delete|merge}, {@code $retainKeys},
 * {@code $deleteFromPrimitiveList/<field>}, {@code $setElementOrder/<field>}.
 */
final class StrategicMerge {
  private static final String DIRECTIVE = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";

  private StrategicMerge() {}

  static ObjectNode objects(Schema schema, JsonNode live, ObjectNode patch) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    String directive = patch.path(DIRECTIVE).asText("");
    if (directive.equals("delete")) {
      return merged;
    }
    if (!directive.equals("replace")) {
      live.properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
    }
    retain(merged, patch.path(RETAIN));
    for (Map.Entry<String, JsonNode> e : patch.properties()) {
      String name = e.getKey();
      JsonNode value = e.getValue();
      if (name.startsWith(DELETE_VALUES)) {
        String field = name.substring(DELETE_VALUES.length());
        merged.set(field, withoutValues(merged.path(field), value));
      } else if (value.isNull() && !name.startsWith("$")) {
        merged.remove(name);
      } else if (!name.startsWith("$")) {
        Schema inside = schema.fieldOrAny(name);
        merged.set(name, value(inside, merged.path(name), value));
      }
    }
    for (Map.Entry<String, JsonNode> e : patch.properties()) {
      if (e.getKey().startsWith(ORDER)) {
        String field = e.getKey().substring(ORDER.length());
        Merging merging = schema.fieldOrAny(field).merging();
        if (merged.path(field).isArray()) {
          merged.set(field, ordered(merging, merged.path(field), e.getValue()));
        }
      }
    }
    return merged;
  }

  private static JsonNode value(Schema schema, JsonNode live, JsonNode patch) {
    if (patch instanceof ObjectNode object) {
      return objects(
          schema, live.isObject() ? live : JsonNodeFactory.instance.objectNode(), object);
    }
    if (patch.isArray()) {
      return switch (schema.merging().how()) {
        case ATOMIC, GRANULAR -> patch;
        case SET -> united(live, patch);
        case BY_KEYS -> list(schema, live, patch);
      };
    }
    return patch;
  }

  private static JsonNode united(JsonNode live, JsonNode patch) {
    Set<JsonNode> values = new LinkedHashSet<>();
    live.forEach(values::add);
    patch.forEach(values::add);
    return JsonNodeFactory.instance.arrayNode().addAll(values);
  }

  private static JsonNode list(Schema schema, JsonNode live, JsonNode patch) {
    String key = schema.merging().keys().getFirst();
    List<JsonNode> items = new ArrayList<>();
    boolean replace = false;
    for (JsonNode item : patch) {
      replace |= item.path(DIRECTIVE).asText("").equals("replace");
    }
    if (!replace) {
      live.forEach(items::add);
    }
    for (JsonNode item : patch) {
      String directive = item.path(DIRECTIVE).asText("");
      if (directive.equals("replace")) {
        if (item.size() > 1) {
          items.add(((ObjectNode) item).deepCopy().without(DIRECTIVE));
        }
        continue;
      }
      JsonNode id = item.get(key);
      if (id == null) {
        throw Refusals.badRequest("map: " + item + " does not contain declared merge key: " + key);
      }
      int at = indexOf(items, key, id);
      if (directive.equals("delete")) {
        if (at >= 0) {
          items.remove(at);
        }
      } else if (at >= 0) {
        items.set(at, objects(schema.items(), items.get(at), (ObjectNode) item));
      } else {
        JsonNode nothing = JsonNodeFactory.instance.objectNode();
        items.add(objects(schema.items(), nothing, (ObjectNode) item));
      }
    }
    return JsonNodeFactory.instance.arrayNode().addAll(items);
  }

  private static int indexOf(List<JsonNode> items, String key, JsonNode id) {
    for (int i = 0; i < items.size(); i++) {
      if (id.equals(items.get(i).get(key))) {
        return i;
      }
    }
    return -1;
  }

  private static void retain(ObjectNode merged, JsonNode retained) {
    if (retained.isArray()) {
      Set<String> names = new LinkedHashSet<>();
      retained.forEach(name -> names.add(name.asText()));
      merged.retain(names);
    }
  }

  private static JsonNode withoutValues(JsonNode live, JsonNode gone) {
    Set<JsonNode> values = new LinkedHashSet<>();
    live.forEach(values::add);
    gone.forEach(values::remove);
    return JsonNodeFactory.instance.arrayNode().addAll(values);
  }

  /** Items that are named come in the order named, the others keep their place at the end. */
  private static JsonNode ordered(Merging merging, JsonNode list, JsonNode order) {
    List<JsonNode> rest = new ArrayList<>();
    list.forEach(rest::add);
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    for (JsonNode wanted : order) {
      int at =
          merging.how() == Merging.How.BY_KEYS
              ? indexOf(rest, merging.keys().getFirst(), wanted.path(merging.keys().getFirst()))
              : rest.indexOf(wanted);
      if (at >= 0) {
        sorted.add(rest.remove(at));
      }
    }
    return sorted.addAll(rest);
  }
}
