package io.freehold.controlplane.service;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a service is doing, in the words of the public API. Which of them holds is decided by {@link
 * ServiceStates} alone.
 */
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
  SOFTDELETING,
  SOFTDELETED,
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
}
