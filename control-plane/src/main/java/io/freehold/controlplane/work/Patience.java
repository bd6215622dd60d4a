package io.freehold.controlplane.work;

import java.time.Duration;
import java.time.Instant;

/** How long to leave something alone that only somebody else can mend. */
public final class Patience {
  private static final Duration SOONEST = Duration.ofMinutes(1);
  private static final Duration LATEST = Duration.ofMinutes(10);

  private Patience() {}

  /** As long as it has been so already: the delay doubles, from one minute up to ten. */
  public static Duration after(Instant since, Instant now) {
    Duration waited = Duration.between(since, now);
    if (waited.compareTo(SOONEST) < 0) {
      return SOONEST;
    }
    return waited.compareTo(LATEST) > 0 ? LATEST : waited;
  }
}
