package io.freehold.simulator.kubernetes.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of paths into an object, as a tree. Elements are those of Kubernetes' {@code FieldsV1}:
 * {@code f:name} for a field, {@code k:{"name":"x"}} for a list item by its keys, {@code v:"x"} for
 * a value in a set.
 *
 * @param member whether the path that leads here is itself in the set
 */
record FieldSet(boolean member, SortedMap<String, FieldSet> children) {
  static final FieldSet EMPTY = new FieldSet(false, new TreeMap<>());
  static final FieldSet LEAF = new FieldSet(true, new TreeMap<>());

  boolean isEmpty() {
    return !member && children.isEmpty();
  }

  FieldSet child(String element) {
    return children.getOrDefault(element, EMPTY);
  }

  FieldSet union(FieldSet other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    SortedMap<String, FieldSet> all = new TreeMap<>(children);
    other.children.forEach((element, set) -> all.merge(element, set, FieldSet::union));
    return new FieldSet(member || other.member, all);
  }

  FieldSet minus(FieldSet other) {
    if (other.isEmpty()) {
      return this;
    }
    SortedMap<String, FieldSet> left = new TreeMap<>();
    children.forEach(
        (element, set) -> putUnlessEmpty(left, element, set.minus(other.child(element))));
    return new FieldSet(member && !other.member, left);
  }

  FieldSet intersect(FieldSet other) {
    SortedMap<String, FieldSet> both = new TreeMap<>();
    children.forEach(
        (element, set) -> putUnlessEmpty(both, element, set.intersect(other.child(element))));
    return new FieldSet(member && other.member, both);
  }

  /** Without everything at and below these paths. */
  FieldSet without(List<List<String>> paths) {
    FieldSet left = this;
    for (List<String> path : paths) {
      left = left.without(path, 0);
    }
    return left;
  }

  private FieldSet without(List<String> path, int depth) {
    String element = path.get(depth);
    if (!children.containsKey(element)) {
      return this;
    }
    SortedMap<String, FieldSet> left = new TreeMap<>(children);
    left.remove(element);
    if (depth < path.size() - 1) {
      putUnlessEmpty(left, element, child(element).without(path, depth + 1));
    }
    return new FieldSet(member, left);
  }

  /** Only what is at and below this path. */
  FieldSet only(String... path) {
    FieldSet here = this;
    for (String element : path) {
      here = here.child(element);
    }
    for (int i = path.length - 1; i >= 0; i--) {
      SortedMap<String, FieldSet> one = new TreeMap<>();
      putUnlessEmpty(one, path[i], here);
      here = new FieldSet(false, one);
    }
    return here;
  }

  /** Every member, written as {@code .spec.ports[port=80,protocol="TCP"].name}. */
  List<String> paths() {
    List<String> found = new ArrayList<>();
    collect("", found);
    return found;
  }

  private void collect(String prefix, List<String> found) {
    if (member && !prefix.isEmpty()) {
      found.add(prefix);
    }
    children.forEach((element, set) -> set.collect(prefix + shown(element), found));
  }

  private static String shown(String element) {
    String value = element.substring(2);
    return switch (element.charAt(0)) {
      case 'f' -> "." + value;
      case 'k' -> {
        JsonNode keys = Elements.parse(value);
        List<String> parts = new ArrayList<>();
        keys.properties().forEach(e -> parts.add(e.getKey() + "=" + e.getValue()));
        yield "[" + String.join(",", parts) + "]";
      }
      default -> "[=" + value + "]";
    };
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (member && !children.isEmpty()) {
      node.putObject(".");
    }
    children.forEach((element, set) -> node.set(element, set.toJson()));
    return node;
  }

  /** Reads {@code FieldsV1}; at the root an empty object is an empty set. */
  static FieldSet fromJson(@Nullable JsonNode node) {
    if (node == null || node.isEmpty()) {
      return EMPTY;
    }
    return new FieldSet(node.has("."), childrenOf(node));
  }

  private static FieldSet below(JsonNode node) {
    return node.isEmpty() ? LEAF : new FieldSet(node.has("."), childrenOf(node));
  }

  private static SortedMap<String, FieldSet> childrenOf(JsonNode node) {
    SortedMap<String, FieldSet> children = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getKey().equals(".") && entry.getKey().length() > 2) {
        children.put(entry.getKey(), below(entry.getValue()));
      }
    }
    return children;
  }

  private static void putUnlessEmpty(
      SortedMap<String, FieldSet> target, String element, FieldSet set) {
    if (!set.isEmpty()) {
      target.put(element, set);
    }
  }
}
