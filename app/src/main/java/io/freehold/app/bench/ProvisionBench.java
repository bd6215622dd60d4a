package io.freehold.app.bench;

import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Provisions infrastructures in virtual time, one after another on each processor: first by the
 * medians of the latency profile, then with its spread.
 */
public final class ProvisionBench {
  private final InstantSource wall;
  private final int threads;

  /**
   * @param wall the machine's clock
   */
  public ProvisionBench(InstantSource wall, int threads) {
    this.wall = wall;
    this.threads = threads;
  }

  /**
   * One provisioning and a look at what it made.
   *
   * @param ratio to the bound from what was drawn
   */
  private record Run(
      double ratio, int reads, int writes, int throttled, int lookReads, int lookWrites) {}

  /**
   * What was measured.
   *
   * @param medians ratio to the bound where everything takes its median
   * @param medianRatio of the runs with spread
   * @param p95Ratio of the runs with spread
   * @param reads of AWS for the one with medians, up to ready
   * @param lookReads of AWS in one check for drift
   * @param perMinute complete provisionings, with spread, in one minute of this machine
   */
  public record Report(
      int runs,
      double medians,
      double medianRatio,
      double p95Ratio,
      double worstRatio,
      int throttledCalls,
      int reads,
      int writes,
      int lookReads,
      int lookWrites,
      double perMinute,
      double wallSeconds,
      int threads) {}

  /**
   * @param runs with spread: seeds 1 to {@code runs}
   */
  public Report measure(int runs) throws InterruptedException, ExecutionException {
    Run medians = run(LatencyProfile.standard().medians(), 1);
    long begun = wall.millis();
    List<Run> all = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<Run>> futures =
          LongStream.rangeClosed(1, runs)
              .mapToObj(seed -> workers.submit(() -> run(LatencyProfile.standard(), seed)))
              .toList();
      for (Future<Run> one : futures) {
        all.add(one.get());
      }
    }
    double seconds = (wall.millis() - begun) / 1000.0;
    double[] ratios = all.stream().mapToDouble(Run::ratio).sorted().toArray();
    return new Report(
        runs,
        rounded(medians.ratio()),
        rounded(quantile(ratios, 0.5)),
        rounded(quantile(ratios, 0.95)),
        rounded(ratios[ratios.length - 1]),
        medians.throttled() + all.stream().mapToInt(Run::throttled).sum(),
        medians.reads(),
        medians.writes(),
        all.stream().mapToInt(Run::lookReads).max().orElse(0),
        all.stream().mapToInt(Run::lookWrites).sum(),
        rounded(runs * 60 / seconds),
        rounded(seconds),
        threads);
  }

  private static Run run(LatencyProfile profile, long seed) {
    try (Rig rig = new Rig(profile, seed)) {
      var _ = rig.up();
      Duration took = rig.elapsed();
      var calls = rig.aws().callLog();
      int reads = calls.reads();
      int writes = calls.writes();
      int throttled = calls.throttled();
      calls.clear();
      var _ = rig.look();
      return new Run(
          Bound.infrastructure(rig.aws().drawn(Rig.ACCOUNT, Rig.REGION)).ratio(took),
          reads,
          writes,
          throttled,
          calls.reads(),
          calls.writes());
    }
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
