package io.freehold.simulator.kubernetes.controller;

import io.freehold.model.latency.LatencyProfile;
import java.time.Duration;
import java.util.SplittableRandom;

/** Draws durations, each from its own seed, so that they do not depend on the order of events. */
public final class Durations {
  private final LatencyProfile profile;
  private final long seed;

  /**
   * @param seed of the cluster; the same seed gives the same durations
   */
  public Durations(LatencyProfile profile, long seed) {
    this.profile = profile;
    this.seed = seed;
  }

  Duration of(String latencyKey, String what) {
    long mixed = seed * 0x9E3779B97F4A7C15L + 31L * latencyKey.hashCode() + what.hashCode();
    return profile.of(latencyKey).draw(new SplittableRandom(mixed));
  }
}
