package io.freehold.kernel.ledger;

import java.util.List;

/**
 * The durable record of everything that an owner has, or may have, in a cloud. Bound to one owner
 * and to the lease of the worker that holds it: a write by a worker whose lease was taken over
 * fails, so that a late worker can do no harm.
 */
public interface CreationLedger {

  /** Every entry of the owner, in no particular order. */
  List<LedgerEntry> entries();

  /**
   * Writes an entry, by its node, durably before it returns.
   *
   * @throws io.freehold.kernel.queue.LeaseLostException if another worker has taken over
   */
  void put(LedgerEntry entry);

  /**
   * Removes the entry of a thing that was seen to be gone, or was surely never made.
   *
   * @throws io.freehold.kernel.queue.LeaseLostException if another worker has taken over
   */
  void forget(String node);
}
