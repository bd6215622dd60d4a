package io.freehold.simulator.aws.state;

import io.freehold.simulator.aws.place.Location;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids as AWS makes them, the same in every run. Not safe by itself: used under the world's lock.
 */
public final class Ids {
  private record Series(Location location, String kind) {}

  private final long seed;
  private final Map<Series, Integer> ordinals = new HashMap<>();

  public Ids(long seed) {
    this.seed = seed;
  }

  /** An EC2 id: the prefix, a dash and 17 hexadecimal digits. */
  public String next(Location location, String prefix) {
    return prefix + "-" + hex(location, prefix, 17);
  }

  /** So many hexadecimal digits, at most 32. */
  public String hex(Location location, String kind, int digits) {
    int ordinal = ordinals.merge(new Series(location, kind), 1, Integer::sum);
    long high = Mixing.mix(seed, location + kind, ordinal);
    long low = Mixing.mix(high, kind, ordinal);
    return String.format("%016x%016x", high, low).substring(0, digits);
  }
}
