package io.freehold.simulator.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.simulator.kubernetes.schema.Schema.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code openAPIV3Schema} of a CustomResourceDefinition. Rules in CEL ({@code
 * x-kubernetes-validations}) are not evaluated.
 */
public final class CustomSchemas {
  private CustomSchemas() {}

  /** The schema of whole objects: {@code metadata} is that of every object. */
  public static Schema ofObject(JsonNode openApi) {
    Schema declared = of(openApi);
    Map<String, Schema> fields = new LinkedHashMap<>(declared.fields());
    fields.put("apiVersion", BuiltInSchemas.STRING);
    fields.put("kind", BuiltInSchemas.STRING);
    fields.put("metadata", BuiltInSchemas.METADATA);
    return new Schema.Builder(Form.OBJECT)
        .fields(() -> fields)
        .preservingUnknown(declared.preservingUnknown())
        .constraints(declared.constraints())
        .build();
  }

  static Schema of(JsonNode node) {
    Form type = type(node);
    Map<String, Schema> fields = new LinkedHashMap<>();
    node.path("properties").properties().forEach(e -> fields.put(e.getKey(), of(e.getValue())));
    boolean embedded = node.path("x-kubernetes-embedded-resource").asBoolean();
    if (embedded) {
      fields.put("apiVersion", BuiltInSchemas.STRING);
      fields.put("kind", BuiltInSchemas.STRING);
      fields.put("metadata", BuiltInSchemas.METADATA);
    }
    JsonNode additional = node.path("additionalProperties");
    return new Schema.Builder(type)
        .fields(() -> fields)
        .additional(
            additional.isObject()
                ? of(additional)
                : additional.isBoolean() && additional.booleanValue() ? Schema.ANY : null)
        .items(node.path("items").isObject() ? of(node.path("items")) : null)
        .merging(merging(node, type))
        .preservingUnknown(node.path("x-kubernetes-preserve-unknown-fields").asBoolean())
        .nullable(node.path("nullable").asBoolean())
        .embedded(embedded)
        .defaultValue(node.get("default"))
        .constraints(constraints(node))
        .build();
  }

  private static Form type(JsonNode node) {
    if (node.path("x-kubernetes-int-or-string").asBoolean()) {
      return Form.INT_OR_STRING;
    }
    return switch (node.path("type").asText()) {
      case "object" -> Form.OBJECT;
      case "array" -> Form.LIST;
      case "string" -> Form.STRING;
      case "integer" -> Form.INTEGER;
      case "number" -> Form.NUMBER;
      case "boolean" -> Form.BOOLEAN;
      default -> Form.ANY;
    };
  }

  private static Merging merging(JsonNode node, Form type) {
    if (type == Form.LIST) {
      return switch (node.path("x-kubernetes-list-type").asText()) {
        case "map" -> byKeys(node);
        case "set" -> Merging.SET;
        default -> Merging.ATOMIC;
      };
    }
    return node.path("x-kubernetes-map-type").asText().equals("atomic")
        ? Merging.ATOMIC
        : Merging.GRANULAR;
  }

  private static Merging byKeys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    Map<String, String> defaults = new LinkedHashMap<>();
    for (JsonNode key : node.path("x-kubernetes-list-map-keys")) {
      keys.add(key.asText());
      JsonNode value = node.path("items").path("properties").path(key.asText()).path("default");
      if (!value.isMissingNode()) {
        defaults.put(key.asText(), value.asText());
      }
    }
    return Merging.byKeys(keys, defaults);
  }

  private static @Nullable Constraints constraints(JsonNode node) {
    Constraints.Limits limits =
        new Constraints.Limits(
            number(node, "minimum"),
            number(node, "maximum"),
            node.path("exclusiveMinimum").asBoolean(),
            node.path("exclusiveMaximum").asBoolean(),
            number(node, "multipleOf"),
            whole(node, "minLength"),
            whole(node, "maxLength"),
            whole(node, "minItems"),
            whole(node, "maxItems"),
            whole(node, "minProperties"),
            whole(node, "maxProperties"),
            node.path("uniqueItems").asBoolean());
    List<String> required = new ArrayList<>();
    node.path("required").forEach(name -> required.add(name.asText()));
    List<JsonNode> allowed = new ArrayList<>();
    node.path("enum").forEach(allowed::add);
    return new Constraints(
        List.copyOf(required),
        List.copyOf(allowed),
        pattern(node.path("pattern").asText()),
        node.hasNonNull("format") ? node.path("format").asText() : null,
        limits,
        alternatives(node, "allOf"),
        alternatives(node, "anyOf"),
        alternatives(node, "oneOf"),
        node.path("not").isObject() ? of(node.path("not")) : null);
  }

  private static List<Schema> alternatives(JsonNode node, String field) {
    List<Schema> found = new ArrayList<>();
    node.path(field).forEach(one -> found.add(of(one)));
    return List.copyOf(found);
  }

  /** Go's patterns are RE2; one that Java reads otherwise is left out rather than misread. */
  private static @Nullable Pattern pattern(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  private static @Nullable Double number(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || !value.isNumber() ? null : value.doubleValue();
  }

  private static @Nullable Integer whole(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || !value.isNumber() ? null : value.intValue();
  }
}
