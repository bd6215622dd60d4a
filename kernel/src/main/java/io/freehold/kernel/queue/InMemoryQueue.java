package io.freehold.kernel.queue;

import io.freehold.kernel.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A queue that lives as long as its process and owns the time: while anything is due, the clock
 * stands still; when nothing is, it jumps to the next due time. For tests and benchmarks, by one
 * thread.
 */
public final class InMemoryQueue implements WorkQueue {
  private final VirtualClock clock;
  private final Map<ReconcileRequest, Instant> due = new LinkedHashMap<>();

  public InMemoryQueue(VirtualClock clock) {
    this.clock = clock;
  }

  @Override
  public void request(ReconcileRequest request, Duration delay) {
    due.merge(
        request,
        clock.instant().plus(delay),
        (before, after) -> before.isBefore(after) ? before : after);
  }

  /**
   * Works until {@code done} or until nothing is left to look at.
   *
   * @param limit of virtual time, counted from now
   * @return true if it is done, false if the limit was reached or nothing was left
   */
  public boolean run(Reconciler reconciler, BooleanSupplier done, Duration limit) {
    Instant end = clock.instant().plus(limit);
    while (!done.getAsBoolean()) {
      Optional<Map.Entry<ReconcileRequest, Instant>> next =
          due.entrySet().stream().min(Map.Entry.comparingByValue(Comparator.naturalOrder()));
      if (next.isEmpty() || next.get().getValue().isAfter(end)) {
        return false;
      }
      ReconcileRequest request = next.get().getKey();
      clock.advanceTo(next.get().getValue());
      due.remove(request);
      switch (reconciler.reconcile(request, Lease.uncontested())) {
        case Outcome.Settled(Duration after) -> request(request, after);
        case Outcome.Waiting(String on, Duration after) -> request(request, after);
        case Outcome.Failed(var failure, Duration after) -> request(request, after);
        case Outcome.Finished() -> {}
      }
    }
    return true;
  }
}
