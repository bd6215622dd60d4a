package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
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

  /**
   * Where {@code found} lacks or contradicts something of {@code wanted}. What it has besides is
   * somebody else's: defaults, status, other managers' fields.
   */
  static List<Difference> differences(Map<String, ?> wanted, Map<String, ?> found) {
    List<Difference> differences = new ArrayList<>();
    compare(Optional.empty(), wanted, found, differences);
    return differences;
  }

  /** Where a value is; put into words only where there is something to say of it. */
  private record Place(Optional<Place> in, String step) {
    private static Optional<Place> of(Optional<Place> in, String step) {
      return Optional.of(new Place(in, step));
    }

    private String path() {
      return in.map(outer -> outer.path() + (step.startsWith("[") ? "" : ".")).orElse("") + step;
    }
  }

  private static void compare(
      Optional<Place> place, @Nullable Object wanted, @Nullable Object found, List<Difference> to) {
    if (wanted instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object there = found instanceof Map<?, ?> other ? other.get(entry.getKey()) : null;
        compare(Place.of(place, String.valueOf(entry.getKey())), entry.getValue(), there, to);
      }
    } else if (wanted instanceof List<?> list
        && found instanceof List<?> other
        && list.size() == other.size()) {
      for (int i = 0; i < list.size(); i++) {
        compare(Place.of(place, "[" + i + "]"), list.get(i), other.get(i), to);
      }
    } else if (!same(wanted, found)) {
      to.add(
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
