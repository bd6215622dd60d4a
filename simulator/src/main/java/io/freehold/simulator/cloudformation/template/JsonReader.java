package io.freehold.simulator.cloudformation.template;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A template body in JSON. */
final class JsonReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonReader() {}

  static Value read(String body) {
    try {
      return value(JSON.readTree(body), "");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw Wrong.format(
          "JSON not well-formed."
              + (at == null
                  ? ""
                  : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
    }
  }

  private static Value value(JsonNode node, String path) {
    if (node.isNull()) {
      throw YamlReader.nothing(path);
    }
    if (node.isObject()) {
      Map<String, Value> entries = new LinkedHashMap<>();
      node.properties()
          .forEach(entry ->
              entries.put(entry.getKey(), value(entry.getValue(), path + "/" + entry.getKey())));
      return new Value.Mapping(entries);
    }
    if (node.isArray()) {
      List<Value> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item, path + "/" + items.size())));
      return new Value.Sequence(items);
    }
    return node.isTextual() ? Value.text(node.asText()) : new Value.Literal(node.asText());
  }
}
