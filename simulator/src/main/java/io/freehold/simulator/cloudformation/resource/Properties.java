package io.freehold.simulator.cloudformation.resource;

import io.freehold.simulator.cloudformation.template.JsonForm;
import io.freehold.simulator.cloudformation.template.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Properties that fit their schema, as the kinds read them. */
record Properties(Value.Mapping values) {
  Optional<String> text(String name) {
    return values.get(name).flatMap(Value::scalar);
  }

  String required(String name) {
    return text(name).orElseThrow();
  }

  /** For the SDK's builders, which take null for what is not given. */
  @Nullable String textOrNull(String name) {
    return text(name).orElse(null);
  }

  Optional<String> document(String name) {
    return values.get(name).map(Properties::document);
  }

  private static String document(Value value) {
    return value instanceof Value.Text(String text) ? text : JsonForm.of(value);
  }

  List<String> texts(String name) {
    return list(name).stream().map(item -> item.scalar().orElseThrow()).distinct().toList();
  }

  private List<Value> list(String name) {
    return values.get(name).orElse(null) instanceof Value.Sequence(List<Value> items)
        ? items
        : List.of();
  }

  /** A list of objects, as a map from one of their fields to another. */
  Map<String, String> pairs(String name, String keyField, String valueField) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Value item : list(name)) {
      if (item instanceof Value.Mapping pair) {
        all.put(
            new Properties(pair).required(keyField), document(pair.get(valueField).orElseThrow()));
      }
    }
    return all;
  }
}
