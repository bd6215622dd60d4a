package io.freehold.controlplane.web;

import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON into records, strictly: nothing is converted, unknown fields are mistakes, and all
 * mistakes are found at once, each with its path.
 */
final class BodyReader {
  private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}-");

  private final ObjectReader trees;

  BodyReader() {
    trees =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);
  }

  /**
   * @param type a record
   * @throws Refusal if it is no JSON object at all
   */
  <T> Body<T> read(byte[] json, Class<T> type) {
    JsonNode node = tree(json);
    if (!node.isObject()) {
      throw Refusal.of(
          400, "malformed-json", "The body: found " + kind(node) + ", needed a JSON object.");
    }
    Violations mistakes = new Violations();
    T value = record(type, node, "", mistakes);
    Set<String> given = new LinkedHashSet<>(node.propertyNames());
    Set<String> filled = new LinkedHashSet<>(given);
    filled.removeIf(name -> node.get(name).isNull());
    return new Body<>(value, given, filled, mistakes.list());
  }

  private JsonNode tree(byte[] json) {
    if (json.length == 0) {
      throw Refusal.of(400, "malformed-json", "The body: found nothing, needed a JSON object.");
    }
    try {
      return trees.readTree(json);
    } catch (JacksonException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw Refusal.of(400, "malformed-json", "The body is not JSON" + where + ": " + firstLine(e));
    }
  }

  private static String firstLine(JacksonException e) {
    String line = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    int aside = line.indexOf(" (start marker");
    return aside < 0 ? line : line.substring(0, aside);
  }

  private <T> T record(Class<T> type, JsonNode object, String path, Violations mistakes) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    Set<String> known = new LinkedHashSet<>();
    for (int i = 0; i < components.length; i++) {
      String name = field(components[i]);
      known.add(name);
      JsonNode node = object.get(name);
      values[i] =
          node != null && node.isString() && components[i].isAnnotationPresent(MultiLine.class)
              ? text(node, path + name, true, mistakes)
              : value(components[i].getGenericType(), node, path + name, mistakes);
    }
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        String shown = PlainText.shown(name);
        mistakes.add(
            path + shown, "unknown-field", "'" + shown + "'", "one of " + String.join(", ", known));
      }
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is not made for request bodies", e);
    }
  }

  /** A field whose name is a word of Java's own has an underscore behind it there. */
  private static String field(RecordComponent component) {
    String name = component.getName();
    return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
  }

  private @Nullable Object value(
      Type type, @Nullable JsonNode node, String path, Violations mistakes) {
    if (node == null || node.isNull()) {
      return null;
    }
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          list(list.getActualTypeArguments()[0], node, path, mistakes);
      case ParameterizedType map when map.getRawType() == Map.class ->
          map(map.getActualTypeArguments()[1], node, path, mistakes);
      case Class<?> plain when plain.isRecord() ->
          node.isObject()
              ? record(plain, node, path + ".", mistakes)
              : mistake(path, node, "an object", mistakes);
      case Class<?> plain -> scalar(plain, node, path, mistakes);
      default -> throw new IllegalStateException(path + ": " + type + " is not read from bodies");
    };
  }

  private @Nullable Object list(Type of, JsonNode node, String path, Violations mistakes) {
    if (!node.isArray()) {
      return mistake(path, node, "a list", mistakes);
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      String here = path + "[" + i + "]";
      JsonNode element = node.get(i);
      Object value =
          element.isNull()
              ? mistake(here, element, "a value", mistakes)
              : value(of, element, here, mistakes);
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  private @Nullable Object map(Type of, JsonNode node, String path, Violations mistakes) {
    if (!node.isObject()) {
      return mistake(path, node, "an object", mistakes);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      String here = path + "." + PlainText.shown(property.getKey());
      if (!PlainText.is(property.getKey(), false)) {
        mistakes.add(
            here,
            "unprintable-text",
            "the name '" + PlainText.shown(property.getKey()) + "'",
            PlainText.ONE_LINE);
      }
      Object value =
          property.getValue().isNull()
              ? mistake(here, property.getValue(), "a value", mistakes)
              : value(of, property.getValue(), here, mistakes);
      if (value != null) {
        values.put(property.getKey(), value);
      }
    }
    return values;
  }

  private @Nullable Object scalar(Class<?> type, JsonNode node, String path, Violations mistakes) {
    if (type == String.class) {
      return node.isString()
          ? text(node, path, false, mistakes)
          : mistake(path, node, "a text", mistakes);
    } else if (type == Boolean.class) {
      return node.isBoolean() ? node.asBoolean() : mistake(path, node, "true or false", mistakes);
    } else if (type == Integer.class) {
      return node.isNumber() && node.canConvertToInt() && node.canConvertToExactIntegral()
          ? (Object) node.intValue()
          : mistake(path, node, "a whole number", mistakes);
    } else if (type == BigDecimal.class) {
      return node.isNumber() ? node.decimalValue() : mistake(path, node, "a number", mistakes);
    } else if (type == Instant.class) {
      return instant(node, path, mistakes);
    } else if (type == UUID.class) {
      return uuid(node, path, mistakes);
    }
    throw new IllegalStateException(path + ": " + type + " is not read from bodies");
  }

  private static @Nullable Object text(
      JsonNode node, String path, boolean lines, Violations mistakes) {
    if (PlainText.is(node.asString(), lines)) {
      return node.asString();
    }
    mistakes.add(
        path, "unprintable-text", kind(node), lines ? PlainText.LINES : PlainText.ONE_LINE);
    return null;
  }

  /** An empty text means none, as in the public API's own clients. */
  private @Nullable Object instant(JsonNode node, String path, Violations mistakes) {
    try {
      if (node.isString() && node.asString().isEmpty()) {
        return null;
      }
      // RFC 3339 has four digits; java.time would take more years than PostgreSQL.
      if (node.isString() && FOUR_DIGITS.matcher(node.asString()).lookingAt()) {
        return OffsetDateTime.parse(node.asString()).toInstant();
      }
    } catch (DateTimeException notATime) {
      // Said below.
    }
    return mistake(path, node, "a time such as 2026-11-30T12:00:00Z", mistakes);
  }

  private @Nullable Object uuid(JsonNode node, String path, Violations mistakes) {
    try {
      if (node.isString() && node.asString().length() == 36) {
        return UUID.fromString(node.asString());
      }
    } catch (IllegalArgumentException notOne) {
      // Said below.
    }
    return mistake(path, node, "a UUID", mistakes);
  }

  private static @Nullable Object mistake(
      String path, JsonNode node, String needed, Violations mistakes) {
    mistakes.addAll(List.of(Violation.of(path, "wrong-type", kind(node), needed, null)));
    return null;
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "the text '" + PlainText.shown(node.asString()) + "'";
      case NUMBER -> "the number " + PlainText.shown(node.toString());
      case BOOLEAN -> node.toString();
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NULL, MISSING -> "null";
      case BINARY, POJO -> "something else";
    };
  }
}
