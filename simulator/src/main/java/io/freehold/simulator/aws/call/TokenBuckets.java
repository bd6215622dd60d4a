package io.freehold.simulator.aws.call;

import io.freehold.simulator.aws.place.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How much of each limit is left. Not safe by itself: used under the world's lock. */
final class TokenBuckets {
  private record Key(Location location, RateLimit limit) {}

  private record Level(double tokens, Instant at) {}

  private final Map<Key, Level> levels = new HashMap<>();

  /** Takes one call out of the bucket; false if it is empty. */
  boolean take(Location location, RateLimit limit, Instant now) {
    Key key = new Key(location, limit);
    Level last = levels.getOrDefault(key, new Level(limit.burst(), now));
    double seconds = Duration.between(last.at(), now).toNanos() / 1e9;
    double tokens = Math.min(limit.burst(), last.tokens() + seconds * limit.perSecond());
    boolean enough = tokens >= 1;
    levels.put(key, new Level(enough ? tokens - 1 : tokens, now));
    return enough;
  }
}
