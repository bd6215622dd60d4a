package io.freehold.protocol.key;

import io.freehold.protocol.IpAccess;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An API key of an organization, without its secret.
 *
 * @param state {@code enabled} or {@code disabled}
 * @param roles {@code admin}, {@code developer}, {@code query_endpoints}
 * @param keySuffix the last four characters of the key id
 * @param expireAt when it stops working; null if never
 * @param usedAt when it was last used, to the minute; null if never
 * @param ipAccessList from where it may be used; empty means from everywhere
 */
public record ApiKey(
    String id,
    String name,
    String state,
    List<String> roles,
    List<AssignedRole> assignedRoles,
    String keySuffix,
    Instant createdAt,
    @Nullable Instant expireAt,
    @Nullable Instant usedAt,
    List<IpAccess> ipAccessList) {
  public ApiKey {
    roles = List.copyOf(Objects.requireNonNullElse(roles, List.of()));
    assignedRoles = List.copyOf(Objects.requireNonNullElse(assignedRoles, List.of()));
    ipAccessList = List.copyOf(Objects.requireNonNullElse(ipAccessList, List.of()));
  }

  /**
   * A role of the key.
   *
   * @param roleType {@code system}: there are no custom ones
   */
  public record AssignedRole(String roleId, String roleName, String roleType) {}

  /**
   * The answer to a creation.
   *
   * @param keyId null where the client brought hashes of its own
   * @param keySecret shown this once
   */
  public record Created(ApiKey key, @Nullable String keyId, @Nullable String keySecret) {}
}
