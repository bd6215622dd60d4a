package io.freehold.controlplane.member;

import io.freehold.controlplane.access.Role;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.member.AssignedRole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The roles that people may have; one for queries alone is for keys only. */
final class MemberRoles {
  private static final List<Role> ALL = List.of(Role.ADMIN, Role.DEVELOPER);

  private MemberRoles() {}

  /** The roles that are asked for, the strongest first; empty where none are. */
  static List<Role> read(@Nullable String role, @Nullable List<String> ids, Violations violations) {
    Set<Role> wanted = EnumSet.noneOf(Role.class);
    if (ids != null) {
      if (ids.isEmpty() && role == null) {
        violations.add("assignedRoleIds", "too-few", "none", "at least one");
      }
      for (String id : ids) {
        byId(id)
            .ifPresentOrElse(
                wanted::add,
                () ->
                    violations.add(
                        "assignedRoleIds",
                        "unknown-value",
                        "'" + id + "'",
                        "the id of a system role, admin or developer; there are no custom ones"));
      }
    }
    if (role != null) {
      Optional<Role> known = Role.of(role).filter(ALL::contains);
      if (known.isEmpty()) {
        violations.add("role", "unknown-value", "'" + role + "'", "admin or developer");
      } else if (ids == null || ids.isEmpty()) {
        wanted.add(known.get());
      }
    }
    return new ArrayList<>(wanted);
  }

  private static Optional<Role> byId(String id) {
    return ALL.stream().filter(role -> role.id().toString().equals(id)).findFirst();
  }

  static List<AssignedRole> shown(List<Role> roles) {
    return roles.stream()
        .map(role -> new AssignedRole(role.id().toString(), role.word(), "system"))
        .toList();
  }

  /** As the older field has it: the strongest. */
  static String strongest(List<Role> roles) {
    return Stream.concat(roles.stream(), Stream.of(Role.DEVELOPER))
        .sorted()
        .findFirst()
        .orElse(Role.DEVELOPER)
        .word();
  }
}
