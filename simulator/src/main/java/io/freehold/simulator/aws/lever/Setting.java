package io.freehold.simulator.aws.lever;

import java.time.Duration;
import java.time.Instant;

/** What a lever does. */
sealed interface Setting {
  /** Where in a call a fault strikes. */
  enum Moment {
    BEFORE_EFFECT,
    AFTER_EFFECT
  }

  /** No answer arrives; {@code times} may be met before it is over. */
  record Lost(Moment moment, String action, int times) implements Setting {}

  /** No answer arrives for the n-th mutating call, counted from 1. */
  record LostNumber(Moment moment, int number) implements Setting {}

  record Hidden(Duration duration) implements Setting {}

  record StillFound(String accountId, Duration duration) implements Setting {}

  record Stale(Duration duration) implements Setting {}

  record Denied(String action, Instant from) implements Setting {}

  record Slowed(String action, double perSecond) implements Setting {}

  record Limit(String code, int value) implements Setting {}

  /** A quota of which only AWS's default can be asked. */
  record OnlyDefault(String code) implements Setting {}

  record NotOffered(String instanceType, String zoneId) implements Setting {}

  record NoCapacity(String instanceType, String zoneId) implements Setting {}

  record NoEksCapacity(String zoneId) implements Setting {}

  record Failing(Moment moment, String action, String code, int times) implements Setting {}

  /** Each item of a batch fails, and the batch does not. */
  record FailingItems(String action, String code, int times) implements Setting {}

  record Down(String region, Duration duration) implements Setting {}

  record StuckCreation(String kind) implements Setting {}

  record FailedUpdate(String kind, String code, String message) implements Setting {}

  record FailedCreation(String kind, String reason) implements Setting {}
}
