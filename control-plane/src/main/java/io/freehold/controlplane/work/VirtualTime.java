package io.freehold.controlplane.work;

import io.freehold.kernel.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves a virtual clock for one control plane: it stands still while anything is due or being
 * worked on, and then jumps to the next due time.
 */
public final class VirtualTime {
  private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

  private final WorkStore store;
  private final DurableQueue queue;
  private final VirtualClock clock;

  public VirtualTime(DataSource source, DurableQueue queue, VirtualClock clock) {
    this.store = new WorkStore(JdbcClient.create(source));
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Lets time pass until {@code done}.
   *
   * @param done asked whenever nothing is being worked on
   * @param limit of virtual time
   * @return false if the limit came first
   */
  public boolean runUntil(BooleanSupplier done, Duration limit) {
    Instant end = clock.instant().plus(limit);
    while (true) {
      // Before the question: what ended the last pass is asked for before time goes on.
      WorkStore.Agenda agenda = store.agenda();
      if (agenda.busy() == 0) {
        if (done.getAsBoolean()) {
          return true;
        }
        if (clock.instant().isAfter(end)) {
          return false;
        }
        if (agenda.next() != null) {
          clock.advanceTo(agenda.next().toInstant());
          queue.wake();
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
