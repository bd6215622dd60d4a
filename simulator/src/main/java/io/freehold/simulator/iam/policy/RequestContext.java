package io.freehold.simulator.iam.policy;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known about a request: condition keys and their values. Keys compare without case. */
public final class RequestContext {
  /** Nothing is known. */
  public static final RequestContext EMPTY =
      new RequestContext(new TreeMap<>(String.CASE_INSENSITIVE_ORDER), false);

  private final Map<String, Set<String>> values;
  private final boolean complete;

  private RequestContext(Map<String, Set<String>> values, boolean complete) {
    this.values = values;
    this.complete = complete;
  }

  /** Of keys as IAM spells them; a key without any value is absent. */
  public static RequestContext of(Map<String, ? extends Collection<String>> values) {
    return EMPTY.with(values);
  }

  /**
   * Of all keys that there are: those that are left out are absent, and nobody forgot them.
   *
   * @throws IllegalArgumentException where a key of one value has several
   */
  public static RequestContext complete(Map<String, ? extends Collection<String>> values) {
    values.forEach((key, some) -> {
      if (Set.copyOf(some).size() > 1 && ConditionKeys.isSingle(key)) {
        throw new IllegalArgumentException(
            "context key " + key + ": found " + some + ", needed one value at most");
      }
    });
    return new RequestContext(of(values).values, true);
  }

  /** The same with more keys, which win over those of the same name. */
  public RequestContext with(Map<String, ? extends Collection<String>> more) {
    Map<String, Set<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(values);
    more.forEach((key, some) -> all.put(key, Set.copyOf(some)));
    all.values().removeIf(Set::isEmpty);
    return new RequestContext(all, complete);
  }

  /** Whether the key is there. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** Whether it means that a key is absent when it is not there. */
  boolean isComplete() {
    return complete;
  }

  Set<String> values(String key) {
    return values.getOrDefault(key, Set.of());
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
