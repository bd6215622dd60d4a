package io.freehold.kernel.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that runs {@code speed} times as fast as another since a moment of that one. For shows
 * and tests.
 */
public final class ScaledClock extends Clock {
  private final Clock base;
  private final Instant start;
  private final double speed;

  /**
   * @param base the clock that is sped up
   * @param speed how many of its seconds pass in one second of {@code base}; positive
   */
  public ScaledClock(Clock base, double speed) {
    this(base, base.instant(), speed);
  }

  /**
   * @param start the moment at which both clocks show the same; the same for several processes
   */
  public ScaledClock(Clock base, Instant start, double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed: found " + speed + ", needed a positive number");
    }
    this.base = base;
    this.start = start;
    this.speed = speed;
  }

  @Override
  public Instant instant() {
    long elapsed = Duration.between(start, base.instant()).toNanos();
    return start.plusNanos((long) (elapsed * speed));
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new ScaledClock(base.withZone(zone), start, speed);
  }
}
