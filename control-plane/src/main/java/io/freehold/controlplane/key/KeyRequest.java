package io.freehold.controlplane.key;

import io.freehold.controlplane.access.Role;
import io.freehold.controlplane.web.Body;
import io.freehold.controlplane.web.IpAccessRules;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.IpAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
      return KeyRequest.wantedRoles(roles, assignedRoleIds);
    }
  }

  void check(Body<?> body) {
    body.require("name", "a name");
    if (!body.has("roles") && !body.has("assignedRoleIds")) {
      body.violations()
          .add(
              "roles", "field-missing", null, "at least one of " + String.join(", ", Role.words()));
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
    return wantedRoles(roles, assignedRoleIds);
  }

  private void checkGiven(Body<?> body) {
    Violations violations = body.violations();
    if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
      violations.add("name", "name-length", name.length() + " characters", "1 to " + LONGEST_NAME);
    }
    if (state != null && !state.equals("enabled") && !state.equals("disabled")) {
      violations.add("state", "unknown-value", "'" + state + "'", "enabled or disabled");
    }
    checkRoles(violations);
    if (ipAccessList != null) {
      IpAccessRules.check("ipAccessList", ipAccessList, violations);
    }
  }

  private void checkRoles(Violations violations) {
    if (roles != null) {
      if (roles.isEmpty() && assignedRoleIds == null) {
        violations.add("roles", "too-few", "none", "at least one");
      }
      for (String role : roles) {
        if (Role.of(role).isEmpty()) {
          violations.add(
              "roles",
              "unknown-value",
              "'" + role + "'",
              "one of " + String.join(", ", Role.words()));
        }
      }
    }
    if (assignedRoleIds != null) {
      if (assignedRoleIds.isEmpty() && roles == null) {
        violations.add("assignedRoleIds", "too-few", "none", "at least one");
      }
      for (UUID id : assignedRoleIds) {
        if (Role.of(id).isEmpty()) {
          violations.add(
              "assignedRoleIds",
              "unknown-value",
              id.toString(),
              "the id of a system role; there are no custom ones");
        }
      }
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

  private static List<Role> wantedRoles(@Nullable List<String> words, @Nullable List<UUID> ids) {
    Set<Role> wanted = new LinkedHashSet<>();
    if (ids != null) {
      ids.forEach(id -> Role.of(id).ifPresent(wanted::add));
    } else if (words != null) {
      words.forEach(word -> Role.of(word).ifPresent(wanted::add));
    }
    return new ArrayList<>(wanted).stream().sorted().toList();
  }
}
