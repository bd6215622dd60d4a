package io.freehold.controlplane.infrastructure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Once an hour, with the work that there is anyway: drops old events, and what this control plane
 * keeps in memory of infrastructures whose deletion another one has finished.
 */
final class Housekeeping {
  /** For how long watchers can look back. */
  static final Duration EVENTS_KEPT = Duration.ofDays(30);

  private static final Duration EVERY = Duration.ofHours(1);

  private final InfrastructureStore store;
  private final CustomerAccess access;
  private final Clock clock;
  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.MIN);

  Housekeeping(InfrastructureStore store, CustomerAccess access, Clock clock) {
    this.store = store;
    this.access = access;
    this.clock = clock;
  }

  /**
   * Does it if it is due, and nobody else here does it just now.
   *
   * @param forget told of every infrastructure that is gone
   */
  void ifDue(Consumer<InfrastructureRow> forget) {
    Instant before = last.get();
    Instant now = clock.instant();
    if (now.minus(EVERY).isBefore(before) || !last.compareAndSet(before, now)) {
      return;
    }
    store.forgetEvents(now.minus(EVENTS_KEPT));
    for (InfrastructureRow gone : store.deletedAmong(access.kept())) {
      access.forget(gone);
      forget.accept(gone);
    }
  }
}
