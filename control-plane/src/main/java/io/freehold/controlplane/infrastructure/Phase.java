package io.freehold.controlplane.infrastructure;

import java.util.Arrays;
import java.util.Locale;

/** What an infrastructure is doing. */
public enum Phase {
  PREFLIGHT,
  BLOCKED,
  PROVISIONING,
  READY,
  UPDATING,
  DEGRADED,
  DELETING,
  DELETE_BLOCKED,
  DELETED;

  /** As the API has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The coarse state of the public API. */
  public String state() {
    return switch (this) {
      case PREFLIGHT, BLOCKED, PROVISIONING -> "infra-provisioning";
      case READY, UPDATING, DEGRADED -> "infra-ready";
      case DELETING, DELETE_BLOCKED, DELETED -> "infra-terminated";
    };
  }

  /**
   * @throws IllegalArgumentException if there is no such phase
   */
  public static Phase of(String word) {
    return Arrays.stream(values())
        .filter(one -> one.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no phase " + word));
  }
}
