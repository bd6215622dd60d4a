package io.freehold.simulator.kubernetes.metrics;

import java.time.Duration;
import java.time.Instant;

/**
 * What clients have asked of one service so far.
 *
 * @param before how often until {@code since}
 * @param perMinute how often from then on
 */
record ServiceTraffic(long before, int perMinute, Instant since) {
  static final ServiceTraffic NONE = new ServiceTraffic(0, 0, Instant.EPOCH);

  long until(Instant now) {
    return before
        + (perMinute == 0 ? 0 : perMinute * Duration.between(since, now).toSeconds() / 60);
  }

  ServiceTraffic at(Instant now, int another) {
    return new ServiceTraffic(until(now), another, now);
  }

  ServiceTraffic more(Instant now, int times) {
    return new ServiceTraffic(until(now) + times, perMinute, now);
  }
}
