package io.freehold.simulator.cloudformation.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one object of a template.
 *
 * @param path where it stands, as refusals name it
 */
record Fields(String path, Value.Mapping mapping) {
  static Fields of(String path, Value value, String otherwise) {
    if (value instanceof Value.Mapping mapping) {
      return new Fields(path, mapping);
    }
    throw Wrong.format(otherwise);
  }

  /** Refuses fields of another name. */
  Fields only(Set<String> known, String otherwise) {
    for (String key : mapping.entries().keySet()) {
      if (!known.contains(key)) {
        throw Wrong.invalid(otherwise + " '" + key + "'");
      }
    }
    return this;
  }

  /** A field that is an object; empty where it is not there. */
  Map<String, Value> section(String key) {
    Value value = mapping.get(key).orElse(Value.Mapping.EMPTY);
    if (value instanceof Value.Mapping section) {
      return section.entries();
    }
    throw Wrong.format("[" + path + "/" + key + "] expected an object");
  }

  /** A string, number or boolean. */
  Optional<String> scalar(String key) {
    return mapping
        .get(key)
        .map(value ->
            value
                .scalar()
                .orElseThrow(() ->
                    Wrong.format("Every " + key + " member must be a string. [" + path + "]")));
  }

  boolean flag(String key) {
    return scalar(key).map(text -> text.equalsIgnoreCase("true")).orElse(false);
  }

  /** One string, or several. */
  List<String> strings(String key) {
    Optional<Value> value = mapping.get(key);
    if (value.isEmpty()) {
      return List.of();
    }
    List<Value> items =
        value.get() instanceof Value.Sequence(List<Value> several) ? several : List.of(value.get());
    return items.stream()
        .map(item ->
            item.scalar()
                .orElseThrow(
                    () -> Wrong.format("[" + path + "/" + key + "] expected a list of strings")))
        .toList();
  }
}
