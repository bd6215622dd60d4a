package io.freehold.controlplane.reference;

import io.freehold.controlplane.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies made from the schemas of the public API: valid ones, ones at the edge of what is valid,
 * and ones that break one rule each.
 */
final class Bodies {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final PublicApi api;
  private final Map<String, Supplier<Object>> samples;
  private final Map<String, String> notOffered;
  private final Map<String, Set<String>> taken;
  private final Map<String, List<String>> needed;

  /**
   * @param samples values by {@code Schema.property}, where the schema alone does not tell a good
   *     one
   * @param notOffered properties that are refused, by {@code Schema.property}, with the reason
   * @param taken of properties of which not every value is taken that the document has, those that
   *     are
   * @param needed properties that are needed beyond what the document says, by schema
   */
  Bodies(
      PublicApi api,
      Map<String, Supplier<Object>> samples,
      Map<String, String> notOffered,
      Map<String, Set<String>> taken,
      Map<String, List<String>> needed) {
    this.api = api;
    this.samples = samples;
    this.notOffered = notOffered;
    this.taken = taken;
    this.needed = needed;
  }

  /** What is to come of a body. */
  enum Sort {
    /** It is taken. */
    VALID,
    /** It keeps to the document, which does not say all of our rules: taken or refused. */
    EDGE,
    /** It is refused with 4xx. */
    INVALID
  }

  /** A body to try. */
  record Case(Sort sort, String name, String body) {}

  List<Case> of(Operation operation) {
    String name = PublicApi.nameOf(operation.bodySchema());
    JsonNode schema = api.resolved(operation.bodySchema());
    List<Case> cases = new ArrayList<>();
    cases.add(new Case(Sort.VALID, "everything", full(name, schema).toString()));
    cases.add(new Case(Sort.VALID, "what is needed alone", least(name, schema).toString()));
    cases.add(new Case(Sort.INVALID, "no JSON", "{"));
    cases.add(new Case(Sort.INVALID, "nothing", ""));
    cases.add(new Case(Sort.INVALID, "a list", "[]"));
    cases.add(new Case(Sort.INVALID, "a text", "\"x\""));
    cases.add(new Case(Sort.EDGE, "an empty object", "{}"));
    ObjectNode stranger = full(name, schema);
    stranger.put("noSuchField", 1);
    cases.add(new Case(Sort.INVALID, "an unknown field", stranger.toString()));
    vary(name, schema, true, "", cases, name, schema);
    return cases;
  }

