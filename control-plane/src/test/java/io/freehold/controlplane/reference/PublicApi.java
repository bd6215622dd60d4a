package io.freehold.controlplane.reference;

import io.freehold.controlplane.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The public API's own description, and whether an answer keeps to it. */
final class PublicApi {
  private final JsonNode api;

  /** Properties that may be missing and once were, as {@code Schema.property}. */
  private final Set<String> missed = new TreeSet<>();

  PublicApi() {
    try (var in = PublicApi.class.getResourceAsStream("clickhouse-cloud-openapi.json")) {
      api = TestClient.JSON.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every operation, in the order of the document. */
  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        all.add(
            new Operation(
                method.getValue().path("operationId").asString(),
                method.getKey(),
                path.getKey(),
                method.getValue()));
      }
    }
    return all;
  }

  /** A schema itself, where there is a reference to it. */
  JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? resolved(api.at("/components/schemas/" + nameOf(schema))) : schema;
  }

  /** The name of the schema that is referred to; empty where there is no reference. */
  static String nameOf(JsonNode schema) {
    String ref = schema.path("$ref").asString("");
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  /** What is wrong with the answer to a request that was refused. */
  List<String> mistakesOfRefusal(Operation operation, JsonNode answer) {
    List<String> mistakes = new ArrayList<>();
    check(
        "",
        "",
        operation.node().at("/responses/400/content/application~1json/schema"),
        answer,
        Set.of(),
        mistakes);
    return mistakes;
  }

  /**
   * What is wrong with an answer of 200: properties of another type, values that the description
   * does not know, and documented properties that are missing.
   *
   * @param omitted properties that may be missing, as {@code Schema.property}
   */
  List<String> mistakes(String method, String path, JsonNode answer, Set<String> omitted) {
    JsonNode schema =
        api.path("paths")
            .path(path)
            .path(method)
            .at("/responses/200/content/application~1json/schema");
    if (schema.isMissingNode()) {
      throw new IllegalArgumentException(method + " " + path + " is not in the public API");
    }
    List<String> mistakes = new ArrayList<>();
    check("", "", schema, answer, omitted, mistakes);
    return mistakes;
  }

  /** What was missing in answers that were looked at, and might be. */
  Set<String> missed() {
    return Collections.unmodifiableSet(missed);
  }

  /** Whether it has a schema of that name with that property: {@code Schema.property}. */
  boolean has(String property) {
    String[] parts = property.split("\\.", -1);
    return api.path("components").path("schemas").path(parts[0]).path("properties").has(parts[1]);
  }

  private void check(
      String where,
      String name,
      JsonNode schema,
      JsonNode value,
      Set<String> omitted,
      List<String> mistakes) {
    if (schema.has("$ref")) {
      String ref = schema.get("$ref").asString();
      String target = ref.substring(ref.lastIndexOf('/') + 1);
      check(where, target, api.at("/components/schemas/" + target), value, omitted, mistakes);
      return;
    }
    if (schema.has("oneOf")) {
      checkOneOf(where, schema.get("oneOf"), value, omitted, mistakes);
      return;
    }
    if (!fits(schema.path("type"), value)) {
      mistakes.add(where + ": found " + value + ", needed " + schema.path("type"));
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      mistakes.add(where + ": found " + value + ", needed one of " + schema.get("enum"));
    }
    checkFormat(where, schema.path("format").asString(""), value, mistakes);
    checkBounds(where, schema, value, mistakes);
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asString())) {
        mistakes.add(where + "/" + required.asString() + ": found nothing, and it is required");
      }
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(where + "[" + i + "]", "", schema.path("items"), value.get(i), omitted, mistakes);
      }
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String path = where + "/" + property.getKey();
      if (value.has(property.getKey())) {
        check(path, "", property.getValue(), value.get(property.getKey()), omitted, mistakes);
      } else if (omitted.contains(name + "." + property.getKey())) {
        missed.add(name + "." + property.getKey());
      } else {
        mistakes.add(path + ": found nothing, needed it (" + name + "." + property.getKey() + ")");
      }
    }
  }

  /** Exactly one of the schemas has to allow it. */
  private void checkOneOf(
      String where, JsonNode schemas, JsonNode value, Set<String> omitted, List<String> mistakes) {
    List<String> allowing = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (JsonNode one : schemas) {
      List<String> its = new ArrayList<>();
      check(where, "", one, value, omitted, its);
      if (its.isEmpty()) {
        allowing.add(nameOf(one));
      }
      all.addAll(its);
    }
    if (allowing.size() != 1) {
      mistakes.add(
          "%s: found %s, which %s allow, needed exactly one: %s"
              .formatted(where, value, allowing, all));
    }
  }

  private static void checkBounds(
      String where, JsonNode schema, JsonNode value, List<String> mistakes) {
    boolean low =
        schema.has("minimum")
            && value.isNumber()
            && value.decimalValue().compareTo(schema.get("minimum").decimalValue()) < 0;
    boolean high =
        schema.has("maximum")
            && value.isNumber()
            && value.decimalValue().compareTo(schema.get("maximum").decimalValue()) > 0;
    boolean uneven =
        schema.has("multipleOf")
            && value.isNumber()
            && value.decimalValue().remainder(schema.get("multipleOf").decimalValue()).signum()
                != 0;
    boolean small =
        value.isString() && value.asString().length() < schema.path("minLength").asInt(0)
            || value.isArray() && value.size() < schema.path("minItems").asInt(0);
    boolean large =
        value.isString()
                && value.asString().length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)
            || value.isArray() && value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE);
    boolean strange =
        schema.has("pattern")
            && value.isString()
            && !value.asString().matches(schema.get("pattern").asString());
    if (low || high || uneven || small || large || strange) {
      mistakes.add(where + ": found " + value + ", which " + schema + " does not allow");
    }
  }

  private static boolean fits(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (fits(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asString("")) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> true;
    };
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static void checkFormat(
      String where, String format, JsonNode value, List<String> mistakes) {
    try {
      if (format.equals("uuid") && value.isString()) {
        UUID.fromString(value.asString());
      } else if (format.equals("date-time") && value.isString()) {
        OffsetDateTime.parse(value.asString());
      }
    } catch (RuntimeException e) {
      mistakes.add(where + ": found " + value + ", needed a " + format);
    }
  }
}
