package io.freehold.controlplane.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many requests one key may make: a bucket of {@code burst} that fills again within {@code
 * window}. Counted by each control plane for itself.
 */
public record RateLimit(int burst, Duration window) {
  /** Enough for consoles and watchers, too little to hurt. */
  public static final RateLimit STANDARD = new RateLimit(300, Duration.ofSeconds(10));

  private static final int MOST_KEYS = 10_000;

  public RateLimit {
    if (burst < 1 || !window.isPositive()) {
      throw new IllegalArgumentException(
          "rate limit: found %d within %s, needed at least 1 within a positive time"
              .formatted(burst, window));
    }
  }

  Buckets buckets() {
    return new Buckets(this, new ConcurrentHashMap<>());
  }

  private record Bucket(double left, Instant at, boolean granted) {}

  /** What every key has left. */
  record Buckets(RateLimit limit, Map<UUID, Bucket> byKey) {

    /** Takes one; if there is none, says in how many seconds there will be. */
    OptionalLong take(UUID key, Instant now) {
      if (byKey.size() > MOST_KEYS) {
        byKey.values().removeIf(bucket -> !bucket.at().plus(limit.window).isAfter(now));
      }
      double perSecond = limit.burst * 1e9 / limit.window.toNanos();
      Bucket after = byKey.compute(key, (ignored, before) -> refilled(before, now, perSecond));
      return after.granted ? OptionalLong.empty() : OptionalLong.of(seconds(after.left, perSecond));
    }

    /** In how many seconds there will be one, if there is none now; takes nothing. */
    OptionalLong wait(UUID key, Instant now) {
      double perSecond = limit.burst * 1e9 / limit.window.toNanos();
      double left = left(byKey.get(key), now, perSecond);
      return left >= 1 ? OptionalLong.empty() : OptionalLong.of(seconds(left, perSecond));
    }

    private static long seconds(double left, double perSecond) {
      return Math.max(1, (long) Math.ceil((1 - left) / perSecond));
    }

    private double left(@Nullable Bucket before, Instant now, double perSecond) {
      if (before == null) {
        return limit.burst;
      }
      double passed = Math.max(0, Duration.between(before.at, now).toNanos() / 1e9);
      return Math.min(limit.burst, before.left + passed * perSecond);
    }

    private Bucket refilled(@Nullable Bucket before, Instant now, double perSecond) {
      double left = left(before, now, perSecond);
      return left >= 1 ? new Bucket(left - 1, now, true) : new Bucket(left, now, false);
    }
  }
}
