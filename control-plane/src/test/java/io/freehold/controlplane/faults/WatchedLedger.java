package io.freehold.controlplane.faults;

import io.freehold.kernel.ledger.CreationLedger;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.LeaseLostException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ledger as one worker sees it: tells of each write before and after it, and refuses writes
 * under a fence that is no longer the newest.
 */
final class WatchedLedger implements CreationLedger {
  private final CreationLedger inner;
  private final Fences fences;
  private final long fence;
  private final Consumer<Moment> listener;

  /**
   * A moment at which a process can die or pause.
   *
   * @param node whose entry is written
   * @param stage which of its entries
   * @param written false just before the write, true just after it
   */
  record Moment(String node, Stage stage, boolean written) {
    String name() {
      return (written ? "after " : "before ")
          + stage.name().toLowerCase(java.util.Locale.ROOT)
          + " of "
          + node;
    }
  }

  /** What a write says. */
  enum Stage {
    INTENT,
    REFUSAL,
    CONFIRMATION,
    READINESS,
    DELETION,
    REMOVAL;

    static Stage of(LedgerEntry entry) {
      if (entry.deletingSince().isPresent()) {
        return DELETION;
      }
      if (entry.readyAt().isPresent()) {
        return READINESS;
      }
      if (entry.confirmedAt().isPresent()) {
        return CONFIRMATION;
      }
      return entry.attemptedAt().isPresent() ? INTENT : REFUSAL;
    }
  }

  /** The newest fence. */
  static final class Fences {
    private long newest = 1;
    private boolean down;

    long newest() {
      return newest;
    }

    void raise() {
      newest++;
    }

    /** Takes the fencing away, to see whether anybody notices. */
    void tearDown() {
      down = true;
    }

    void check(long fence) {
      if (!down && fence < newest) {
        throw new LeaseLostException("fence %d, the newest is %d".formatted(fence, newest));
      }
    }
  }

  WatchedLedger(CreationLedger inner, Fences fences, long fence, Consumer<Moment> listener) {
    this.inner = inner;
    this.fences = fences;
    this.fence = fence;
    this.listener = listener;
  }

  @Override
  public List<LedgerEntry> entries() {
    return inner.entries();
  }

  @Override
  public void put(LedgerEntry entry) {
    Stage stage = Stage.of(entry);
    listener.accept(new Moment(entry.node(), stage, false));
    fences.check(fence);
    inner.put(entry);
    listener.accept(new Moment(entry.node(), stage, true));
  }

  @Override
  public void forget(String node) {
    listener.accept(new Moment(node, Stage.REMOVAL, false));
    fences.check(fence);
    inner.forget(node);
    listener.accept(new Moment(node, Stage.REMOVAL, true));
  }
}
