package io.freehold.protocol.member;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Somebody is invited to an organization.
 *
 * @param email in lower case; nobody else can join with it
 * @param role the stronger of the roles that it gives: {@code admin} or {@code developer}
 */
public record Invitation(
    String id,
    String email,
    String role,
    Instant createdAt,
    Instant expireAt,
    List<AssignedRole> assignedRoles) {
  public Invitation {
    assignedRoles = List.copyOf(Objects.requireNonNullElse(assignedRoles, List.of()));
  }
}
