package io.freehold.simulator.cloudformation.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a template without functions: before they are understood, or once worked out. */
public sealed interface Value {
  /** A string. */
  record Text(String text) implements Value {}

  /** A number or a boolean, as it was written without quotes. */
  record Literal(String text) implements Value {}

  record Sequence(List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** In the order in which it was written; equal to another without regard to order. */
  record Mapping(Map<String, Value> entries) implements Value {
    public static final Mapping EMPTY = new Mapping(Map.of());

    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public Optional<Value> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    /** With another value for a key. */
    public Mapping with(String key, Value value) {
      Map<String, Value> next = new LinkedHashMap<>(entries);
      next.put(key, value);
      return new Mapping(next);
    }
  }

  /** What {@code AWS::NoValue} stands for: whatever holds it leaves it out. */
  record Nothing() implements Value {}

  static Value text(String text) {
    return new Text(text);
  }

  /** A string, number or boolean as CloudFormation compares and joins them: as text. */
  default Optional<String> scalar() {
    return switch (this) {
      case Text(String text) -> Optional.of(text);
      case Literal(String text) -> Optional.of(text);
      case Sequence _, Mapping _, Nothing _ -> Optional.empty();
    };
  }
}
