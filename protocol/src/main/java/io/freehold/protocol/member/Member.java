package io.freehold.protocol.member;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Somebody who belongs to an organization.
 *
 * @param userId the same in every organization
 * @param role the stronger of its roles: {@code admin} or {@code developer}
 */
public record Member(
    String userId,
    String name,
    String email,
    String role,
    Instant joinedAt,
    List<AssignedRole> assignedRoles) {
  public Member {
    assignedRoles = List.copyOf(Objects.requireNonNullElse(assignedRoles, List.of()));
  }
}
