package io.freehold.simulator.kubernetes.kind;

import io.freehold.simulator.kubernetes.status.Refusals;

/**
 * A resource whatever its version: objects are stored once and read in each version.
 *
 * @param group empty for the core group
 * @param plural as in the path: {@code deployments}
 */
public record GroupResource(String group, String plural) implements Comparable<GroupResource> {
  /** {@code deployments.apps}, {@code pods}. */
  public static GroupResource parse(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? new GroupResource("", text)
        : new GroupResource(text.substring(dot + 1), text.substring(0, dot));
  }

  @Override
  public int compareTo(GroupResource other) {
    int byGroup = group.compareTo(other.group);
    return byGroup != 0 ? byGroup : plural.compareTo(other.plural);
  }

  @Override
  public String toString() {
    return Refusals.qualified(plural, group);
  }
}
