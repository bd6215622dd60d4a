package io.freehold.simulator.kubernetes.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.schema.Merging;
import io.freehold.simulator.kubernetes.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays an applied configuration over an object, and takes owned fields out again. */
final class Merge {
  private Merge() {}

  /** The object with every field of the configuration set. Neither argument is changed. */
  static JsonNode over(Schema schema, JsonNode live, JsonNode config) {
    boolean sameForm = live.getNodeType() == config.getNodeType();
    if (!sameForm || !Ownership.mergesInside(schema, config)) {
      return config.deepCopy();
    }
    if (live instanceof ObjectNode object) {
      ObjectNode merged = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
      for (Map.Entry<String, JsonNode> e : config.properties()) {
        JsonNode old = object.get(e.getKey());
        merged.set(
            e.getKey(),
            old == null
                ? e.getValue().deepCopy()
                : over(schema.fieldOrAny(e.getKey()), old, e.getValue()));
      }
      return merged;
    }
    return overList(schema, live, config);
  }

  /** Applied items keep their order; live items that are not applied stay where they were. */
  private static JsonNode overList(Schema schema, JsonNode live, JsonNode config) {
    Merging merging = schema.merging();
    Map<String, JsonNode> olds = Elements.itemsOf(merging, live);
    Map<String, JsonNode> news = Elements.itemsOf(merging, config);
    List<String> left = new ArrayList<>(olds.keySet());
    List<String> right = new ArrayList<>(news.keySet());
    Set<String> done = new HashSet<>();
    ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    int l = 0;
    int r = 0;
    while (l < left.size() || r < right.size()) {
      String old = l < left.size() ? left.get(l) : null;
      String recent = r < right.size() ? right.get(r) : null;
      if (old != null && (done.contains(old) || !news.containsKey(old))) {
        if (!done.contains(old)) {
          merged.add(olds.get(old));
        }
        l++;
      } else if (recent != null) {
        done.add(recent);
        merged.add(item(schema, olds.get(recent), news.get(recent)));
        r++;
      } else {
        l++;
      }
    }
    return merged;
  }

  private static @Nullable JsonNode item(
      Schema list, @Nullable JsonNode old, @Nullable JsonNode recent) {
    if (recent == null) {
      return old;
    }
    return old == null ? recent.deepCopy() : over(list.items(), old, recent);
  }

  /**
   * The object without the paths in {@code gone}, save what {@code kept} still holds. An object or
   * list that becomes empty by this goes as well.
   */
  static ObjectNode without(Schema schema, ObjectNode object, FieldSet gone, FieldSet kept) {
    JsonNode left = remove(schema, object, gone, kept);
    return left instanceof ObjectNode whole ? whole : JsonNodeFactory.instance.objectNode();
  }

  /** What is left, or null for nothing. */
  private static @Nullable JsonNode remove(
      Schema schema, JsonNode value, FieldSet gone, FieldSet kept) {
    if (gone.member() && kept.isEmpty()) {
      return null;
    }
    if (gone.children().isEmpty() || !Ownership.mergesInside(schema, value)) {
      return value;
    }
    if (value instanceof ObjectNode object) {
      ObjectNode left = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> e : object.properties()) {
        String element = Elements.ofField(e.getKey());
        JsonNode inside =
            remove(
                schema.fieldOrAny(e.getKey()),
                e.getValue(),
                gone.child(element),
                kept.child(element));
        if (inside != null) {
          left.set(e.getKey(), inside);
        }
      }
      return left.isEmpty() && !object.isEmpty() && !kept.member() ? null : left;
    }
    ArrayNode left = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : value) {
      String element = Elements.ofItem(schema.merging(), item);
      JsonNode inside = remove(schema.items(), item, gone.child(element), kept.child(element));
      if (inside != null) {
        left.add(inside);
      }
    }
    return left.isEmpty() && !value.isEmpty() && !kept.member() ? null : left;
  }
}
