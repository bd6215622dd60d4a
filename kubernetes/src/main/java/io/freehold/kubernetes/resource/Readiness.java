package io.freehold.kubernetes.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When an object of a kind is usable. */
@FunctionalInterface
public interface Readiness {
  /** What it waits for, in a few words; empty once it is usable. */
  Optional<String> waitsFor(Map<String, Object> object);

  /** Usable as soon as it exists. */
  Readiness AT_ONCE = object -> Optional.empty();

  /** Usable once the named condition holds for the object's latest generation. */
  static Readiness condition(String type) {
    return object ->
        behind(object)
            .or(() ->
                conditions(object).stream()
                        .anyMatch(
                            one -> type.equals(one.get("type")) && "True".equals(one.get("status")))
                    ? Optional.empty()
                    : Optional.of(type + " is not true yet"));
  }

  /** Usable once as many replicas as wanted are available. */
  Readiness AVAILABLE =
      object ->
          behind(object)
              .or(() -> {
                long wanted = number(object, "spec", "replicas").orElse(1L);
                long there = number(object, "status", "availableReplicas").orElse(0L);
                return there >= wanted
                    ? Optional.empty()
                    : Optional.of("%d of %d available".formatted(there, wanted));
              });

  /** Usable once its controller has seen the latest generation. */
  Readiness SEEN =
      object ->
          number(object, "status", "observedGeneration").isEmpty()
              ? Optional.of("its controller has not seen it")
              : behind(object);

  private static Optional<String> behind(Map<String, Object> object) {
    long generation = number(object, "metadata", "generation").orElse(0L);
    long observed = number(object, "status", "observedGeneration").orElse(generation);
    return observed < generation
        ? Optional.of("its controller has not seen the latest change")
        : Optional.empty();
  }

  private static Optional<Long> number(Map<String, Object> object, String... path) {
    return Tree.at(object, path).map(value -> ((Number) value).longValue());
  }

  private static List<Map<?, ?>> conditions(Map<String, Object> object) {
    return Tree.at(object, "status", "conditions").stream()
        .flatMap(list -> ((List<?>) list).stream())
        .<Map<?, ?>>map(one -> (Map<?, ?>) one)
        .toList();
  }
}
