package io.freehold.kernel.ledger;

import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Owner;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that was meant to be created, from the moment before the call until it is seen to be
 * gone. Enough to find and delete it without the graph that made it.
 *
 * @param owner whose it is
 * @param node its name in the owner's graph
 * @param kind its resource type
 * @param place in which account and API it lives
 * @param externalId what the cloud calls it; empty while a creation has not been confirmed and the
 *     kind has no natural id
 * @param generation how often this node was created
 * @param dependsOn the nodes that must outlive it
 * @param intendedAt when this creation was about to be called for the first time: what tells it
 *     from one of the same node that was deleted since
 * @param attemptedAt when the latest creation was about to be called; empty while none is
 *     outstanding or the cloud said that it did nothing
 * @param confirmedAt when it was known to exist: empty while the answer is outstanding or lost
 * @param readyAt when it was first seen present: empty before that
 * @param deletingSince when its deletion was first asked for: empty before that
 */
public record LedgerEntry(
    Owner owner,
    String node,
    String kind,
    String place,
    Optional<String> externalId,
    int generation,
    Set<String> dependsOn,
    Optional<Instant> intendedAt,
    Optional<Instant> attemptedAt,
    Optional<Instant> confirmedAt,
    Optional<Instant> readyAt,
    Optional<Instant> deletingSince) {

  public LedgerEntry {
    dependsOn = Set.copyOf(dependsOn);
  }

  /** An entry for a thing that nothing was done about yet. */
  public static LedgerEntry of(
      Owner owner,
      String node,
      String kind,
      String place,
      Optional<String> naturalId,
      int generation,
      Set<String> dependsOn) {
    return new LedgerEntry(
        owner,
        node,
        kind,
        place,
        naturalId,
        generation,
        dependsOn,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * What its creation is told of.
   *
   * @throws IllegalStateException if none was attempted yet
   */
  public Intent intent() {
    Instant since =
        intendedAt
            .or(() -> attemptedAt) // an older release, still running, keeps only that
            .orElseThrow(() -> new IllegalStateException("nothing is intended yet: " + this));
    return new Intent(owner, node, generation, since);
  }

  /** True while nobody knows whether the creation took effect. */
  public boolean isOpen() {
    return attemptedAt.isPresent() && confirmedAt.isEmpty();
  }

  /** The latest time at which something may have come into being; empty if surely nothing did. */
  public Optional<Instant> bornBy() {
    return confirmedAt.or(() -> attemptedAt);
  }

  /** About to be called: what is written before the call. */
  public LedgerEntry attempted(Instant now) {
    return new LedgerEntry(
        owner,
        node,
        kind,
        place,
        externalId,
        generation,
        dependsOn,
        intendedAt.or(() -> Optional.of(now)),
        Optional.of(now),
        confirmedAt,
        readyAt,
        deletingSince);
  }

  /** The cloud said that it did nothing. */
  public LedgerEntry refused() {
    return with(externalId, Optional.empty(), confirmedAt, readyAt, deletingSince);
  }

  /** Known to exist, under this id. */
  public LedgerEntry confirmed(String id, Instant now) {
    return with(Optional.of(id), attemptedAt, Optional.of(now), readyAt, deletingSince);
  }

  /** Seen present for the first time. */
  public LedgerEntry ready(Instant now) {
    return with(externalId, attemptedAt, confirmedAt, Optional.of(now), deletingSince);
  }

  /** Its deletion is about to be asked for. */
  public LedgerEntry deleting(Instant now) {
    return with(externalId, attemptedAt, confirmedAt, readyAt, Optional.of(now));
  }

  /** The same thing in a graph whose edges have changed. */
  public LedgerEntry dependingOn(Set<String> nodes) {
    return new LedgerEntry(
        owner,
        node,
        kind,
        place,
        externalId,
        generation,
        nodes,
        intendedAt,
        attemptedAt,
        confirmedAt,
        readyAt,
        deletingSince);
  }

  private LedgerEntry with(
      Optional<String> id,
      Optional<Instant> attempted,
      Optional<Instant> confirmed,
      Optional<Instant> ready,
      Optional<Instant> deleting) {
    return new LedgerEntry(
        owner,
        node,
        kind,
        place,
        id,
        generation,
        dependsOn,
        intendedAt,
        attempted,
        confirmed,
        ready,
        deleting);
  }
}
