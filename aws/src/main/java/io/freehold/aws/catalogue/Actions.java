package io.freehold.aws.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The AWS actions that one kind uses, by phase: the single source of every policy, template and
 * permission check. No wildcards.
 */
public record Actions(Map<Phase, List<String>> byPhase) {

  /** When an action is used. */
  public enum Phase {
    INSPECT,
    PROVISION,
    CHANGE,
    DELETE
  }

  /** No action at all; the start of a list. */
  public static final Actions NONE = new Actions(Map.of());

  public Actions {
    byPhase = Map.copyOf(byPhase);
  }

  public Actions inspect(String... actions) {
    return with(Phase.INSPECT, actions);
  }

  public Actions provision(String... actions) {
    return with(Phase.PROVISION, actions);
  }

  public Actions change(String... actions) {
    return with(Phase.CHANGE, actions);
  }

  public Actions delete(String... actions) {
    return with(Phase.DELETE, actions);
  }

  /** Every action of every phase, in the order of the alphabet. */
  public Set<String> all() {
    Set<String> all = new TreeSet<>();
    byPhase.values().forEach(all::addAll);
    return all;
  }

  private Actions with(Phase phase, String... actions) {
    Map<Phase, List<String>> next = new LinkedHashMap<>(byPhase);
    List<String> list = new ArrayList<>(next.getOrDefault(phase, List.of()));
    list.addAll(List.of(actions));
    next.put(phase, List.copyOf(list));
    return new Actions(next);
  }
}
