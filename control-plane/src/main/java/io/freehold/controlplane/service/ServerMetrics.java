package io.freehold.controlplane.service;

import io.freehold.kernel.queue.Lease;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.service.ServerSample;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What the servers of services say of themselves, asked of the clusters they run in. That is within
 * bounds, whatever the clusters do: of services that are not in the answer nothing is known now.
 */
@Component
class ServerMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(ServerMetrics.class);

  /** For a whole answer. Prometheus waits ten seconds for it, unless it is told otherwise. */
  private static final Duration WITHIN = Duration.ofSeconds(5);

  /** Clusters that are asked at the same time, for whomever; each has one service's text here. */
  private static final int AT_ONCE = 4;

  /** In one answer: about 30 MB of text, or 13 services with three servers that say everything. */
  private static final int MOST_SAMPLES = 100_000;

  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("server-metrics").start(task);

  private final ObjectProvider<ClusterLook> cluster;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  ServerMetrics(ObjectProvider<ClusterLook> cluster) {
    this.cluster = cluster;
  }

  /**
   * Asks each cluster for one of its services after another, by one way in. Those that are not to
   * run are not asked for.
   *
   * @param names of the metrics that are asked for; all, if there are none
   */
  Map<UUID, List<ServerSample>> of(List<ServiceRow> services, Set<String> names) {
    Answer answer = new Answer();
    List<CompletableFuture<Void>> asked =
        services.stream()
            .filter(ServiceRow::running)
            .collect(
                Collectors.groupingBy(
                    ServiceRow::infrastructureId, LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(some ->
                CompletableFuture.runAsync(() -> inTurn(some, names, answer), THREADS)
                    .exceptionally(broken -> {
                      LOG.warn("metrics of the servers in {}", some.getFirst(), broken);
                      return null;
                    })
                    // What is not there by then is not waited for.
                    .completeOnTimeout(null, WITHIN.toMillis(), TimeUnit.MILLISECONDS))
            .toList();
    asked.forEach(CompletableFuture::join);
    return answer.end();
  }

  private void inTurn(List<ServiceRow> services, Set<String> names, Answer answer) {
    ClusterLook look = cluster.getIfAvailable();
    try {
      if (look == null || !turns.tryAcquire(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      var _ =
          look.at(
              services.getFirst(),
              Lease.uncontested(),
              session -> {
                services.forEach(row -> answer.ask(session, row, names));
                return Optional.of(services);
              });
    } finally {
      turns.release();
    }
  }

  /** What is known so far, for one answer. */
  private static final class Answer {
    private final Map<UUID, List<ServerSample>> known = new ConcurrentHashMap<>();
    private final AtomicInteger left = new AtomicInteger(MOST_SAMPLES);
    private volatile boolean ended;

    /** Servers of which Prometheus has measured nothing of late are not known. */
    void ask(KubernetesSession session, ServiceRow row, Set<String> names) {
      int most = left.get();
      if (ended || most <= 0) {
        return;
      }
      ServerSample.of(session, row.name().value(), names, WITHIN)
          .map(some -> some.limit(most + 1L).toList())
          .filter(some -> !some.isEmpty())
          .ifPresent(some -> {
            // Whatever does not fit leaves its room to others.
            if (left.addAndGet(-some.size()) >= 0) {
              known.put(row.id(), some);
            } else {
              left.addAndGet(some.size());
            }
          });
    }

    /** Nothing is asked any more. */
    Map<UUID, List<ServerSample>> end() {
      ended = true;
      return Map.copyOf(known);
    }
  }
}
