package io.freehold.kernel.convergence;

import io.freehold.kernel.ledger.CreationLedger;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.resource.Owner;

/**
 * For whom a pass is made, and what it may write to.
 *
 * @param owner whose graph it is
 * @param ledger bound to that owner and lease
 * @param lease checked before every write
 * @param memory what earlier passes of this process saw; never needed for being right
 */
public record Scope(Owner owner, CreationLedger ledger, Lease lease, Memory memory) {}
