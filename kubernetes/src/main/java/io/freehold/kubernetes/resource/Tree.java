package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Objects as nested maps, lists and values, as JSON has them. */
final class Tree {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private Tree() {}

  /** A place where a tree is not as wanted. */
  record Difference(String path, String wanted, String found) {}

  static String json(Map<String, ? extends @Nullable Object> tree) {
    return JSON.asJson(tree);
  }

  @SuppressWarnings("unchecked") // JSON objects are maps by name
  static Map<String, Object> of(GenericKubernetesResource object) {
    return JSON.convertValue(object, Map.class);
  }

  /** The value at that path, if there is one. */
  static Optional<Object> at(Map<String, Object> tree, String... path) {
    Object value = tree;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return Optional.ofNullable(value);
  }

  /** The tree with these values in the object at that path, which need not be there yet. */
  static Map<String, Object> with(Map<?, ?> tree, Map<String, ?> values, List<String> path) {
    Map<String, Object> changed = new LinkedHashMap<>();
    tree.forEach((name, value) -> changed.put(String.valueOf(name), value));
    if (path.isEmpty()) {
      changed.putAll(values);
    } else {
      Map<?, ?> inner = changed.get(path.getFirst()) instanceof Map<?, ?> there ? there : Map.of();
      changed.put(path.getFirst(), with(inner, values, path.subList(1, path.size())));
    }
    return changed;
  }

  /**
   * Where {@code found} lacks or contradicts something of {@code wanted}. What it has besides is
   * somebody else's: defaults, status, other managers' fields.
   */
  static List<Difference> differences(Fields fields, Map<String, ?> wanted, Map<String, ?> found) {
    if (fields.rule() == Fields.Rule.EXISTENCE) {
      return List.of();
    }
    Comparison comparison = new Comparison(fields, new ArrayList<>());
    comparison.compare(Optional.empty(), wanted, found);
    return comparison.differences;
  }

  /** Where a value is; put into words only where there is something to say of it. */
  private record Place(Optional<Place> in, String step) {
    private static Optional<Place> of(Optional<Place> in, Object step) {
      return Optional.of(new Place(in, String.valueOf(step)));
    }

    private String path() {
      return in.map(outer -> outer.path() + (step.startsWith("[") ? "" : ".")).orElse("") + step;
    }
  }

  private record Comparison(Fields fields, List<Difference> differences) {
    void compare(Optional<Place> place, @Nullable Object wanted, @Nullable Object found) {
      if (Objects.equals(wanted, found)) {
        return; // most of the time, and large definitions of resources are long to walk through
      }
      if (wanted instanceof Map<?, ?> map) {
        objects(place, map, found instanceof Map<?, ?> other ? other : Map.of());
      } else if (wanted instanceof List<?> list
          && found instanceof List<?> other
          && list.size() == other.size()) {
        for (int i = 0; i < list.size(); i++) {
          compare(Place.of(place, "[" + i + "]"), list.get(i), other.get(i));
        }
      } else if (!same(wanted, found) && !isSameInCanonicalForm(place, wanted, found)) {
        differ(place, wanted, found);
      }
    }

    private boolean isSameInCanonicalForm(
        Optional<Place> place, @Nullable Object wanted, @Nullable Object found) {
      return fields.rule() == Fields.Rule.CANONICAL
          && CanonicalForm.isSame(
              place.flatMap(Place::in).map(Place::step).orElse(""),
              place.map(Place::step).orElse(""),
              wanted,
              found);
    }

    private void objects(Optional<Place> place, Map<?, ?> wanted, Map<?, ?> found) {
      wanted.forEach((name, value) -> compare(Place.of(place, name), value, found.get(name)));
      if (!fields.whole().isEmpty()
          && fields.whole().contains(Fields.plain(place.map(Place::path).orElse("")))) {
        found.forEach((name, value) -> {
          if (!wanted.containsKey(name)) {
            differ(Place.of(place, name), null, value);
          }
        });
      }
    }

    private void differ(Optional<Place> place, @Nullable Object wanted, @Nullable Object found) {
      differences.add(
          new Difference(
              place.map(Place::path).orElse(""), String.valueOf(wanted), String.valueOf(found)));
    }
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return x.doubleValue() == y.doubleValue();
    }
    return Objects.equals(a, b);
  }

  /** SHA-256 of the tree in canonical form: keys in the order of the alphabet. */
  static String digest(Map<String, Object> tree) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(canonical(tree).toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Object canonical(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, one) -> sorted.put(String.valueOf(key), canonical(one)));
        yield sorted;
      }
      case List<?> list -> list.stream().map(Tree::canonical).toList();
      default -> value;
    };
  }
}
