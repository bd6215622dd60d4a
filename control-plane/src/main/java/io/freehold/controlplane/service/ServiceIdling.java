package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.ActivityType;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends services to sleep that nobody uses, and wakes those that may not sleep any more. */
@Component
class ServiceIdling {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** So often in a time-out is it looked whether a service is used. */
  private static final int LOOKS = 5;

  private final ServiceStore store;
  private final ServiceUseStore uses;
  private final ServiceChanges changes;
  private final WorkQueue queue;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ServiceIdling(
      ServiceStore store,
      ServiceUseStore uses,
      ServiceChanges changes,
      WorkQueue queue,
      TransactionTemplate transactions,
      Clock clock) {
    this.store = store;
    this.uses = uses;
    this.changes = changes;
    this.queue = queue;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** How long after one look at the use of a service the next one comes. */
  static Duration interval(Duration timeout) {
    Duration part = timeout.dividedBy(LOOKS);
    return part.compareTo(SHORTEST) < 0 ? SHORTEST : part.compareTo(LONGEST) > 0 ? LONGEST : part;
  }

  /** Has its use looked at from now on, if it may ever sleep, or sleeps. */
  void watch(ServiceRow row) {
    boolean sleeps = row.wanted() == Wanted.ASLEEP;
    boolean mayEver =
        row.spec().idleScaling()
            || row.schedule().entries().stream()
                .anyMatch(entry -> Boolean.TRUE.equals(entry.idleScaling()));
    if (sleeps || (row.running() && mayEver)) {
      queue.request(
          new ReconcileRequest(ServiceWatch.TYPE, row.id()),
          sleeps ? Duration.ZERO : interval(row.specAt(clock.instant()).idleTimeout()));
    }
  }

  /**
   * Nobody has used this service for its time-out.
   *
   * @param seen the service as it was when that was found
   * @return whether it goes to sleep: not if it may not, is doing something else, or was asked for
   *     something else since, if only to stay awake
   */
  boolean unused(ServiceRow seen) {
    return changed(
        seen,
        row ->
            row.state() == ServiceState.RUNNING
                    && mayBeIdle(row)
                    && uses.find(row.organizationId(), row.id()).isPresent()
                ? Optional.of(new Turn(Wanted.ASLEEP, ServiceState.IDLE, ActivityType.SERVICE_IDLE))
                : Optional.empty());
  }

  /**
   * Wakes one that sleeps and may not.
   *
   * @return whether it is woken
   */
  boolean wakeUnlessIdle(ServiceRow seen) {
    return changed(
        seen,
        row ->
            row.wanted() == Wanted.ASLEEP && !mayBeIdle(row)
                ? Optional.of(
                    new Turn(
                        Wanted.RUNNING,
                        ServiceStates.told(Command.AWAKE, row.state()),
                        ActivityType.SERVICE_AWAKEN))
                : Optional.empty());
  }

  private record Turn(Wanted wanted, ServiceState shown, ActivityType recorded) {}

  private boolean changed(ServiceRow seen, Function<ServiceRow, Optional<Turn>> decision) {
    return Boolean.TRUE.equals(
        transactions.execute(status -> {
          Optional<ServiceRow> row =
              store
                  .lock(seen.organizationId(), seen.id())
                  .filter(now -> now.deletion().isEmpty())
                  .filter(now -> now.generation() == seen.generation());
          Optional<Turn> turn = row.flatMap(decision);
          turn.ifPresent(to -> {
            store.want(seen.organizationId(), seen.id(), to.wanted(), to.shown());
            changes.record(seen, to.recorded());
            changes.request(seen.id());
          });
          return turn.isPresent();
        }));
  }

  private boolean mayBeIdle(ServiceRow row) {
    return row.specAt(clock.instant()).idleScaling();
  }
}
