package io.freehold.controlplane.reference;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets properties of request bodies be null in an OpenAPI document: the public API's own clients
 * send null for what they say nothing of, though its document does not allow it. Answers stay as
 * they are.
 */
final class NullableRequests {
  private static final String PLACE = "#/components/schemas/";

  private final ObjectNode schemas;

  private NullableRequests(ObjectNode schemas) {
    this.schemas = schemas;
  }

  static void in(ObjectNode document) {
    NullableRequests requests =
        new NullableRequests((ObjectNode) document.at("/components/schemas"));
    for (JsonNode path : document.get("paths")) {
      for (JsonNode operation : path) {
        JsonNode body = operation.at("/requestBody/content/application~1json");
        if (body instanceof ObjectNode json) {
          json.set("schema", requests.asked(json.get("schema")));
        }
      }
    }
  }

  /** The schema of something that is asked for; where it is a reference, one to a copy. */
  private ObjectNode asked(JsonNode schema) {
    ObjectNode copy = (ObjectNode) schema.deepCopy();
    if (copy.has("$ref")) {
      String name = PublicApi.nameOf(copy);
      if (!schemas.has("Asked" + name)) {
        schemas.set("Asked" + name, asked(schemas.get(name)));
      }
      return copy.put("$ref", PLACE + "Asked" + name);
    }
    if (copy.get("properties") instanceof ObjectNode properties) {
      for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
        properties.set(property.getKey(), orNull(asked(property.getValue())));
      }
    }
    if (copy.has("items")) {
      copy.set("items", asked(copy.get("items")));
    }
    return copy;
  }

  private static ObjectNode orNull(ObjectNode schema) {
    ObjectNode nullable = JsonNodeFactory.instance.objectNode();
    ArrayNode either = nullable.putArray("anyOf");
    either.add(schema);
    either.addObject().put("type", "null");
    return nullable;
  }
}
