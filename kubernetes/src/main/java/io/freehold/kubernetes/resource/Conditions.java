package io.freehold.kubernetes.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an object's controllers say of it: {@code status.conditions}. */
public final class Conditions {
  private Conditions() {}

  /**
   * All of them.
   *
   * @param object as JSON has it
   */
  static List<Map<?, ?>> of(Map<String, Object> object) {
    return Tree.at(object, "status", "conditions").stream()
        .flatMap(list -> ((List<?>) list).stream())
        .<Map<?, ?>>map(one -> (Map<?, ?>) one)
        .toList();
  }

  /**
   * That of a type, if it is there.
   *
   * @param object as JSON has it
   */
  public static Optional<Map<?, ?>> find(Map<String, Object> object, String type) {
    return of(object).stream().filter(one -> type.equals(one.get("type"))).findFirst();
  }
}
