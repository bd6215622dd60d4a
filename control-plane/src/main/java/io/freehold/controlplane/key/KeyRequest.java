package io.freehold.controlplane.key;

import io.freehold.controlplane.access.Role;
import io.freehold.controlplane.access.RoleChoice;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.IpAccessRules;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.IpAccess;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body with which a key is made or changed. */
record KeyRequest(
    @Nullable String name,
    @Nullable Instant expireAt,
    @Nullable String state,
    @Nullable HashData hashData,
    @Nullable List<String> roles,
    @Nullable List<UUID> assignedRoleIds,
    @Nullable List<IpAccess> ipAccessList) {
  private static final int LONGEST_NAME = 100;
  private static final List<Role> ALL = List.of(Role.values());

  /** Hashes of a key that the client made itself: SHA-256 in Base64. */
  record HashData(
      @Nullable String keyIdHash, @Nullable String keyIdSuffix, @Nullable String keySecretHash) {}

  /** The body with which a key is changed. */
  record Change(
      @Nullable String name,
      @Nullable List<String> roles,
      @Nullable List<UUID> assignedRoleIds,
      @Nullable Instant expireAt,
      @Nullable String state,
      @Nullable List<IpAccess> ipAccessList) {
    void check(Body<?> body) {
      new KeyRequest(name, expireAt, state, null, roles, assignedRoleIds, ipAccessList)
          .checkGiven(body);
    }

    /** The roles that it is to have; empty to leave them. */
    List<Role> wantedRoles() {
      return new RoleChoice(roles, assignedRoleIds).roles();
    }
  }

  void check(Body<?> body) {
    body.require("name", "a name");
    if (!body.isFilled("roles") && !body.isFilled("assignedRoleIds")) {
      body.violations()
          .add("roles", "field-missing", null, "at least one of " + RoleChoice.words(ALL));
    }
    if (hashData != null) {
      checkHash("hashData.keyIdHash", hashData.keyIdHash, body.violations());
      checkHash("hashData.keySecretHash", hashData.keySecretHash, body.violations());
      if (hashData.keyIdSuffix == null || hashData.keyIdSuffix.length() != 4) {
        body.violations()
            .add(
                "hashData.keyIdSuffix",
                "suffix-malformed",
                hashData.keyIdSuffix,
                "the last 4 characters of the key id");
      }
    }
    checkGiven(body);
  }

  List<Role> wantedRoles() {
    return choice().roles();
  }

  private RoleChoice choice() {
    return new RoleChoice(roles, assignedRoleIds);
  }

  private void checkGiven(Body<?> body) {
    Violations violations = body.violations();
    if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
      violations.add("name", "name-length", name.length() + " characters", "1 to " + LONGEST_NAME);
    }
    if (state != null && !state.equals("enabled") && !state.equals("disabled")) {
      violations.add("state", "unknown-value", "'" + state + "'", "enabled or disabled");
    }
    choice().check("roles", ALL, violations);
    if (ipAccessList != null) {
      IpAccessRules.check("ipAccessList", ipAccessList, violations);
    }
  }

  private static void checkHash(String field, @Nullable String hash, Violations violations) {
    try {
      if (hash != null && Base64.getDecoder().decode(hash).length == 32) {
        return;
      }
    } catch (IllegalArgumentException notBase64) {
      // Said below; not what was found, which may be a secret given by mistake.
    }
    violations.add(
        field,
        "hash-malformed",
        hash == null ? null : "something else",
        "a SHA-256 hash in Base64");
  }
}
