package io.freehold.kubernetes.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
            // Three more bytes where it must stay base64.
            case String text -> steps.getFirst().equals("data") ? "MDAw" + text : text + "0";
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

  /** The steps to every list of a tree. */
  static List<List<Object>> listsOf(Map<String, Object> tree) {
    return parents(tree, Integer.class);
  }

  /** The steps to every object of a tree in which there is something. */
  static List<List<Object>> objectsOf(Map<String, Object> tree) {
    return parents(tree, String.class);
  }

  private static List<List<Object>> parents(Map<String, Object> tree, Class<?> step) {
    return of(tree).stream()
        .map(Leaf::steps)
        .flatMap(steps ->
            IntStream.range(0, steps.size())
                .filter(i -> step.isInstance(steps.get(i)))
                .<List<Object>>mapToObj(i -> steps.subList(0, i)))
        .distinct()
        .toList();
  }

  /** Puts a field into an object that it does not have yet. */
  @SuppressWarnings("unchecked") // a tree of JSON
  static boolean add(Map<String, Object> tree, List<Object> object, String name, Object value) {
    return ((Map<String, Object>) new Leaf(object).in(tree).orElseThrow()).put(name, value) == null;
  }

  /** Puts one more item into a list: as the first, under another name. */
  @SuppressWarnings("unchecked") // a tree of JSON
  static boolean doubleFirst(Map<String, Object> tree, List<Object> list) {
    List<Object> items = (List<Object>) new Leaf(list).in(tree).orElseThrow();
    Map<String, Object> copy = copy(Map.of("item", items.getFirst()));
    for (Leaf leaf : of(copy)) {
      boolean ignored = !leaf.steps().getLast().equals("protocol") && leaf.change(copy);
    }
    return items.add(copy.get("item"));
  }

  @SuppressWarnings("unchecked") // a tree of JSON
  static Map<String, Object> copy(Map<String, Object> tree) {
    return (Map<String, Object>) copyOf(tree);
  }

  private static Object copyOf(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((name, child) -> copy.put(name, copyOf(child)));
        yield copy;
      }
      case List<?> list -> new ArrayList<>(list.stream().map(Leaves::copyOf).toList());
      default -> value;
    };
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
