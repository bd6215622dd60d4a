package io.freehold.app.bench;

import io.freehold.model.latency.Bound;
import io.freehold.model.latency.Latency;
import io.freehold.model.latency.LatencyProfile;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Brings one service up in virtual time, as a ratio to the bound: by the medians of the latency
 * profile, and with a Keeper and servers that take half to twice as long as is expected of them,
 * which is what the times of the next looks go by.
 */
final class ServiceRatios {
  private static final String KEEPER = "KeeperCluster/create";
  private static final String SERVERS = "ClickHouseCluster/create";

  private ServiceRatios() {}

  static double ofMedians() {
    return ratio(LatencyProfile.standard().medians(), 1);
  }

  static double of(long seed) {
    LatencyProfile medians = LatencyProfile.standard().medians();
    SplittableRandom random = new SplittableRandom(seed);
    return ratio(
        medians
            .with(KEEPER, about(medians.of(KEEPER), random))
            .with(SERVERS, about(medians.of(SERVERS), random)),
        seed);
  }

  private static Latency about(Latency expected, SplittableRandom random) {
    double factor = Math.pow(2, random.nextDouble(-1, 1));
    return Latency.constant(Duration.ofMillis((long) (expected.median().toMillis() * factor)));
  }

  private static double ratio(LatencyProfile actual, long seed) {
    try (Rig rig = new Rig(actual, seed)) {
      var _ = rig.up();
      Duration before = rig.elapsed();
      var _ = rig.serviceUp();
      return Bound.service(actual, rig.certified().minus(before))
          .ratio(rig.elapsed().minus(before));
    }
  }
}
