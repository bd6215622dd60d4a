package io.freehold.kernel.queue;

/** Looks at one thing and brings it closer to what it should be. */
@FunctionalInterface
public interface Reconciler {
  /** One pass. Never blocks to wait: the outcome says when to look again. */
  Outcome reconcile(ReconcileRequest request, Lease lease);
}