  /**
   * @param certain whether the rest of the sample is there, so that a good value makes a good body
   */
  private void vary(
      String name,
      JsonNode schema,
      boolean certain,
      String path,
      List<Case> cases,
      String rootName,
      JsonNode rootSchema) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String key = name + "." + property.getKey();
      String here = path + "/" + property.getKey();
      JsonNode type = api.resolved(property.getValue());
      for (JsonNode wrong : wrong(type)) {
        cases.add(with(Sort.INVALID, here, wrong, rootName, rootSchema));
      }
      for (JsonNode edge : edges(type)) {
        cases.add(with(Sort.EDGE, here, edge, rootName, rootSchema));
      }
      if (notOffered.containsKey(key)) {
        cases.add(
            with(Sort.EDGE, here, value(key, property.getValue(), true), rootName, rootSchema));
      } else {
        for (JsonNode one : type.path("enum")) {
          cases.add(with(sort(key, one, certain), here, one, rootName, rootSchema));
        }
        nested(key, certain, property.getValue(), type, here, cases, rootName, rootSchema);
      }
    }
  }

  /** Of a value that the document has. */
  private Sort sort(String key, JsonNode value, boolean certain) {
    if (taken.containsKey(key) && !taken.get(key).contains(value.asString())) {
      return Sort.INVALID;
    }
    return certain ? Sort.VALID : Sort.EDGE;
  }

  private void nested(
      String key,
      boolean certain,
      JsonNode reference,
      JsonNode type,
      String here,
      List<Case> cases,
      String rootName,
      JsonNode rootSchema) {
    if (type.has("properties")) {
      vary(PublicApi.nameOf(reference), type, certain, here, cases, rootName, rootSchema);
    } else if (type.path("type").asString("").equals("array")) {
      JsonNode items = api.resolved(type.path("items"));
      for (JsonNode wrong : wrong(items)) {
        cases.add(with(Sort.INVALID, here + "/0", wrong, rootName, rootSchema));
      }
      boolean made = certain && !samples.containsKey(key);
      for (JsonNode one : items.path("enum")) {
        cases.add(with(sort(key + "[]", one, made), here + "/0", one, rootName, rootSchema));
      }
      if (items.has("properties")) {
        vary(
            PublicApi.nameOf(type.path("items")),
            items,
            made,
            here + "/0",
            cases,
            rootName,
            rootSchema);
      }
    }
  }

  /** The whole sample with one place changed. */
  private Case with(Sort sort, String path, JsonNode value, String rootName, JsonNode rootSchema) {
    ObjectNode body = full(rootName, rootSchema);
    JsonNode at = body;
    String[] steps = path.substring(1).split("/", -1);
    for (int i = 0; i < steps.length - 1; i++) {
      JsonNode next =
          at instanceof ArrayNode list
              ? (list.isEmpty() ? list.addObject() : list.get(0))
              : at.get(steps[i]);
      if (next == null) {
        next = steps[i + 1].equals("0") ? NODES.arrayNode().addObject() : NODES.objectNode();
        ((ObjectNode) at).set(steps[i], next);
      }
      at = next;
    }
    String last = steps[steps.length - 1];
    if (at instanceof ArrayNode list) {
      list.removeAll();
      list.add(value);
    } else {
      ((ObjectNode) at).set(last, value);
    }
    String shown = value.toString();
    return new Case(
        sort,
        path + " = " + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown),
        body.toString());
  }

  private ObjectNode full(String name, JsonNode schema) {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String key = name + "." + property.getKey();
      if (!notOffered.containsKey(key)) {
        object.set(property.getKey(), value(key, property.getValue(), false));
      }
    }
    return object;
  }

  /** What the document and we need, and nothing else. */
  private ObjectNode least(String name, JsonNode schema) {
    Set<String> fields = new TreeSet<>(needed.getOrDefault(name, List.of()));
    schema.path("required").forEach(field -> fields.add(field.asString()));
    ObjectNode object = NODES.objectNode();
    for (String field : fields) {
      JsonNode reference = schema.path("properties").path(field);
      JsonNode type = api.resolved(reference);
      JsonNode items = api.resolved(type.path("items"));
      if (items.has("properties") && !samples.containsKey(name + "." + field)) {
        object.putArray(field).add(least(PublicApi.nameOf(type.path("items")), items));
      } else {
        object.set(field, value(name + "." + field, reference, false));
      }
    }
    return object;
  }

  private JsonNode value(String key, JsonNode reference, boolean refused) {
    Supplier<Object> sample = samples.get(key);
    if (sample != null) {
      return TestClient.JSON.valueToTree(sample.get());
    }
    JsonNode schema = api.resolved(reference);
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    if (schema.has("properties")) {
      return full(PublicApi.nameOf(reference), schema);
    }
    return switch (type(schema)) {
      case "array" -> {
        ArrayNode list = NODES.arrayNode();
        list.add(value(key + "[]", schema.path("items"), refused));
        yield list;
      }
      case "boolean" -> NODES.booleanNode(refused);
      case "number", "integer" -> NODES.numberNode(schema.path("minimum").asInt(1));
      case "string" -> NODES.stringNode(text(schema));
      default -> throw new IllegalStateException(key + ": " + schema);
    };
  }

  private static String text(JsonNode schema) {
    return switch (schema.path("format").asString("")) {
      case "uuid" -> UUID.randomUUID().toString();
      case "date-time" -> "2099-01-01T00:00:00Z";
      case "email" -> UUID.randomUUID() + "@example.com";
      default -> "text";
    };
  }

  /** Values that break the schema, one way each. */
  private static List<JsonNode> wrong(JsonNode schema) {
    List<JsonNode> wrong = new ArrayList<>();
    String type = type(schema);
    switch (type) {
      case "string" -> wrong.addAll(List.of(NODES.numberNode(7), NODES.objectNode()));
      case "number", "integer" ->
          wrong.addAll(List.of(NODES.stringNode("7"), NODES.booleanNode(true)));
      case "boolean" -> wrong.addAll(List.of(NODES.stringNode("true"), NODES.numberNode(1)));
      case "array" -> wrong.addAll(List.of(NODES.objectNode(), NODES.stringNode("x")));
      default -> wrong.addAll(List.of(NODES.stringNode("x"), NODES.arrayNode()));
    }
    if (schema.has("enum")) {
      wrong.add(type.equals("string") ? NODES.stringNode("no-such-value") : NODES.numberNode(-77));
    }
    if (schema.has("minimum")) {
      wrong.add(
          NODES.numberNode(schema.get("minimum").asInt() - schema.path("multipleOf").asInt(1)));
    }
    if (schema.has("maximum")) {
      wrong.add(
          NODES.numberNode(schema.get("maximum").asInt() + schema.path("multipleOf").asInt(1)));
    }
    if (schema.has("multipleOf")) {
      wrong.add(NODES.numberNode(schema.path("minimum").asInt() + 1));
    }
    if (type.equals("integer")) {
      wrong.add(NODES.numberNode(1.5));
    }
    if (schema.path("minLength").asInt(0) > 0) {
      wrong.add(NODES.stringNode(""));
    }
    if (schema.has("maxLength")) {
      wrong.add(NODES.stringNode("x".repeat(schema.get("maxLength").asInt() + 1)));
    }
    if (schema.has("pattern")) {
      wrong.add(NODES.stringNode("a b!"));
    }
    if (schema.path("minItems").asInt(0) > 0) {
      wrong.add(NODES.arrayNode());
    }
    String format = schema.path("format").asString("");
    if (format.equals("uuid") || format.equals("date-time") || format.equals("email")) {
      wrong.add(NODES.stringNode("neither"));
    }
    return wrong;
  }

  /** Values at the edges of the schema, and what clients send by mistake. */
  private static List<JsonNode> edges(JsonNode schema) {
    List<JsonNode> edges = new ArrayList<>();
    edges.add(NODES.nullNode());
    for (String bound : List.of("minimum", "maximum")) {
      if (schema.has(bound)) {
        edges.add(NODES.numberNode(schema.get(bound).asInt()));
      }
    }
    switch (type(schema)) {
      case "string" -> {
        edges.add(NODES.stringNode(""));
        edges.add(NODES.stringNode("x".repeat(schema.path("maxLength").asInt(5000))));
        edges.add(NODES.stringNode("\u0000"));
        edges.add(NODES.stringNode("ключ 🔑 ' \" \\ ; --"));
      }
      case "number", "integer" -> {
        edges.add(NODES.numberNode(0));
        edges.add(NODES.numberNode(-1));
        edges.add(NODES.numberNode(Long.MAX_VALUE));
        edges.add(NODES.numberNode(1e300));
      }
      case "array" -> edges.add(NODES.arrayNode());
      case "boolean" -> edges.add(NODES.booleanNode(true));
      default -> edges.add(NODES.objectNode());
    }
    return edges;
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      return type.get(0).asString();
    }
    return type.asString(schema.has("properties") ? "object" : "");
  }
}
