package io.freehold.app.bench;

import io.freehold.cli.client.ApiRefusal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Services: many of them on one control plane, with HTTP, PostgreSQL and the queue as they are in
 * production; and how soon one runs, in virtual time and without a database.
 */
public final class ServicesBench {
  private static final int ACCESS_LIST_CHANGES = 40;
  private static final int LISTS = 300;
  private static final int SINGLES = 1_000;
  private static final int STARTS = 200;

  private final InstantSource wall;
  private final int threads;
  private final Path folder;

  /**
   * @param wall the machine's clock
   * @param threads for what runs without a database
   * @param folder for the database
   */
  public ServicesBench(InstantSource wall, int threads, Path folder) {
    this.wall = wall;
    this.threads = threads;
    this.folder = folder;
  }

  /**
   * What was measured.
   *
   * @param runs seeds of {@code medianRatio}, {@code p95Ratio} and {@code worstRatio}
   * @param services on the one control plane
   * @param medians a service's ratio to its bound where everything takes its median
   * @param medianRatio of services whose Keeper and servers take half to twice as long
   * @param accessListChanges measured as {@link AccessListLag} says
   * @param listRequests measured as {@link ReadLatency} says
   * @param listBytes of an answer that lists all services
   * @param getRequests of single services, likewise
   * @param statusLagStarts measured as {@link StatusLag} says
   * @param statusLagStartsPerSecond the load: how many services start beside those that run
   * @param setUpSeconds of the machine, until all services ran
   * @param loadAverage of the machine in the last minute before the first measurement on the
   *     control plane, and after the last: what else it did is in the milliseconds and lags
   */
  public record Report(
      int runs,
      int services,
      double medians,
      double medianRatio,
      double p95Ratio,
      double worstRatio,
      int accessListChanges,
      double accessListMedianSimulatedSeconds,
      double accessListWorstSimulatedSeconds,
      int listRequests,
      int listBytes,
      double listMedianMillis,
      double listP99Millis,
      int getRequests,
      double getMedianMillis,
      double getP99Millis,
      int statusLagStarts,
      double statusLagStartsPerSecond,
      double statusLagMedianSimulatedSeconds,
      double statusLagP99SimulatedSeconds,
      double setUpSeconds,
      double wallSeconds,
      List<Double> loadAverage)
      implements Figures {
    public Report {
      loadAverage = List.copyOf(loadAverage);
    }

    @Override
    public List<String> missed() {
      List<String> missed = new ArrayList<>();
      Figures.atMost(missed, "medians", medians, 1.10);
      Figures.atMost(missed, "accessListWorstSimulatedSeconds", accessListWorstSimulatedSeconds, 5);
      Figures.atMost(missed, "listP99Millis", listP99Millis, 50);
      Figures.atMost(missed, "statusLagP99SimulatedSeconds", statusLagP99SimulatedSeconds, 2);
      return missed;
    }
  }

  /**
   * @param runs seeds 1 to {@code runs}
   * @param services on the one control plane
   */
  public Report measure(int runs, int services)
      throws IOException, InterruptedException, ExecutionException, ApiRefusal {
    long begun = wall.millis();
    try (ServicesPlane plane = ServicesPlane.start(services, wall, folder)) {
      double setUp = seconds(begun);
      // What bringing up the simulated clusters left behind is no part of what is measured.
      System.gc();
      double load = loadAverage();
      ReadLatency reads = new ReadLatency(plane);
      Sample lists = reads.lists(LISTS);
      Sample singles = reads.singles(SINGLES);
      Sample access = new AccessListLag(plane).measure(ACCESS_LIST_CHANGES);
      Sample status = new StatusLag(plane).measure(STARTS);
      List<Double> loads = List.of(load, loadAverage());
      double[] ratios = ratios(runs);
      return new Report(
          runs,
          services,
          Figures.rounded(ServiceRatios.ofMedians()),
          Figures.rounded(Figures.quantile(ratios, 0.5)),
          Figures.rounded(Figures.quantile(ratios, 0.95)),
          Figures.rounded(ratios[ratios.length - 1]),
          access.count(),
          access.median(),
          access.worst(),
          lists.count(),
          reads.listBytes(),
          lists.median(),
          lists.p99(),
          singles.count(),
          singles.median(),
          singles.p99(),
          status.count(),
          StatusLag.STARTS_PER_SECOND,
          status.median(),
          status.p99(),
          setUp,
          seconds(begun),
          loads);
    }
  }

  private double[] ratios(int runs) throws InterruptedException, ExecutionException {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<Double>> futures =
          LongStream.rangeClosed(1, runs)
              .mapToObj(seed -> workers.submit(() -> ServiceRatios.of(seed)))
              .toList();
      double[] ratios = new double[runs];
      for (int i = 0; i < runs; i++) {
        ratios[i] = futures.get(i).get();
      }
      java.util.Arrays.sort(ratios);
      return ratios;
    }
  }

  private double seconds(long since) {
    return Figures.rounded((wall.millis() - since) / 1000.0);
  }

  private static double loadAverage() {
    return Figures.rounded(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
