package io.freehold.controlplane.account;

import io.freehold.aws.account.RoleFacts;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of an account's role.
 *
 * @param reportedAt when it was named last
 * @param checkedAt when the latest look at it began
 * @param facts what it said of itself when it was last found sound
 */
public record KnownRole(
    Optional<Instant> reportedAt, Optional<Instant> checkedAt, Optional<RoleFacts> facts) {
  static final KnownRole NONE = new KnownRole(Optional.empty(), Optional.empty(), Optional.empty());
}
