package io.freehold.simulator.kubernetes.schema;

import java.util.List;
import java.util.Map;

/**
 * How several managers share a list or an object.
 *
 * @param how as one whole, member by member, as a set of values, or item by item by keys
 * @param keys the fields that tell items apart, the key of strategic merge patches first
 * @param keyDefaults the value of a key that an item leaves out
 */
public record Merging(How how, List<String> keys, Map<String, String> keyDefaults) {
  /** The four ways. */
  public enum How {
    ATOMIC,
    GRANULAR,
    SET,
    BY_KEYS
  }

  public static final Merging ATOMIC = new Merging(How.ATOMIC, List.of(), Map.of());
  public static final Merging GRANULAR = new Merging(How.GRANULAR, List.of(), Map.of());
  public static final Merging SET = new Merging(How.SET, List.of(), Map.of());

  public Merging {
    keys = List.copyOf(keys);
    keyDefaults = Map.copyOf(keyDefaults);
  }

  /** A list whose items are told apart by these fields. */
  public static Merging byKeys(List<String> keys, Map<String, String> keyDefaults) {
    return new Merging(How.BY_KEYS, keys, keyDefaults);
  }

  public boolean atomic() {
    return how == How.ATOMIC;
  }
}
