package io.freehold.app.architecture.wrong.controlplane.service;

import java.time.Clock;
import java.time.LocalDate;

/** Allowed. */
final class TakesAClock {
  LocalDate today(Clock clock) {
    return LocalDate.now(clock);
  }
}
