package io.freehold.kernel.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is moved, and never goes back. Whoever owns the work moves it:
 * when nothing is runnable, it jumps to the next due time, so that a provisioning of thirteen
 * minutes takes milliseconds. Safe for use by several threads.
 */
public final class VirtualClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  public VirtualClock(Instant start) {
    this(new AtomicReference<>(start), ZoneOffset.UTC);
  }

  private VirtualClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** Moves on by {@code step}; a negative step moves nothing. */
  public void advance(Duration step) {
    if (step.isPositive()) {
      now.updateAndGet(time -> time.plus(step));
    }
  }

  /** Moves on to {@code time}, or stays where that is already past. */
  public void advanceTo(Instant time) {
    now.updateAndGet(current -> time.isAfter(current) ? time : current);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same time line, shown in another zone. */
  @Override
  public Clock withZone(ZoneId other) {
    return new VirtualClock(now, other);
  }
}
