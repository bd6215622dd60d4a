package io.freehold.kubernetes.catalogue;

import io.freehold.kernel.resource.Impact;
import io.freehold.kubernetes.catalogue.Component.Source;
import io.freehold.kubernetes.chart.ChartSource;
import io.freehold.model.name.InfrastructureRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One object of the catalogue's file: its fields are taken out one by one, and none may be left.
 */
final class Entry {
  private static final String NAME = "[a-z][a-z0-9-]{0,40}";

  private final String where;
  private final Map<String, Object> left = new LinkedHashMap<>();

  Entry(String where, Map<?, ?> fields) {
    this.where = where;
    fields.forEach((key, value) -> left.put(String.valueOf(key), value));
  }

  /**
   * A component.
   *
   * @param before the names of those that came earlier
   */
  Component component(Set<String> before) {
    String name = text("name", NAME, "lower-case letters, digits and '-'");
    if (before.contains(name)) {
      throw wrong("name", name, "each name once", "give it another one");
    }
    Entry named = new Entry(name, left);
    return named.rest(name, before);
  }

  private Component rest(String name, Set<String> before) {
    Component component =
        new Component(
            name,
            text("about", ".+", "a sentence"),
            source(),
            text("namespace", NAME, "a namespace"),
            needs(before),
            identity(),
            Impact.valueOf(
                text("impact", "none|rolling|disruptive", "none, rolling or disruptive")
                    .toUpperCase(Locale.ROOT)),
            optional("secret", NAME, "the name of a secret"),
            optional("choice", "logHouse", "logHouse").isPresent(),
            optional("certificate", NAME, "the name of a certificate"),
            values(),
            Set.copyOf(texts("apis")),
            optional("lookups", ".+", "a sentence"));
    nothingElse();
    return component;
  }

  private Source source() {
    Optional<String> addOn = optional("addOn", NAME, "the name of an add-on");
    Object chart = left.remove("chart");
    if (addOn.isPresent() == (chart != null)) {
      throw wrong("chart, addOn", chart == null ? "neither" : "both", "one", "leave one of them");
    }
    if (addOn.isPresent()) {
      return new Source.AddOn(addOn.get());
    }
    if (!(chart instanceof Map<?, ?> fields)) {
      throw wrong("chart", String.valueOf(chart), "name, version and archive", "write them out");
    }
    Entry entry = new Entry(where + ": chart", fields);
    ChartSource.Wanted wanted =
        new ChartSource.Wanted(
            entry.text("name", NAME, "the chart's name"),
            entry.text("version", "v?[0-9]+\\.[0-9]+\\.[0-9]+", "an exact version"),
            URI.create(entry.text("archive", "(https|oci)://[^ ]+", "an address of https or oci")),
            entry.optional("sha256", "[0-9a-f]{64}", "64 hexadecimal digits"));
    entry.nothingElse();
    return new Source.PackedChart(wanted);
  }

  private List<String> needs(Set<String> before) {
    List<String> needs = texts("needs");
    for (String one : needs) {
      if (!before.contains(one)) {
        throw wrong(
            "needs", one, "one of " + before, "put it before this one, or correct the name");
      }
    }
    return needs;
  }

  private Optional<InfrastructureRole> identity() {
    return optional("identity", ".+", "the suffix of a role's name")
        .map(suffix ->
            Arrays.stream(InfrastructureRole.values())
                .filter(role -> role.suffix().equals(suffix))
                .findFirst()
                .orElseThrow(() ->
                    wrong(
                        "identity",
                        suffix,
                        "the suffix of a role's name, like cert-manager",
                        "correct it")));
  }

  private Map<String, Object> values() {
    Object values = left.getOrDefault("values", Map.of());
    left.remove("values");
    if (!(values instanceof Map<?, ?> map)) {
      throw wrong("values", String.valueOf(values), "an object", "write name and value");
    }
    Map<String, Object> typed = new LinkedHashMap<>();
    map.forEach((key, value) -> typed.put(String.valueOf(key), value));
    return typed;
  }

  int number(String field) {
    Object value = left.remove(field);
    if (!(value instanceof Integer number) || number < 1) {
      throw wrong(field, String.valueOf(value), "a whole number from 1 on", "correct it");
    }
    return number;
  }

  List<Entry> entries(String field) {
    if (!(left.remove(field) instanceof List<?> list)) {
      throw wrong(field, "no list", "a list", "begin each entry with '- '");
    }
    List<Entry> entries = new ArrayList<>();
    for (Object one : list) {
      String place = "%s: %s[%d]".formatted(where, field, entries.size());
      if (!(one instanceof Map<?, ?> fields)) {
        throw new IllegalArgumentException(
            "%s: found %s, needed an object; write name and value".formatted(place, one));
      }
      entries.add(new Entry(place, fields));
    }
    return entries;
  }

  private List<String> texts(String field) {
    Object value = left.getOrDefault(field, List.of());
    left.remove(field);
    if (!(value instanceof List<?> list)) {
      throw wrong(field, String.valueOf(value), "a list", "put it into brackets");
    }
    return list.stream().map(String::valueOf).toList();
  }

  String text(String field, String pattern, String needed) {
    return optional(field, pattern, needed)
        .orElseThrow(() -> wrong(field, "nothing", needed, "add the field"));
  }

  private Optional<String> optional(String field, String pattern, String needed) {
    Object value = left.remove(field);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text) || !text.matches(pattern)) {
      throw wrong(field, String.valueOf(value), needed, "correct it");
    }
    return Optional.of(text);
  }

  /** Refuses a field that nobody asked for: most likely a misspelt one. */
  void nothingElse() {
    if (!left.isEmpty()) {
      throw wrong(
          String.join(", ", left.keySet()), "an unknown field", "a known one", "correct its name");
    }
  }

  private IllegalArgumentException wrong(String field, String found, String needed, String remedy) {
    return new IllegalArgumentException(
        "%s: %s: found %s, needed %s; %s".formatted(where, field, found, needed, remedy));
  }
}
