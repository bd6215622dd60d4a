package io.freehold.simulator.iam.policy;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known about a request: condition keys and their values. Keys compare without case. */
public final class RequestContext {
  /** Nothing is known. */
  public static final RequestContext EMPTY =
      new RequestContext(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

  private final Map<String, Set<String>> values;

  private RequestContext(Map<String, Set<String>> values) {
    this.values = values;
  }

  /** Of keys as IAM spells them; a key without any value is absent. */
  public static RequestContext of(Map<String, ? extends Collection<String>> values) {
    return EMPTY.with(values);
  }

  /** The same with more keys, which win over those of the same name. */
  public RequestContext with(Map<String, ? extends Collection<String>> more) {
    Map<String, Set<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(values);
    more.forEach((key, some) -> all.put(key, Set.copyOf(some)));
    all.values().removeIf(Set::isEmpty);
    return new RequestContext(all);
  }

  Set<String> values(String key) {
    return values.getOrDefault(key, Set.of());
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
