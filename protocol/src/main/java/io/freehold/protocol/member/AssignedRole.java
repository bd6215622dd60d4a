package io.freehold.protocol.member;

/**
 * A role of a member.
 *
 * @param roleType {@code system}: there are no custom ones
 */
public record AssignedRole(String roleId, String roleName, String roleType) {}
