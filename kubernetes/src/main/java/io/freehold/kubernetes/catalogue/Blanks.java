package io.freehold.kubernetes.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code ${region}} and the like in. */
record Blanks(String component, Map<String, String> facts) {
  private static final Pattern BLANK = Pattern.compile("\\$\\{([A-Za-z]+)}");

  Map<String, Object> fill(Map<?, ?> values) {
    Map<String, Object> filled = new LinkedHashMap<>();
    values.forEach((key, value) -> filled.put(String.valueOf(key), fill(value)));
    return filled;
  }

  private Object fill(Object value) {
    return switch (value) {
      case Map<?, ?> map -> fill(map);
      case List<?> list -> list.stream().map(this::fill).toList();
      case String text ->
          BLANK.matcher(text).replaceAll(blank -> Matcher.quoteReplacement(fact(blank.group(1))));
      default -> value;
    };
  }

  private String fact(String name) {
    String fact = facts.get(name);
    if (fact == null) {
      throw new IllegalArgumentException(
          "%s: values: found ${%s}, needed one of %s; correct the catalogue"
              .formatted(component, name, new TreeSet<>(facts.keySet())));
    }
    return fact;
  }
}
