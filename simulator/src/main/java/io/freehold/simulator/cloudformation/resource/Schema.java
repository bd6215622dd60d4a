package io.freehold.simulator.cloudformation.resource;

import io.freehold.simulator.cloudformation.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What properties an object has, and of what form.
 *
 * @param required those without which it is refused
 */
record Schema(Map<String, Form> properties, Set<String> required) {

  /** The form of a property. */
  sealed interface Form {
    /** A string; numbers and booleans are taken for one. */
    record Text() implements Form {}

    record Whole(int least, int most) implements Form {}

    /** A policy document, as an object. */
    record Document(boolean asText) implements Form {}

    record ListOf(Form member) implements Form {}

    record Part(Schema schema) implements Form {}
  }

  static final Form TEXT = new Form.Text();
  static final Form TEXTS = new Form.ListOf(TEXT);
  static final Form DOCUMENT = new Form.Document(false);
  static final Form DOCUMENT_OR_TEXT = new Form.Document(true);

  /**
   * Holds properties to it.
   *
   * @throws Mishap with everything that does not fit
   */
  void check(String logicalId, Value.Mapping given) {
    List<String> wrong = new ArrayList<>();
    check("#", given, wrong);
    if (!wrong.isEmpty()) {
      throw Mishap.of(
          "Properties validation failed for resource "
              + logicalId
              + " with message:\n"
              + (wrong.size() == 1 ? wrong.getFirst() : "[" + String.join(", ", wrong) + "]"));
    }
  }

  private void check(String path, Value.Mapping given, List<String> wrong) {
    for (String name : required) {
      if (given.get(name).isEmpty()) {
        wrong.add(path + ": required key [" + name + "] not found");
      }
    }
    given
        .entries()
        .forEach((name, value) -> {
          Form form = properties.get(name);
          if (form == null) {
            wrong.add(path + ": extraneous key [" + name + "] is not permitted");
          } else {
            check(form, path + "/" + name, value, wrong);
          }
        });
  }

  private static void check(Form form, String path, Value value, List<String> wrong) {
    switch (form) {
      case Form.Text() -> {
        if (value.scalar().isEmpty()) {
          wrong.add(unexpected(path, "String", value));
        }
      }
      case Form.Whole(int least, int most) -> {
        if (!value.scalar().orElse("").matches("\\d{1,9}")) {
          wrong.add(unexpected(path, "Integer", value));
        } else {
          int number = Integer.parseInt(value.scalar().orElseThrow());
          if (number < least) {
            wrong.add(path + ": " + number + " is not greater or equal to " + least);
          } else if (number > most) {
            wrong.add(path + ": " + number + " is not less or equal to " + most);
          }
        }
      }
      case Form.Document(boolean asText) -> {
        if (!(value instanceof Value.Mapping) && !(asText && value instanceof Value.Text)) {
          wrong.add(unexpected(path, "JSONObject", value));
        }
      }
      case Form.ListOf(Form member) -> {
        if (value instanceof Value.Sequence(List<Value> items)) {
          for (int i = 0; i < items.size(); i++) {
            check(member, path + "/" + i, items.get(i), wrong);
          }
        } else {
          wrong.add(unexpected(path, "JSONArray", value));
        }
      }
      case Form.Part(Schema schema) -> {
        if (value instanceof Value.Mapping mapping) {
          schema.check(path, mapping, wrong);
        } else {
          wrong.add(unexpected(path, "JSONObject", value));
        }
      }
    }
  }

  private static String unexpected(String path, String expected, Value found) {
    String kind =
        switch (found) {
          case Value.Text _ -> "String";
          case Value.Literal(String text) -> text.matches("true|false") ? "Boolean" : "Number";
          case Value.Sequence _ -> "JSONArray";
          case Value.Mapping _ -> "JSONObject";
          case Value.Nothing _ -> "Null";
        };
    return path + ": expected type: " + expected + ", found: " + kind;
  }
}
