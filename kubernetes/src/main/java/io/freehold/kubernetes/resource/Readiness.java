package io.freehold.kubernetes.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
                        .anyMatch(one ->
                            type.equals(one.get("type"))
                                && "True".equals(one.get("status"))
                                && isOfLatest(object, one))
                    ? Optional.empty()
                    : Optional.of(type + " is not true yet"));
  }

  /** Usable once all of these are. */
  static Readiness all(Readiness... several) {
    return object ->
        Arrays.stream(several).flatMap(one -> one.waitsFor(object).stream()).findFirst();
  }

  /**
   * A cluster of the ClickHouse operator: in service, and of the size and configuration that it
   * should have. One without replicas has nothing that could be ready.
   *
   * @param further conditions of this kind of cluster
   */
  static Readiness cluster(String... further) {
    Readiness size = condition("ClusterSizeAligned");
    Readiness[] conditions =
        Stream.concat(Stream.of("Ready", "Healthy", "ConfigurationInSync"), Stream.of(further))
            .map(Readiness::condition)
            .toArray(Readiness[]::new);
    Readiness full = all(size, all(conditions));
    return object ->
        number(object, "spec", "replicas").orElse(1L) == 0
            ? size.waitsFor(object)
            : full.waitsFor(object);
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

  /** Some controllers say with each condition which generation it is of. */
  private static boolean isOfLatest(Map<String, Object> object, Map<?, ?> condition) {
    return !(condition.get("observedGeneration") instanceof Number seen)
        || seen.longValue() >= number(object, "metadata", "generation").orElse(0L);
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
