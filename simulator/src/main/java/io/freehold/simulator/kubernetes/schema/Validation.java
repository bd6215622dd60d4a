package io.freehold.simulator.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.simulator.kubernetes.schema.Schema.Form;
import io.freehold.simulator.kubernetes.status.Cause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a schema forbids in a value. */
public final class Validation {
  private final List<Cause> causes = new ArrayList<>();

  private Validation() {}

  /** All violations, in the words of the API server; empty if there are none. */
  public static List<Cause> of(Schema schema, JsonNode value) {
    Validation validation = new Validation();
    validation.check(schema, value, "");
    return validation.causes;
  }

  private static boolean accepts(Schema schema, JsonNode value) {
    return of(schema, value).isEmpty();
  }

  private void check(Schema schema, JsonNode value, String path) {
    if (value.isNull()) {
      if (!schema.nullable() && schema.type() != Form.ANY) {
        typeError(value, path, typeName(schema.type()));
      }
      return;
    }
    if (!hasType(schema.type(), value)) {
      typeError(value, path, typeName(schema.type()));
      return;
    }
    Constraints constraints = schema.constraints();
    if (constraints != null) {
      checkConstraints(constraints, value, path);
    }
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        Schema field = schema.field(entry.getKey());
        if (field != null && field != Schema.ANY) {
          check(field, entry.getValue(), child(path, entry.getKey()));
        }
      }
    } else if (value.isArray()) {
      checkItems(schema, value, path);
    }
  }

  private void checkItems(Schema schema, JsonNode list, String path) {
    Set<Object> seen = new HashSet<>();
    Merging merging = schema.merging();
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.get(i);
      check(schema.items(), item, path + "[" + i + "]");
      if (merging.how() == Merging.How.SET && !seen.add(item)) {
        add("FieldValueDuplicate", "Duplicate value: " + item, path + "[" + i + "]");
      } else if (merging.how() == Merging.How.BY_KEYS) {
        Map<String, String> keys = new TreeMap<>();
        for (String key : merging.keys()) {
          keys.put(key, item.path(key).asText(merging.keyDefaults().getOrDefault(key, "")));
        }
        if (!seen.add(keys)) {
          add("FieldValueDuplicate", "Duplicate value: " + asJson(keys), path + "[" + i + "]");
        }
      }
    }
  }

  private void checkConstraints(Constraints constraints, JsonNode value, String path) {
    for (String required : constraints.required()) {
      if (value.isObject() && !value.has(required)) {
        add("FieldValueRequired", "Required value", child(path, required));
      }
    }
    if (!constraints.allowed().isEmpty() && !constraints.allowed().contains(value)) {
      add(
          "FieldValueNotSupported",
          "Unsupported value: "
              + value
              + ": supported values: "
              + constraints.allowed().stream()
                  .map(allowed -> '"' + allowed.asText() + '"')
                  .collect(Collectors.joining(", ")),
          path);
    }
    if (constraints.pattern() != null
        && value.isTextual()
        && !constraints.pattern().matcher(value.asText()).find()) {
      should(value, path, "should match '" + constraints.pattern() + "'");
    }
    if (constraints.format() != null) {
      String wrong = Formats.violation(constraints.format(), value);
      if (wrong != null) {
        should(value, path, wrong);
      }
    }
    checkLimits(constraints.limits(), value, path);
    for (Schema every : constraints.allOf()) {
      check(every, value, path);
    }
    if (!constraints.anyOf().isEmpty()
        && constraints.anyOf().stream().noneMatch(one -> accepts(one, value))) {
      should(value, path, "must validate at least one schema (anyOf)");
    }
    if (!constraints.oneOf().isEmpty()
        && constraints.oneOf().stream().filter(one -> accepts(one, value)).count() != 1) {
      should(value, path, "must validate one and only one schema (oneOf)");
    }
    if (constraints.not() != null && accepts(constraints.not(), value)) {
      should(value, path, "must not validate the schema (not)");
    }
  }

  private void checkLimits(Constraints.Limits limits, JsonNode value, String path) {
    if (value.isNumber()) {
      checkNumber(limits, value, path);
    } else if (value.isTextual()) {
      int length = value.asText().codePointCount(0, value.asText().length());
      if (limits.minLength() != null && length < limits.minLength()) {
        should(value, path, "should be at least " + limits.minLength() + " chars long");
      }
      if (limits.maxLength() != null && length > limits.maxLength()) {
        add(
            "FieldValueTooLong",
            "Too long: may not be more than " + limits.maxLength() + " bytes",
            path);
      }
    } else if (value.isArray()) {
      if (limits.minItems() != null && value.size() < limits.minItems()) {
        should(value, path, "should have at least " + limits.minItems() + " items");
      }
      if (limits.maxItems() != null && value.size() > limits.maxItems()) {
        tooMany(value.size(), limits.maxItems(), path);
      }
    } else if (value.isObject()) {
      if (limits.minProperties() != null && value.size() < limits.minProperties()) {
        should(value, path, "should have at least " + limits.minProperties() + " properties");
      }
      if (limits.maxProperties() != null && value.size() > limits.maxProperties()) {
        tooMany(value.size(), limits.maxProperties(), path);
      }
    }
  }

  private void checkNumber(Constraints.Limits limits, JsonNode value, String path) {
    double number = value.doubleValue();
    if (limits.minimum() != null
        && (number < limits.minimum()
            || (limits.exclusiveMinimum() && number == limits.minimum()))) {
      String than = limits.exclusiveMinimum() ? "greater than " : "greater than or equal to ";
      should(value, path, "should be " + than + plain(limits.minimum()));
    }
    if (limits.maximum() != null
        && (number > limits.maximum()
            || (limits.exclusiveMaximum() && number == limits.maximum()))) {
      String than = limits.exclusiveMaximum() ? "less than " : "less than or equal to ";
      should(value, path, "should be " + than + plain(limits.maximum()));
    }
    if (limits.multipleOf() != null && number % limits.multipleOf() != 0) {
      should(value, path, "should be a multiple of " + plain(limits.multipleOf()));
    }
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private void tooMany(int found, int allowed, String path) {
    add(
        "FieldValueTooMany",
        "Too many: " + found + ": must have at most " + allowed + " items",
        path);
  }

  private void should(JsonNode value, String path, String rule) {
    String shown = value.isContainerNode() ? "null" : value.toString();
    add("FieldValueInvalid", "Invalid value: " + shown + ": " + path + " in body " + rule, path);
  }

  private void typeError(JsonNode value, String path, String needed) {
    String found =
        switch (value.getNodeType()) {
          case OBJECT, POJO -> "object";
          case ARRAY -> "array";
          case STRING, BINARY -> "string";
          case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
          case BOOLEAN -> "boolean";
          case NULL, MISSING -> "null";
        };
    add(
        "FieldValueTypeInvalid",
        "Invalid value: \""
            + found
            + "\": "
            + path
            + " in body must be of type "
            + needed
            + ": \""
            + found
            + "\"",
        path);
  }

  private void add(String reason, String message, String path) {
    causes.add(new Cause(reason, message, path));
  }

  private static String child(String path, String name) {
    String shown = name.contains(".") || name.contains("/") ? "[" + name + "]" : name;
    if (path.isEmpty()) {
      return shown;
    }
    return shown.startsWith("[") ? path + shown : path + "." + shown;
  }

  private static boolean hasType(Form type, JsonNode value) {
    return switch (type) {
      case ANY -> true;
      case OBJECT -> value.isObject();
      case LIST -> value.isArray();
      case STRING -> value.isTextual();
      case INTEGER ->
          value.isIntegralNumber()
              || (value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue()));
      case NUMBER -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      case INT_OR_STRING -> value.isTextual() || value.isIntegralNumber();
      case QUANTITY -> value.isTextual() || value.isNumber();
    };
  }

  private static String typeName(Form type) {
    return switch (type) {
      case ANY -> "any";
      case OBJECT -> "object";
      case LIST -> "array";
      case STRING -> "string";
      case INTEGER -> "integer";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case INT_OR_STRING -> "integer or string";
      case QUANTITY -> "quantity";
    };
  }

  private static String asJson(Map<String, String> keys) {
    return keys.entrySet().stream()
        .map(entry -> '"' + entry.getKey() + "\":\"" + entry.getValue() + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** The formats that clusters enforce on custom resources. */
  private static final class Formats {
    private Formats() {}

    static @Nullable String violation(String format, JsonNode value) {
      return switch (format) {
        case "int32" ->
            value.isIntegralNumber() && !value.canConvertToInt() ? "must be of type int32" : null;
        case "int64" ->
            value.isIntegralNumber() && !value.canConvertToLong() ? "must be of type int64" : null;
        case "date-time" ->
            value.isTextual() && !isInstant(value.asText()) ? "must be of type date-time" : null;
        default -> null;
      };
    }

    private static boolean isInstant(String text) {
      try {
        java.time.OffsetDateTime.parse(text);
        return true;
      } catch (java.time.format.DateTimeParseException e) {
        return false;
      }
    }
  }
}
