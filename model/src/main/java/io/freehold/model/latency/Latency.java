package io.freehold.model.latency;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long one operation takes: half of them within {@code median}, 95 of 100 within {@code p95}.
 * Equal figures mean a constant.
 *
 * @param median the 50th percentile; not negative
 * @param p95 the 95th percentile; not below the median, and zero if the median is zero
 */
public record Latency(Duration median, Duration p95) {
  /** Takes no time. */
  public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

  /** The 95th percentile of the standard normal distribution. */
  private static final double Z95 = 1.6448536269514722;

  public Latency {
    if (median.isNegative() || p95.compareTo(median) < 0) {
      throw new IllegalArgumentException(
          "latency: found median " + median + " and p95 " + p95 + ", needed 0 <= median <= p95");
    }
    if (median.isZero() && !p95.isZero()) {
      throw new IllegalArgumentException(
          "latency: found median 0 and p95 " + p95 + ", needed a positive median for a spread");
    }
  }

  /** Always the same. */
  public static Latency constant(Duration duration) {
    return new Latency(duration, duration);
  }

  /** Always the same number of seconds. */
  public static Latency ofSeconds(double seconds) {
    return constant(durationOf(seconds));
  }

  /** A spread, in seconds. */
  public static Latency ofSeconds(double median, double p95) {
    return new Latency(durationOf(median), durationOf(p95));
  }

  /** Whether every draw is the median. */
  public boolean isConstant() {
    return median.equals(p95);
  }

  /** The same median without its spread. */
  public Latency withoutSpread() {
    return isConstant() ? this : constant(median);
  }

  /**
   * One duration at random: lognormal, fitted to the two percentiles, because operations of a cloud
   * are never much faster than usual but now and then much slower.
   */
  public Duration draw(RandomGenerator random) {
    if (isConstant()) {
      return median;
    }
    double sigma = Math.log(seconds(p95) / seconds(median)) / Z95;
    return durationOf(seconds(median) * Math.exp(sigma * random.nextGaussian()));
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  static Duration durationOf(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
