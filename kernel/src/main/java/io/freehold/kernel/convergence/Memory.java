package io.freehold.kernel.convergence;

import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier passes over one owner's graph saw, kept by the process that made them: spares reads
 * while something else is waited for, and knows how often and since when a node has failed. Losing
 * it costs a few reads, and some more patience with what fails. Used by one pass at a time.
 */
public final class Memory {
  private static final Duration DELETION_HOLDS = Duration.ofSeconds(60);

  /**
   * Failures further apart are not of one row: another worker may have succeeded between them.
   * Longer than any failure is waited after.
   */
  private static final Duration ROW_ENDS = Duration.ofMinutes(20);

  private final Map<String, Seen> seen = new HashMap<>();
  private final Map<String, Failing> failures = new HashMap<>();
  private final Map<String, Instant> deletions = new HashMap<>();
  private final Map<String, Repeated> updates = new HashMap<>();
  private final Map<String, Instant> changes = new HashMap<>();
  private final Map<String, Match> matches = new HashMap<>();
  private final Duration freshFor;

  private long lastFence;

  private record Seen(Observation<?> observation, Instant at) {}

  private record Repeated(String fields, Instant since) {}

  private record Match(ResourceType<?, ?, ?> type, Object desired, Object observed) {}

  /**
   * A node that fails.
   *
   * @param before how often it had failed in a row before
   * @param since the first failure of the row from which on all were of this sort
   * @param lostInTime of which sort
   */
  record Failing(int before, Instant since, Instant last, boolean lostInTime) {}

  /**
   * @param freshFor for how long something that was seen present need not be looked at again; zero
   *     has every pass look at everything
   */
  public Memory(Duration freshFor) {
    this.freshFor = freshFor;
  }

  /** Forgets what was seen, so that the next pass looks at everything: a drift check. */
  public void lookAfresh() {
    seen.clear();
  }

  /**
   * A pass begins under this fence. If another worker had the lease in between, it may have changed
   * anything: what was seen before no longer holds.
   */
  void continuesUnder(long fence) {
    if (fence != lastFence && fence != lastFence + 1) {
      lookAfresh();
    }
    lastFence = fence;
  }

  Optional<Observation<?>> fresh(String key, Clock clock) {
    return Optional.ofNullable(seen.get(key))
        .filter(one -> one.at().plus(freshFor).isAfter(clock.instant()))
        .map(Seen::observation);
  }

  void saw(String key, Observation<?> observation, Clock clock) {
    if (observation instanceof Observation.Present<?>) {
      seen.put(key, new Seen(observation, clock.instant()));
    } else {
      seen.remove(key);
    }
  }

  void forget(String key) {
    seen.remove(key);
  }

  /** The cloud has taken the order to delete it. */
  void deletionAccepted(String node, Instant now) {
    deletions.put(node, now);
  }

  /**
   * Whether that was a short time ago: some things stay to be seen for a while, and the order need
   * not be given again at every look.
   */
  boolean isDeletionFresh(String node, Instant now) {
    Instant accepted = deletions.get(node);
    return accepted != null && now.isBefore(accepted.plus(DELETION_HOLDS));
  }

  /** It is gone. */
  void deleted(String node) {
    deletions.remove(node);
    matches.remove(node);
  }

  /**
   * This node has failed now.
   *
   * @param lostInTime whether it is of the sort that waiting helps against soon or not at all: how
   *     long a cloud was ill before does not count there
   */
  Failing failedAgain(String node, boolean lostInTime, Instant now) {
    Failing before = failures.get(node);
    Failing failing =
        before != null && before.last().plus(ROW_ENDS).isAfter(now)
            ? new Failing(
                before.before() + 1,
                before.lostInTime() == lostInTime ? before.since() : now,
                now,
                lostInTime)
            : new Failing(0, now, now, lostInTime);
    failures.put(node, failing);
    return failing;
  }

  /** For how long nothing but this update has been made of the node. */
  Duration sameUpdateFor(String node, String fields, Instant now) {
    Repeated update =
        updates.compute(
            node,
            (any, before) ->
                before != null && before.fields().equals(fields)
                    ? before
                    : new Repeated(fields, now));
    return Duration.between(update.since(), now);
  }

  /** Compared, and no difference was found. */
  void matched(String node, ResourceType<?, ?, ?> type, Object desired, Object observed) {
    matches.put(node, new Match(type, desired, observed));
  }

  /**
   * Whether the same was compared with the same before, and found as wanted: most passes see
   * nothing new, and comparing costs more than all the rest of them.
   */
  boolean isMatched(String node, ResourceType<?, ?, ?> type, Object desired, Object observed) {
    return new Match(type, desired, observed).equals(matches.get(node));
  }

  /** It is being changed, by us, from now on. */
  void changes(String node, Instant now) {
    changes.put(node, now);
  }

  /** Since when it is being changed, by us or by whomever: since now, where that is not known. */
  Instant changingSince(String node, Instant now) {
    return changes.computeIfAbsent(node, any -> now);
  }

  void succeeded(String node) {
    failures.remove(node);
    updates.remove(node);
    changes.remove(node);
  }
}
