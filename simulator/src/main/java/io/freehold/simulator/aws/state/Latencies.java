package io.freehold.simulator.aws.state;

import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.aws.lever.Levers;
import io.freehold.simulator.aws.place.Location;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How long each single operation takes. The n-th draw of a key in an account and region is the same
 * in every run with the same seed, whatever other threads do. Not safe by itself: used under the
 * world's lock.
 */
public final class Latencies {
  private record Series(Location location, String key) {}

  private final LatencyProfile profile;
  private final long seed;
  private final Levers levers;
  private final Map<Series, Integer> ordinals = new HashMap<>();
  private final Map<Location, Map<String, Duration>> shortest = new HashMap<>();
  private final ScopedValue<Boolean> longAgo = ScopedValue.newInstance();

  public Latencies(LatencyProfile profile, long seed, Levers levers) {
    this.profile = profile;
    this.seed = seed;
    this.levers = levers;
  }

  /**
   * Runs something whose operations take no time, as if they had begun long ago; what others do
   * meanwhile takes its time. Nothing is drawn, so that later draws are the same with and without
   * it.
   */
  public <T> T longAgo(Supplier<T> work) {
    return ScopedValue.where(longAgo, true).call(work::get);
  }

  /**
   * The time that one operation takes.
   *
   * @param key of the latency profile, such as {@code NatGateway/create}
   */
  public Duration draw(Location location, String key) {
    if (longAgo.isBound()) {
      return Duration.ZERO;
    }
    Duration drawn = profile.of(key).draw(next(location, key));
    shortest
        .computeIfAbsent(location, l -> new TreeMap<>())
        .merge(key, drawn, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    return drawn;
  }

  /**
   * Why this creation will fail, if it will: by the lever, or by the profile's own share.
   *
   * @param kind of the latency profile, such as {@code NodeGroup}
   */
  public Optional<String> failure(Location location, String kind) {
    return failure(location, kind, kind);
  }

  /**
   * The same for some of a kind, of which the profile has a share of their own.
   *
   * @param sort the kind with its qualifier, such as {@code NodeGroup.empty}
   */
  public Optional<String> failure(Location location, String kind, String sort) {
    Optional<String> forced = levers.creationFailure(kind);
    if (forced.isPresent()) {
      return forced;
    }
    double share = longAgo.isBound() ? 0 : profile.failing(sort + "/create");
    boolean fails = share > 0 && next(location, kind + " fails").nextDouble() < share;
    return fails ? Optional.of("Internal failure") : Optional.empty();
  }

  /**
   * The shortest draw of each key, here and among the things that know no region: what waits for
   * one of them waits no less. For what was not drawn, its median.
   */
  public Map<String, Duration> drawn(Location location) {
    Map<String, Duration> all = new TreeMap<>();
    profile.keys().forEach(key -> all.put(key, profile.of(key).median()));
    all.putAll(
        shortest.getOrDefault(new Location(location.accountId(), Location.GLOBAL), Map.of()));
    all.putAll(shortest.getOrDefault(location, Map.of()));
    return all;
  }

  private SplittableRandom next(Location location, String key) {
    int ordinal = ordinals.merge(new Series(location, key), 1, Integer::sum);
    return new SplittableRandom(Mixing.mix(seed, location + key, ordinal));
  }
}
