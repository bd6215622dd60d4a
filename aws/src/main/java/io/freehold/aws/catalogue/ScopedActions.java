package io.freehold.aws.catalogue;

import io.freehold.aws.policy.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Permissions as the fewest statements that grant them and nothing else. */
public final class ScopedActions {
  private final List<String> actions = new ArrayList<>();
  private Scope scope;

  private ScopedActions(Scope scope) {
    this.scope = scope;
  }

  /** The statements of each group, in the order in which their permissions come. */
  public static Map<PolicyGroup, List<Statement>> byGroup(List<Permission> permissions) {
    Map<PolicyGroup, List<ScopedActions>> groups = new EnumMap<>(PolicyGroup.class);
    for (Permission permission : permissions) {
      List<ScopedActions> group =
          groups.computeIfAbsent(permission.group(), any -> new ArrayList<>());
      ScopedActions place =
          group.stream()
              .filter(one -> one.takes(permission))
              .findFirst()
              .orElseGet(() -> {
                ScopedActions fresh = new ScopedActions(permission.scope());
                group.add(fresh);
                return fresh;
              });
      place.scope = place.scope.and(permission.scope());
      place.actions.add(permission.action());
    }
    Map<PolicyGroup, List<Statement>> all = new EnumMap<>(PolicyGroup.class);
    groups.forEach((group, scoped) -> all.put(group, statements(joined(scoped))));
    return all;
  }

  /** The same actions under the same conditions need one statement for all their resources. */
  private static List<ScopedActions> joined(List<ScopedActions> scoped) {
    List<ScopedActions> all = new ArrayList<>();
    for (ScopedActions one : scoped) {
      all.stream()
          .filter(other ->
              other.scope.conditions().equals(one.scope.conditions())
                  && Set.copyOf(other.actions).equals(Set.copyOf(one.actions)))
          .findFirst()
          .ifPresentOrElse(other -> other.scope = other.scope.and(one.scope), () -> all.add(one));
    }
    return all;
  }

  private boolean takes(Permission permission) {
    return scope.joins(permission.scope());
  }

  /** Numbers tell statements apart that would have the same name. */
  private static List<Statement> statements(List<ScopedActions> scoped) {
    Map<String, Integer> names = new HashMap<>();
    List<Statement> all = new ArrayList<>();
    for (ScopedActions one : scoped) {
      SortedSet<String> actions = new TreeSet<>(one.actions);
      int number = names.merge(one.scope.label(), 1, Integer::sum);
      Statement statement = one.scope.statement(List.copyOf(actions));
      all.add(number == 1 ? statement : statement.named(one.scope.label() + number));
    }
    return all;
  }
}
