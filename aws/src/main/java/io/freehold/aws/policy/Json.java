package io.freehold.aws.policy;

import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The little JSON that policies are made of: texts, lists and objects. */
final class Json {
  private Json() {}

  /** Maps as objects, collections as lists, everything else as text. */
  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    switch (value) {
      case Map<?, ?> members -> {
        String separator = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
          out.append(separator);
          text(String.valueOf(member.getKey()), out);
          out.append(':');
          write(member.getValue(), out);
          separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
      case Collection<?> items -> {
        if (items.size() == 1) {
          write(items.iterator().next(), out);
          return;
        }
        String separator = "[";
        for (Object item : items) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      default -> text(value.toString(), out);
    }
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /**
   * Members and lists of texts in the order of the alphabet, a list of one as its item, numbers and
   * truth values as texts: IAM reads all of these alike. Statements are sorted too.
   */
  static String normalize(String text) {
    try {
      return write(sorted(JsonNode.parser().parse(text)));
    } catch (RuntimeException e) {
      return text; // not JSON: equal to nothing of ours
    }
  }

  private static Object sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> members = new TreeMap<>();
      node.asObject().forEach((key, value) -> members.put(key, sorted(value)));
      return members;
    }
    if (node.isArray()) {
      SortedSet<String> texts = new TreeSet<>();
      Map<String, Object> others = new TreeMap<>();
      for (JsonNode item : node.asArray()) {
        Object value = sorted(item);
        if (value instanceof String one) {
          texts.add(one);
        } else {
          others.put(write(value), value);
        }
      }
      return others.isEmpty() ? texts : others.values();
    }
    return node.isNull() ? "null" : node.text();
  }
}
