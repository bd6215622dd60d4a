package io.freehold.aws.onboarding;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a role may do by one version of the template and not by another.
 *
 * @param from the older version's number, or whichever is compared with
 * @param to the other's
 * @param groups the policies that differ, by name; no others
 */
public record PolicyDifference(int from, int to, SortedMap<String, Change> groups) {

  /**
   * How one policy differs. What is allowed elsewhere, or under other conditions, than before is
   * taken away and added.
   *
   * @param added what only the second version says
   * @param removed what only the first version says
   */
  public record Change(List<TemplateVersion.Entry> added, List<TemplateVersion.Entry> removed) {
    public Change {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }

  public PolicyDifference {
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
  }

  public static PolicyDifference between(TemplateVersion from, TemplateVersion to) {
    SortedMap<String, Change> groups = new TreeMap<>();
    Stream.concat(from.entries().stream(), to.entries().stream())
        .map(TemplateVersion.Entry::group)
        .distinct()
        .forEach(group -> {
          Change change = new Change(only(group, to, from), only(group, from, to));
          if (!change.added().isEmpty() || !change.removed().isEmpty()) {
            groups.put(group, change);
          }
        });
    return new PolicyDifference(from.number(), to.number(), groups);
  }

  /** Whether both say the same. */
  public boolean isEmpty() {
    return groups.isEmpty();
  }

  private static List<TemplateVersion.Entry> only(
      String group, TemplateVersion one, TemplateVersion other) {
    return one.entries().stream()
        .filter(entry -> entry.group().equals(group) && !other.entries().contains(entry))
        .toList();
  }
}
