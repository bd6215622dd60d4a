package io.freehold.controlplane.member;

import io.freehold.controlplane.access.Role;
import io.freehold.protocol.member.AssignedRole;
import java.util.List;
import java.util.stream.Stream;

/** The roles that people may have; one for queries alone is for keys only. */
final class MemberRoles {
  /** The strongest first. */
  static final List<Role> ALL = List.of(Role.ADMIN, Role.DEVELOPER);

  private MemberRoles() {}

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
