package io.freehold.controlplane.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Lists that are changed by naming what goes and what comes. */
final class Lists {
  private Lists() {}

  /** First those of the same key as one to remove go, then those to add come, replacing any. */
  static <T> List<T> changed(List<T> now, List<T> add, List<T> remove, Function<T, String> key) {
    List<T> next = new ArrayList<>(now);
    for (T one : remove) {
      next.removeIf(it -> Objects.equals(key.apply(it), key.apply(one)));
    }
    for (T one : add) {
      next.removeIf(it -> Objects.equals(key.apply(it), key.apply(one)));
      next.add(one);
    }
    return List.copyOf(next);
  }
}
