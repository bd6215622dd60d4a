package io.freehold.simulator.kubernetes.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One series as it is now.
 *
 * @param labels its name among them, as {@code __name__}
 */
record Series(TreeMap<String, String> labels, double value) {
  static final String NAME = "__name__";

  static Series of(String name, Map<String, String> labels, double value) {
    TreeMap<String, String> all = new TreeMap<>(labels);
    all.put(NAME, name);
    return new Series(all, value);
  }

  String name() {
    return labels.getOrDefault(NAME, "");
  }

  /** All but its name, as Prometheus' text format has them. */
  String shownLabels() {
    return labelsWithoutName().entrySet().stream()
        .map(one ->
            "%s=\"%s\""
                .formatted(
                    one.getKey(), one.getValue().replace("\\", "\\\\").replace("\"", "\\\"")))
        .collect(Collectors.joining(","));
  }

  /** What operators between vectors compare. */
  Map<String, String> labelsWithoutName() {
    TreeMap<String, String> without = new TreeMap<>(labels);
    without.remove(NAME);
    return without;
  }
}
