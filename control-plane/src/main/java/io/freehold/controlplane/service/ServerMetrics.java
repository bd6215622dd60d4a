package io.freehold.controlplane.service;

import io.freehold.kernel.queue.Lease;
import io.freehold.kubernetes.service.ServerSample;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What the servers of services say of themselves, asked of the clusters they run in. That is within
 * bounds, whatever the clusters do: of services that are not in the answer nothing is known now.
 */
@Component
class ServerMetrics {
  /** Prometheus waits ten seconds for a whole answer, unless it is told otherwise. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  /** Services that are asked about at the same time, for one answer. */
  private static final int AT_ONCE = 8;

  /** In one answer: about 30 MB of text, or 13 services with three servers that say everything. */
  private static final int MOST_SAMPLES = 100_000;

  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("server-metrics").start(task);

  private final ObjectProvider<ClusterLook> cluster;

  ServerMetrics(ObjectProvider<ClusterLook> cluster) {
    this.cluster = cluster;
  }

  /**
   * Asks; the earlier services first, where there are too many for one answer. Those that are not
   * to run are not asked.
   *
   * @param names of the metrics that are asked for; all, if there are none
   */
  Map<UUID, List<ServerSample>> of(List<ServiceRow> services, Set<String> names) {
    Semaphore turns = new Semaphore(AT_ONCE, true);
    AtomicInteger left = new AtomicInteger(MOST_SAMPLES);
    Map<UUID, CompletableFuture<Optional<List<ServerSample>>>> asked = new HashMap<>();
    for (ServiceRow row : services) {
      if (row.running()) {
        asked.put(
            row.id(),
            CompletableFuture.supplyAsync(() -> inTurn(turns, left, row, names), THREADS)
                // What is not there by then goes on to its own end, and nobody waits for it.
                .completeOnTimeout(Optional.empty(), WITHIN.toMillis(), TimeUnit.MILLISECONDS));
      }
    }
    Map<UUID, List<ServerSample>> known = new HashMap<>();
    asked.forEach((id, samples) -> samples.join().ifPresent(some -> known.put(id, some)));
    return known;
  }

  private Optional<List<ServerSample>> inTurn(
      Semaphore turns, AtomicInteger left, ServiceRow row, Set<String> names) {
    try {
      if (!turns.tryAcquire(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return left.get() <= 0
          ? Optional.empty()
          : ask(row, names).filter(some -> left.addAndGet(-some.size()) >= 0);
    } finally {
      turns.release();
    }
  }

  /** Servers of which Prometheus has measured nothing of late are not known. */
  private Optional<List<ServerSample>> ask(ServiceRow row, Set<String> names) {
    ClusterLook look = cluster.getIfAvailable();
    return look == null
        ? Optional.empty()
        : look.at(
                row,
                Lease.uncontested(),
                session ->
                    ServerSample.of(session, row.name().value(), names, WITHIN)
                        .map(some -> some.toList()))
            .filter(some -> !some.isEmpty());
  }
}
