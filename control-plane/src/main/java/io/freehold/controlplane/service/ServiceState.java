package io.freehold.controlplane.service;

import java.util.Arrays;
import java.util.Locale;

/** What a service is doing, in the words of the public API. */
public enum ServiceState {
  PROVISIONING,
  STARTING,
  AWAKING,
  RUNNING,
  PARTIALLY_RUNNING,
  DEGRADED,
  IDLE,
  STOPPING,
  STOPPED,
  FAILED,
  TERMINATING,
  TERMINATED;

  /** As the API has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such state
   */
  public static ServiceState of(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("service state: found " + word));
  }

  /** Whether it may be deleted: nothing of it runs. */
  boolean isAtRest() {
    return switch (this) {
      case STOPPED, FAILED, TERMINATING, TERMINATED -> true;
      case PROVISIONING, STARTING, AWAKING, RUNNING, PARTIALLY_RUNNING, DEGRADED, IDLE, STOPPING ->
          false;
    };
  }

  /** What it is doing once it was told to stop. */
  ServiceState toldToStop() {
    return this == STOPPED ? STOPPED : STOPPING;
  }

  /**
   * What it is doing once it was told to run.
   *
   * @param how {@link #STARTING} or {@link #AWAKING}
   */
  ServiceState toldToRun(ServiceState how) {
    return switch (this) {
      case STOPPED, STOPPING, IDLE -> how;
      case PROVISIONING,
          STARTING,
          AWAKING,
          RUNNING,
          PARTIALLY_RUNNING,
          DEGRADED,
          FAILED,
          TERMINATING,
          TERMINATED ->
          this;
    };
  }
}
