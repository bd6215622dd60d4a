package io.freehold.model.latency;

import static io.freehold.model.latency.Latency.durationOf;
import static io.freehold.model.latency.Latency.seconds;

import java.time.Duration;

/**
 * When to look again at something under way. Few looks while it can hardly be done, a look at the
 * expected end itself, close ones around and after it, and gentle backing off once it is late.
 */
final class LookSchedule {
  /** Looks near the end are this share of the median apart; so much is overshot at worst. */
  private static final double CLOSE = 0.015;

  /** Between the first look and the median. */
  private static final double WIDE = 0.05;

  private static final double FIRST_LOOK = 0.6;
  private static final double SHORTEST = 1;
  private static final double LONGEST = 30;

  /** Seconds of lateness beyond the 95th percentile that lengthen the wait by one second. */
  private static final double PATIENCE = 10;

  private LookSchedule() {}

  static Duration next(Latency latency, Duration elapsed) {
    double median = seconds(latency.median());
    double p95 = seconds(latency.p95());
    double at = Math.max(0, seconds(elapsed));
    double close = Math.clamp(CLOSE * median, SHORTEST, LONGEST);
    return durationOf(at < median ? beforeMedian(median, at, close) : afterMedian(p95, at, close));
  }

  private static double beforeMedian(double median, double at, double close) {
    double left = median - at;
    double untilFirst = FIRST_LOOK * median - at;
    if (untilFirst >= close) {
      // Short things are not worth a look before their end.
      return left - untilFirst < 2 * close ? left : untilFirst;
    }
    double wide = Math.clamp(WIDE * median, close, Math.max(close, LONGEST));
    double gap = Math.clamp(left / 2, close, wide);
    return gap + close / 2 >= left ? left : gap;
  }

  private static double afterMedian(double p95, double at, double close) {
    double late = Math.max(0, at - p95);
    return Math.min(LONGEST, close + late / PATIENCE);
  }
}
