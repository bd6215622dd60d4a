package io.freehold.simulator.kubernetes.metrics;

import java.util.Map;
import java.util.TreeMap;

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

  /** What operators between vectors compare. */
  Map<String, String> labelsWithoutName() {
    TreeMap<String, String> without = new TreeMap<>(labels);
    without.remove(NAME);
    return without;
  }
}
