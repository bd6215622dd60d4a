package io.freehold.simulator.iam;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An instance profile.
 *
 * @param role the name of the one role that it can hold
 */
record Profile(
    String name,
    String path,
    String id,
    String arn,
    Instant created,
    Optional<String> role,
    Map<String, String> tags) {
  Profile holding(Optional<String> roleName) {
    return new Profile(name, path, id, arn, created, roleName, tags);
  }

  Profile tagged(Map<String, String> next) {
    return new Profile(name, path, id, arn, created, role, next);
  }
}
