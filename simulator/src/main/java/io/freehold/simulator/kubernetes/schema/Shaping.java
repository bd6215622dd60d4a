package io.freehold.simulator.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.freehold.simulator.kubernetes.schema.Schema.Form;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Brings a value into the form that its schema gives it. Changes the value in place. */
public final class Shaping {
  private Shaping() {}

  /** The paths of fields that the schema does not know. */
  public static List<String> unknownFields(Schema schema, JsonNode value) {
    List<String> found = new ArrayList<>();
    prune(schema, value, "", found, false);
    return found;
  }

  /** Takes out the fields that the schema does not know, and returns their paths. */
  public static List<String> prune(Schema schema, JsonNode value) {
    List<String> found = new ArrayList<>();
    prune(schema, value, "", found, true);
    return found;
  }

  private static void prune(
      Schema schema, JsonNode value, String path, List<String> found, boolean remove) {
    if (schema == Schema.ANY) {
      return;
    }
    if (value instanceof ObjectNode object) {
      Iterator<Map.Entry<String, JsonNode>> entries = object.properties().iterator();
      while (entries.hasNext()) {
        Map.Entry<String, JsonNode> entry = entries.next();
        String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
        Schema field = schema.field(entry.getKey());
        if (field != null) {
          prune(field, entry.getValue(), at, found, remove);
        } else {
          found.add(at);
          if (remove) {
            entries.remove();
          }
        }
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        prune(schema.items(), value.get(i), path + "[" + i + "]", found, remove);
      }
    }
  }

  /** Takes out fields that are null, save where the schema takes null for a value. */
  public static void dropNulls(Schema schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      Iterator<Map.Entry<String, JsonNode>> entries = object.properties().iterator();
      while (entries.hasNext()) {
        Map.Entry<String, JsonNode> entry = entries.next();
        Schema field = schema.field(entry.getKey());
        if (!entry.getValue().isNull()) {
          if (field != null && field != Schema.ANY) {
            dropNulls(field, entry.getValue());
          }
        } else if (field == null || (field != Schema.ANY && !field.nullable())) {
          entries.remove();
        }
      }
    } else if (value.isArray() && schema.items() != Schema.ANY) {
      value.forEach(item -> dropNulls(schema.items(), item));
    }
  }

  /** Fills in the defaults that the schema declares. */
  public static void applyDefaults(Schema schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, Schema> field : schema.fields().entrySet()) {
        JsonNode fallback = field.getValue().defaultValue();
        JsonNode found = object.get(field.getKey());
        if (fallback != null
            && (found == null || (found.isNull() && !field.getValue().nullable()))) {
          object.set(field.getKey(), fallback.deepCopy());
        }
      }
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        Schema field = schema.field(entry.getKey());
        if (field != null && field != Schema.ANY && entry.getValue().isContainerNode()) {
          applyDefaults(field, entry.getValue());
        }
      }
    } else if (value.isArray() && schema.items() != Schema.ANY) {
      value.forEach(item -> applyDefaults(schema.items(), item));
    }
  }

  /** Writes quantities as the API server does: {@code 1000m} as {@code 1}. */
  public static void canonicalize(Schema schema, JsonNode value) {
    if (schema == Schema.ANY) {
      return;
    }
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        Schema field = schema.field(entry.getKey());
        if (field == null) {
          continue;
        }
        if (field.type() == Form.QUANTITY && entry.getValue().isValueNode()) {
          entry.setValue(TextNode.valueOf(Quantities.canonical(entry.getValue().asText())));
        } else if (entry.getValue().isContainerNode()) {
          canonicalize(field, entry.getValue());
        }
      }
    } else if (value instanceof ArrayNode list && list.size() > 0) {
      list.forEach(item -> canonicalize(schema.items(), item));
    }
  }
}
