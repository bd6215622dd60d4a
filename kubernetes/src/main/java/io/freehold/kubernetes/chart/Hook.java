package io.freehold.kubernetes.chart;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An object that a chart wants applied at a certain moment (<a
 * href="https://helm.sh/docs/topics/charts_hooks/">source</a>).
 *
 * @param events {@code pre-install}, {@code post-upgrade}, …
 * @param weight smaller ones first
 */
record Hook(Set<String> events, int weight) {

  /** What becomes of it here. */
  sealed interface Use {
    /**
     * Applied.
     *
     * @param weight smaller ones first
     * @param withEveryRelease again with every release that is different, or the first time only
     */
    record Applied(Phase phase, int weight, boolean withEveryRelease) implements Use {}

    /** Not applied; empty where nobody need be told. */
    record LeftOut(Optional<String> reason) implements Use {}
  }

  /** The hook that an object's annotations make it, if any. */
  static Optional<Hook> of(Map<String, String> annotations) {
    String events = annotations.get(PreparedChart.HOOK);
    if (events == null) {
      return Optional.empty();
    }
    String weight = annotations.getOrDefault(PreparedChart.HOOK + "-weight", "0").strip();
    return Optional.of(
        new Hook(
            Arrays.stream(events.split(",")).map(String::strip).collect(Collectors.toSet()),
            weight.matches("[-+]?[0-9]{1,9}") ? Integer.parseInt(weight) : 0));
  }

  /** The annotations without those that make a hook. */
  static Map<String, String> without(Map<String, String> annotations) {
    Map<String, String> rest = new LinkedHashMap<>(annotations);
    rest.keySet()
        .removeIf(
            key -> key.equals(PreparedChart.HOOK) || key.startsWith(PreparedChart.HOOK + "-"));
    return rest;
  }

  Use use() {
    boolean onUpgrade = events.contains("pre-upgrade") || events.contains("post-upgrade");
    if (events.contains("crd-install")) {
      return new Use.Applied(Phase.DEFINITIONS, weight, false);
    }
    if (events.contains("pre-install")) {
      return new Use.Applied(Phase.BEFORE, weight, onUpgrade);
    }
    if (events.contains("post-install")) {
      return new Use.Applied(Phase.AFTER, weight, onUpgrade);
    }
    if (events.stream().allMatch(event -> event.startsWith("test"))) {
      return new Use.LeftOut(Optional.empty());
    }
    if (onUpgrade) {
      return new Use.LeftOut(
          Optional.of(
              "runs at upgrades only, and there is no upgrade here that is not also what a new"
                  + " cluster gets"));
    }
    return new Use.LeftOut(
        Optional.of(
            "runs at deletion or rollback; deletion needs nothing but what is stored, and makes"
                + " nothing new"));
  }
}
