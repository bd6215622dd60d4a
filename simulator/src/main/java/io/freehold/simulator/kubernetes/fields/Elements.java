package io.freehold.simulator.kubernetes.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.freehold.simulator.kubernetes.schema.Merging;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** The names of list items within a {@link FieldSet}. */
final class Elements {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Elements() {}

  static String ofField(String name) {
    return "f:" + name;
  }

  /** {@code k:{…}} with the keys in alphabetical order, or {@code v:…} for a member of a set. */
  static String ofItem(Merging merging, JsonNode item) {
    if (merging.how() == Merging.How.SET) {
      return "v:" + item;
    }
    ObjectNode keys = JsonNodeFactory.instance.objectNode();
    for (String key : new TreeSet<>(merging.keys())) {
      JsonNode value = item.path(key);
      if (value.isMissingNode()) {
        String fallback = merging.keyDefaults().get(key);
        if (fallback == null) {
          continue;
        }
        value = asKey(fallback);
      }
      keys.set(key, value);
    }
    return "k:" + keys;
  }

  /** The items of a list by their names; of two with the same name the first. */
  static Map<String, JsonNode> itemsOf(Merging merging, JsonNode list) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    for (JsonNode item : list) {
      items.putIfAbsent(ofItem(merging, item), item);
    }
    return items;
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode asKey(String text) {
    return text.matches("-?\\d{1,9}")
        ? IntNode.valueOf(Integer.parseInt(text))
        : TextNode.valueOf(text);
  }
}
