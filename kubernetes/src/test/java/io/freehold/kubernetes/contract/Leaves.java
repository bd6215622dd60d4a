package io.freehold.kubernetes.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a tree of maps, lists and values, and changes to one of them. */
final class Leaves {
  private Leaves() {}

  /**
   * One field.
   *
   * @param steps names and indices from the root
   */
  record Leaf(List<Object> steps) {

    /** As the diff names it, up to the first list: items of lists may be named by a key. */
    String start() {
      List<String> names = new ArrayList<>();
      for (Object step : steps) {
        if (step instanceof Integer) {
          break;
        }
        names.add((String) step);
      }
      return String.join(".", names);
    }

    Optional<Object> in(Object tree) {
      Object value = tree;
      for (Object step : steps) {
        value = child(value, step);
        if (value == null) {
          return Optional.empty();
        }
      }
      return Optional.of(value);
    }

    /** Makes it another value of the same type. */
    @SuppressWarnings("unchecked") // a tree of JSON
    boolean change(Object tree) {
      Object parent = parent(tree);
      Object last = steps.getLast();
      Object value = child(parent, last);
      if (value == null) {
        return false;
      }
      Object other =
          switch (value) {
            case String text -> last.equals("key") ? "other" : text + "0";
            case Integer number -> number + 1;
            case Long number -> number + 1;
            case Boolean flag -> !flag;
            default -> throw new AssertionError(steps + ": " + value.getClass());
          };
      if (parent instanceof Map<?, ?> map) {
        ((Map<Object, Object>) map).put(last, other);
      } else {
        ((List<Object>) parent).set((Integer) last, other);
      }
      return true;
    }

    /** Takes it out. */
    boolean remove(Object tree) {
      Object parent = parent(tree);
      Object last = steps.getLast();
      if (parent instanceof Map<?, ?> map) {
        return map.remove(last) != null;
      }
      return parent instanceof List<?> list && list.remove((int) (Integer) last) != null;
    }

    private Object parent(Object tree) {
      return new Leaf(steps.subList(0, steps.size() - 1)).in(tree).orElse(Map.of());
    }

    private static Object child(Object parent, Object step) {
      return switch (parent) {
        case Map<?, ?> map when step instanceof String -> map.get(step);
        case List<?> list when step instanceof Integer i && i < list.size() -> list.get(i);
        default -> null;
      };
    }

    @Override
    public String toString() {
      return String.join("/", steps.stream().map(String::valueOf).toList());
    }
  }

  /** Every value of a tree. */
  static List<Leaf> of(Map<String, Object> tree) {
    List<Leaf> leaves = new ArrayList<>();
    collect(List.of(), tree, leaves);
    return leaves;
  }

  private static void collect(List<Object> at, Object value, List<Leaf> to) {
    switch (value) {
      case Map<?, ?> map -> map.forEach((name, child) -> collect(with(at, name), child, to));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          collect(with(at, i), list.get(i), to);
        }
      }
      default -> to.add(new Leaf(at));
    }
  }

  private static List<Object> with(List<Object> at, Object step) {
    List<Object> longer = new ArrayList<>(at);
    longer.add(step);
    return List.copyOf(longer);
  }
}
