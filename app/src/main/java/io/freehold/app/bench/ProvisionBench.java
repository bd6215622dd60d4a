package io.freehold.app.bench;

import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** What is to be reached with enough runs; with fewer, the percentile is a matter of luck. */
  private static final int ENOUGH_RUNS = 20;

  /**
   * What was measured.
   *
   * @param medians ratio to the bound where everything takes its median
   * @param medianRatio of the runs with spread
   * @param p95Ratio of the runs with spread
   * @param service ratio to the bound of a service in the infrastructure with medians
   * @param reads of AWS for the one with medians, up to ready
   * @param lookReads of AWS in one check for drift
   * @param perMinute complete provisionings, with spread, in one minute of this machine
   * @param cpuSeconds that the second half of the runs with spread took of all processors: in the
   *     first half the program is still being compiled
   * @param perMinuteOnTwoCores what two processors do in a minute, by {@code cpuSeconds}: whatever
   *     else the machine does has no part in it
   */
  public record Report(
      int runs,
      double medians,
      double medianRatio,
      double p95Ratio,
      double worstRatio,
      double service,
      int throttledCalls,
      int reads,
      int writes,
      int lookReads,
      int lookWrites,
      double perMinute,
      double wallSeconds,
      double cpuSeconds,
      double perMinuteOnTwoCores,
      int threads)
      implements Figures {

    @Override
    public List<String> missed() {
      List<String> missed = new ArrayList<>();
      Figures.atMost(missed, "medians", medians, 1.05);
      if (runs >= ENOUGH_RUNS) {
        Figures.atMost(missed, "p95Ratio", p95Ratio, 1.10);
      }
      Figures.atMost(missed, "service", service, 1.10);
      Figures.atMost(missed, "throttledCalls", throttledCalls, 0);
      Figures.atMost(missed, "lookReads", lookReads, 75);
      Figures.atMost(missed, "lookWrites", lookWrites, 0);
      if (perMinuteOnTwoCores < 100) {
        missed.add(
            String.format(
                Locale.ROOT,
                "perMinuteOnTwoCores: found %.1f, needed at least 100",
                perMinuteOnTwoCores));
      }
      return missed;
    }
  }

  /**
   * @param runs with spread: seeds 1 to {@code runs}
   */
  public Report measure(int runs) throws InterruptedException, ExecutionException {
    LatencyProfile steady = LatencyProfile.standard().medians();
    Run medians;
    double service;
    try (Rig rig = new Rig(steady, 1)) {
      medians = run(rig);
      Duration before = rig.elapsed();
      var _ = rig.serviceUp();
      service =
          Bound.service(steady, rig.certified().minus(before)).ratio(rig.elapsed().minus(before));
    }
    long begun = wall.millis();
    int half = runs / 2;
    List<Run> all = new ArrayList<>(runs(1, half));
    double cold = cpuSeconds();
    all.addAll(runs(half + 1, runs));
    double cpu = cpuSeconds() - cold;
    double seconds = (wall.millis() - begun) / 1000.0;
    double[] ratios = all.stream().mapToDouble(Run::ratio).sorted().toArray();
    return new Report(
        runs,
        Figures.rounded(medians.ratio()),
        Figures.rounded(Figures.quantile(ratios, 0.5)),
        Figures.rounded(Figures.quantile(ratios, 0.95)),
        Figures.rounded(ratios[ratios.length - 1]),
        Figures.rounded(service),
        medians.throttled() + all.stream().mapToInt(Run::throttled).sum(),
        medians.reads(),
        medians.writes(),
        all.stream().mapToInt(Run::lookReads).max().orElse(0),
        all.stream().mapToInt(Run::lookWrites).sum(),
        Figures.rounded(runs * 60 / seconds),
        Figures.rounded(seconds),
        Figures.rounded(cpu),
        Figures.rounded((runs - half) * 2 * 60 / cpu),
        threads);
  }

  /** Of this process, on all processors. */
  private static double cpuSeconds() {
    return ProcessHandle.current()
            .info()
            .totalCpuDuration()
            .orElseThrow(() -> new IllegalStateException("this system tells no CPU time"))
            .toNanos()
        / 1e9;
  }

  private List<Run> runs(long first, long last) throws InterruptedException, ExecutionException {
    List<Run> all = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<Run>> futures =
          LongStream.rangeClosed(first, last)
              .mapToObj(seed -> workers.submit(() -> run(seed)))
              .toList();
      for (Future<Run> one : futures) {
        all.add(one.get());
      }
    }
    return all;
  }

  private static Run run(long seed) {
    try (Rig rig = new Rig(LatencyProfile.standard(), seed)) {
      return run(rig);
    }
  }

  private static Run run(Rig rig) {
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
