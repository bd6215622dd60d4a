package io.freehold.simulator.cloudformation.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;

/** Values as JSON, without white space: how policy documents go to IAM. */
public final class JsonForm {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonForm() {}

  public static String of(Value value) {
    try {
      return JSON.writeValueAsString(node(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("value cannot be written as JSON: " + value, e);
    }
  }

  private static JsonNode node(Value value) {
    return switch (value) {
      case Value.Text(String text) -> TextNode.valueOf(text);
      case Value.Literal(String text) -> JSON.getNodeFactory().rawValueNode(new RawValue(text));
      case Value.Sequence sequence -> {
        ArrayNode array = JSON.createArrayNode();
        sequence.items().forEach(item -> array.add(node(item)));
        yield array;
      }
      case Value.Mapping mapping -> {
        ObjectNode object = JSON.createObjectNode();
        mapping.entries().forEach((key, entry) -> object.set(key, node(entry)));
        yield object;
      }
      case Value.Nothing _ -> throw new IllegalStateException("AWS::NoValue has no JSON");
    };
  }
}
