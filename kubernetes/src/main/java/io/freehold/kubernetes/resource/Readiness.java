package io.freehold.kubernetes.resource;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** When an object of a kind is usable. */
@FunctionalInterface
public interface Readiness {
  /** What it waits for, in a few words; empty once it is usable. */
  Optional<String> waitsFor(Map<String, Object> object);

  /** Why it will never become usable by itself; empty for all but what runs once. */
  default Optional<String> brokenBy(Map<String, Object> object) {
    return Optional.empty();
  }

  /** Usable as soon as it exists. */
  Readiness AT_ONCE = object -> Optional.empty();

  /** The annotation of an object that nobody waits for: {@code "false"}. */
  String AWAITED = "freehold.io/awaited";

  /** The same for all objects but those that nobody waits for, which are usable at once. */
  static Readiness whereAwaited(Readiness when) {
    return object ->
        Tree.at(object, "metadata", "annotations", AWAITED).filter("false"::equals).isPresent()
            ? Optional.empty()
            : when.waitsFor(object);
  }

  /** Usable once the named condition holds for the object's latest generation. */
  static Readiness condition(String type) {
    return object ->
        behind(object)
            .or(() ->
                Conditions.of(object).stream()
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

  /** Usable once every node that should run one of its pods does, in the latest form. */
  Readiness ON_ALL_NODES =
      object ->
          number(object, "status", "observedGeneration").isEmpty()
              ? Optional.of("its controller has not seen it")
              : behind(object)
                  .or(() -> {
                    long wanted = number(object, "status", "desiredNumberScheduled").orElse(0L);
                    long updated = number(object, "status", "updatedNumberScheduled").orElse(0L);
                    long there = number(object, "status", "numberAvailable").orElse(0L);
                    return Math.min(updated, there) >= wanted
                        ? Optional.empty()
                        : Optional.of("%d of %d nodes have it".formatted(there, wanted));
                  });

  /** Usable once as many replicas as wanted are ready, in the latest form. */
  Readiness REPLICAS_READY =
      object ->
          behind(object)
              .or(() -> {
                long wanted = number(object, "spec", "replicas").orElse(1L);
                long there = number(object, "status", "readyReplicas").orElse(0L);
                long updated = number(object, "status", "updatedReplicas").orElse(0L);
                return Math.min(updated, there) >= wanted
                    ? Optional.empty()
                    : Optional.of("%d of %d ready".formatted(Math.min(updated, there), wanted));
              });

  /** Runs once: usable when it has come to its end, and broken when it gave up. */
  Readiness COMPLETED =
      new Readiness() {
        @Override
        public Optional<String> waitsFor(Map<String, Object> object) {
          return condition("Complete").waitsFor(object).map(unmet -> "it has not ended yet");
        }

        @Override
        public Optional<String> brokenBy(Map<String, Object> object) {
          return Conditions.of(object).stream()
              .filter(one -> "Failed".equals(one.get("type")) && "True".equals(one.get("status")))
              .findFirst()
              .map(one -> "it failed: " + one.get("reason") + " " + one.get("message"));
        }
      };

  /** A certificate: usable once it is issued. Until then, cert-manager's own words say why not. */
  Readiness ISSUED =
      object ->
          condition("Ready")
              .waitsFor(object)
              .map(unmet ->
                  message(object, "Issuing", "False")
                      .or(() -> message(object, "Ready", "False"))
                      .orElse(unmet));

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

  private static Optional<String> message(Map<String, Object> object, String type, String status) {
    return Conditions.of(object).stream()
        .filter(one -> type.equals(one.get("type")) && status.equals(one.get("status")))
        .map(one -> String.valueOf(one.get("message")))
        .findFirst();
  }
}
