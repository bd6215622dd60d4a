package io.freehold.controlplane.service;

import io.freehold.controlplane.service.ServiceUseStore.LastUse;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.Reconciler;
import io.freehold.kubernetes.service.ServiceUse;
import io.freehold.model.service.ScalingSchedule;
import io.freehold.model.service.ServiceSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks now and then whether a running service is used, and has it sent to sleep when it was not
 * for its time-out. What is not known is no reason for it: a service sleeps only if there was
 * something to be seen all the time. Whatever else is asked of a service counts as its use, and so
 * does another entry of its schedule.
 */
final class ServiceWatch implements Reconciler {
  /** The type of its requests. */
  static final String TYPE = "service-use";

  private final ServiceStore store;
  private final ServiceUseStore uses;
  private final ClusterLook cluster;
  private final Supplier<ServiceIdling> idling;
  private final Clock clock;

  ServiceWatch(
      ServiceStore store,
      ServiceUseStore uses,
      ClusterLook cluster,
      Supplier<ServiceIdling> idling,
      Clock clock) {
    this.store = store;
    this.uses = uses;
    this.cluster = cluster;
    this.idling = idling;
    this.clock = clock;
  }

  /** Ends where there is nothing to watch: a pass over the service has it begun again. */
  @Override
  public Outcome reconcile(ReconcileRequest request, Lease lease) {
    return store
        .find(request.id())
        .filter(row -> row.deletedAt().isEmpty() && row.deletion().isEmpty())
        .<Outcome>map(row ->
            switch (row.wanted()) {
              case STOPPED -> new Outcome.Finished();
              case ASLEEP -> asleep(row);
              case RUNNING ->
                  row.state() == ServiceState.RUNNING
                      ? running(row, lease)
                      : new Outcome.Finished();
            })
        .orElseGet(Outcome.Finished::new);
  }

  private Outcome asleep(ServiceRow row) {
    return idling.get().wakeUnlessIdle(row) ? new Outcome.Finished() : atNextChange(row);
  }

  private Outcome running(ServiceRow row, Lease lease) {
    ServiceSpec spec = row.specAt(clock.instant());
    if (!spec.idleScaling()) {
      return atNextChange(row);
    }
    Duration again = ServiceIdling.interval(spec.idleTimeout());
    Optional<ServiceUse> use =
        cluster.at(row, lease, session -> ServiceUse.of(session, row.name().value()));
    if (use.isEmpty()) {
      return new Outcome.Waiting("a measurement of its use", again);
    }
    Duration unused =
        Duration.between(lastUse(row, use.get(), spec.idleTimeout()), clock.instant());
    Duration left = spec.idleTimeout().minus(unused);
    if (left.isPositive()) {
      return new Outcome.Settled(left.compareTo(again) < 0 ? left : again);
    }
    return idling.get().unused(row) ? new Outcome.Finished() : new Outcome.Settled(again);
  }

  private Outcome atNextChange(ServiceRow row) {
    Instant now = clock.instant();
    return row.schedule()
        .nextChange(now)
        .<Outcome>map(change -> new Outcome.Settled(Duration.between(now, change)))
        .orElseGet(Outcome.Finished::new);
  }

  /** When it was last used, by all that is known now; keeps it. */
  private Instant lastUse(ServiceRow row, ServiceUse use, Duration timeout) {
    Instant now = clock.instant();
    String asked = asked(row, now);
    Instant used =
        use.busy()
            ? now
            : uses.find(row.organizationId(), row.id())
                .filter(last -> last.asked().equals(asked))
                .filter(last -> last.traffic().equals(use.traffic()))
                // What the gateway's counters said before a long time without a look may be lost.
                .filter(last -> last.seenAt().plus(timeout).isAfter(now))
                .map(LastUse::usedAt)
                .orElse(now);
    uses.keep(row.organizationId(), row.id(), new LastUse(asked, use.traffic(), used, now));
    return used;
  }

  private static String asked(ServiceRow row, Instant now) {
    return row.generation()
        + row.schedule()
            .activeAt(now)
            .map(ScalingSchedule.Entry::id)
            .map(id -> " " + id)
            .orElse("");
  }
}
