package io.freehold.simulator.kubernetes.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.freehold.simulator.kubernetes.schema.Merging;
import io.freehold.simulator.kubernetes.schema.Schema;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which paths a configuration speaks of, and which paths differ between two objects. */
final class Ownership {
  private Ownership() {}

  /**
   * The paths of an applied configuration: leaves, atomic values, empty objects and lists, and the
   * items of lists.
   */
  static FieldSet of(Schema schema, JsonNode value) {
    if (isLeaf(schema, value)) {
      return FieldSet.LEAF;
    }
    SortedMap<String, FieldSet> children = new TreeMap<>();
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> e : value.properties()) {
        children.put(Elements.ofField(e.getKey()), of(schema.fieldOrAny(e.getKey()), e.getValue()));
      }
    } else {
      Elements.itemsOf(schema.merging(), value)
          .forEach((element, item) -> children.put(element, ofItem(schema, item)));
    }
    return new FieldSet(false, children);
  }

  private static FieldSet ofItem(Schema list, JsonNode item) {
    FieldSet inside = of(list.items(), item);
    return new FieldSet(true, inside.children());
  }

  /** What differs between two objects. */
  record Difference(FieldSet added, FieldSet modified, FieldSet removed) {
    FieldSet changed() {
      return added.union(modified);
    }
  }

  static Difference between(Schema schema, JsonNode before, JsonNode after) {
    Found found = compare(schema, before, after);
    return new Difference(found.added, found.modified, found.removed);
  }

  private record Found(FieldSet added, FieldSet modified, FieldSet removed) {
    static final Found NOTHING = new Found(FieldSet.EMPTY, FieldSet.EMPTY, FieldSet.EMPTY);
  }

  private static Found compare(Schema schema, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return Found.NOTHING;
    }
    if (before.isMissingNode()) {
      return new Found(everything(schema, after), FieldSet.EMPTY, FieldSet.EMPTY);
    }
    if (after.isMissingNode()) {
      return new Found(FieldSet.EMPTY, FieldSet.EMPTY, everything(schema, before));
    }
    boolean sameForm = before.getNodeType() == after.getNodeType();
    if (!sameForm || !mergesInside(schema, after)) {
      return new Found(FieldSet.EMPTY, FieldSet.LEAF, FieldSet.EMPTY);
    }
    SortedMap<String, FieldSet> added = new TreeMap<>();
    SortedMap<String, FieldSet> modified = new TreeMap<>();
    SortedMap<String, FieldSet> removed = new TreeMap<>();
    if (after.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        Found inside = compare(schema.fieldOrAny(name), before.path(name), after.path(name));
        put(Elements.ofField(name), inside, added, modified, removed);
      }
    } else {
      Map<String, JsonNode> olds = Elements.itemsOf(schema.merging(), before);
      Map<String, JsonNode> news = Elements.itemsOf(schema.merging(), after);
      Set<String> elements = new LinkedHashSet<>(olds.keySet());
      elements.addAll(news.keySet());
      for (String element : elements) {
        JsonNode old = olds.getOrDefault(element, MissingNode.getInstance());
        JsonNode recent = news.getOrDefault(element, MissingNode.getInstance());
        put(element, compare(schema.items(), old, recent), added, modified, removed);
      }
    }
    return new Found(
        new FieldSet(false, added), new FieldSet(false, modified), new FieldSet(false, removed));
  }

  private static void put(
      String element,
      Found inside,
      SortedMap<String, FieldSet> added,
      SortedMap<String, FieldSet> modified,
      SortedMap<String, FieldSet> removed) {
    if (!inside.added.isEmpty()) {
      added.put(element, inside.added);
    }
    if (!inside.modified.isEmpty()) {
      modified.put(element, inside.modified);
    }
    if (!inside.removed.isEmpty()) {
      removed.put(element, inside.removed);
    }
  }

  /** A value with all that is in it, containers included. */
  private static FieldSet everything(Schema schema, JsonNode value) {
    if (isLeaf(schema, value)) {
      return FieldSet.LEAF;
    }
    SortedMap<String, FieldSet> children = new TreeMap<>();
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> e : value.properties()) {
        children.put(
            Elements.ofField(e.getKey()), everything(schema.fieldOrAny(e.getKey()), e.getValue()));
      }
    } else {
      Elements.itemsOf(schema.merging(), value)
          .forEach((element, item) -> children.put(element, everything(schema.items(), item)));
    }
    return new FieldSet(true, children);
  }

  private static boolean isLeaf(Schema schema, JsonNode value) {
    return value.isEmpty() || !mergesInside(schema, value);
  }

  /** Whether two values of this schema are merged member by member rather than replaced. */
  static boolean mergesInside(Schema schema, JsonNode value) {
    Merging.How how = schema.merging().how();
    return switch (how) {
      case ATOMIC -> false;
      case GRANULAR -> value.isObject();
      case SET, BY_KEYS -> value.isArray();
    };
  }
}
