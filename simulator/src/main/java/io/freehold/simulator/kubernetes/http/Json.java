package io.freehold.simulator.kubernetes.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.freehold.simulator.kubernetes.status.Refusals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads and writes bodies. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** JSON, or YAML where it does not look like JSON. */
  static JsonNode parse(Payload payload) {
    byte[] body = payload.bytes();
    int i = 0;
    while (i < body.length && Character.isWhitespace(body[i])) {
      i++;
    }
    if (i == body.length) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (body[i] == '{' || body[i] == '[') {
      try {
        return MAPPER.readTree(body);
      } catch (IOException e) {
        throw Refusals.badRequest("the object provided is unrecognized: " + e.getMessage());
      }
    }
    try {
      LoadSettings settings = LoadSettings.builder().setCodePointLimit(16_000_000).build();
      return tree(new Load(settings).loadFromString(new String(body, StandardCharsets.UTF_8)));
    } catch (YamlEngineException e) {
      throw Refusals.badRequest("error decoding YAML: " + e.getMessage());
    }
  }

  static byte[] write(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode tree(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var object = JsonNodeFactory.instance.objectNode();
        map.forEach((key, inside) -> object.set(String.valueOf(key), treeOrNull(inside)));
        yield object;
      }
      case List<?> list -> {
        var array = JsonNodeFactory.instance.arrayNode();
        list.forEach(inside -> array.add(treeOrNull(inside)));
        yield array;
      }
      default -> MAPPER.valueToTree(value);
    };
  }

  private static JsonNode treeOrNull(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? JsonNodeFactory.instance.nullNode() : tree(value);
  }
}
