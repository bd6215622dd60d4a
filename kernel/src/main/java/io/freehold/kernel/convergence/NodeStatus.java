package io.freehold.kernel.convergence;

import io.freehold.kernel.failure.Failure;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One node at the end of a pass.
 *
 * @param since when this state began, as far as the ledger knows
 * @param message why it is so, for people; empty where there is nothing to say
 * @param failure what went wrong, in state {@link State#FAILED}
 * @param needsSomebody whether waiting does not help against it, or has not helped for too long
 */
public record NodeStatus(
    String node,
    String kind,
    Optional<String> externalId,
    State state,
    Set<String> dependsOn,
    Optional<Instant> since,
    String message,
    Optional<Failure> failure,
    boolean needsSomebody) {

  /** What a node is doing. */
  public enum State {
    /** What it depends on is not there yet, or is still using it. */
    BLOCKED,
    /** On its way up. */
    CREATING,
    /** As it should be. */
    READY,
    /** Being changed. */
    UPDATING,
    /** Differs from what it should be, and may not be changed now. */
    WITHHELD,
    /** On its way out. */
    DELETING,
    /** Gone. */
    DELETED,
    /** Deliberately left in place. */
    KEPT,
    /** Something went wrong. */
    FAILED,
    /** In the ledger, unknown to this graph: left alone. */
    UNDECLARED
  }
}
