package io.freehold.cli.live;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The control plane's time, as well as it is known from what it says of itself now and then: a
 * demo's runs many times as fast as ours, and goes on while nothing is heard.
 */
final class Pace {
  /** What comes in the first moment may be what happened before we listened. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(1);

  /** Less is no other pace, but an answer that was late. */
  private static final double LEAST = 2;

  private @Nullable Instant began;
  private Instant firstHeard = Instant.EPOCH;
  private Instant firstTime = Instant.EPOCH;
  private Instant lastHeard = Instant.EPOCH;
  private Instant lastTime = Instant.EPOCH;
  private double speed = 1;

  /**
   * The control plane said what time it is.
   *
   * @param heard when, by our own clock
   */
  void hear(Instant heard, Instant time) {
    if (began == null) {
      began = heard;
    }
    lastHeard = heard;
    lastTime = time;
    Duration listened = Duration.between(began, heard);
    if (listened.compareTo(CATCHING_UP) < 0) {
      firstHeard = heard;
      firstTime = time;
      return;
    }
    Duration ours = Duration.between(firstHeard, heard);
    if (ours.compareTo(CATCHING_UP) >= 0) {
      double measured = (double) Duration.between(firstTime, time).toMillis() / ours.toMillis();
      speed = measured >= LEAST ? measured : 1;
    }
  }

  /**
   * Its time now; ours, where it said nothing yet.
   *
   * @param ours what our own clock says
   */
  Instant at(Instant ours) {
    if (began == null) {
      return ours;
    }
    long since = Duration.between(lastHeard, ours).toMillis();
    return lastTime.plusMillis(Math.round(since * speed));
  }
}
