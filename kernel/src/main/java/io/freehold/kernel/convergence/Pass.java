package io.freehold.kernel.convergence;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one pass knows and has done so far. */
final class Pass<C> implements Ref.Values {
  /** After this long, a new thing is visible everywhere, tag filters included. */
  static final Duration VISIBILITY = Duration.ofSeconds(60);

  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

  /**
   * What depends on something else is waited for so long: longer than AWS keeps the network
   * interfaces of a load balancer or a cluster that is gone. After that, somebody has to look.
   */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  /** An update that takes its time is at worst by this part of it noticed too late. */
  private static final int UPDATE_SHARE = 16;

  private static final Duration LONGEST_UPDATE_WAIT = Duration.ofMinutes(10);

  final Scope scope;
  final C clouds;
  final Hand hand;
  final Gate gate;
  final Sight<C> sight;
  final Clock clock;
  final Map<String, LedgerEntry> entries = new HashMap<>();

  private final FailureClassifier classifier;
  private final Pace pace;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Object> unready = new HashMap<>();
  private final Map<String, String> adopted = new HashMap<>();
  private final Map<String, NodeStatus> statuses = new LinkedHashMap<>();
  private final List<NodeChange> changes = new ArrayList<>();
  private final Set<String> throttledKinds = new HashSet<>();
  private @Nullable String waitingOn;
  private @Nullable Duration checkAfter;
  private @Nullable Failure failure;

  Pass(
      Scope scope,
      C clouds,
      Hand hand,
      Gate gate,
      FailureClassifier classifier,
      Pace pace,
      Clock clock) {
    this.scope = scope;
    this.clouds = clouds;
    this.hand = hand;
    this.gate = gate;
    this.classifier = classifier;
    this.pace = pace;
    this.clock = clock;
    this.sight = new Sight<>(clouds, scope.memory(), clock);
    for (LedgerEntry entry : scope.ledger().entries()) {
      entries.put(entry.node(), entry);
      entry.externalId().ifPresent(id -> sight.expect(entry.place(), entry.kind(), id));
      if (entry.readyAt().isPresent()) {
        entry.externalId().ifPresent(id -> sight.establish(entry.place(), id));
      }
    }
  }

  /** In microseconds, as ledgers keep it: what was written compares equal to what is read. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public Optional<Object> of(String node) {
    return Optional.ofNullable(values.get(node));
  }

  @Override
  public Optional<Object> there(String node) {
    return of(node).or(() -> Optional.ofNullable(unready.get(node)));
  }

  /** Opens a session of a place, once it is needed. */
  <X> Supplier<X> session(Place<C, X> place) {
    return () -> place.session().apply(clouds);
  }

  void present(String node, Object value) {
    values.put(node, value);
  }

  /** It is there, and not usable yet. */
  void there(String node, Object value) {
    unready.put(node, value);
  }

  /** This node is somebody else's, and not in the ledger. */
  void adopt(String node, String place, String kind, String id) {
    adopted.put(node, id);
    sight.expect(place, kind, id);
  }

  private Optional<String> externalId(String node) {
    return Optional.ofNullable(entries.get(node))
        .flatMap(LedgerEntry::externalId)
        .or(() -> Optional.ofNullable(adopted.get(node)));
  }

  LedgerEntry put(LedgerEntry entry) {
    scope.ledger().put(entry);
    entries.put(entry.node(), entry);
    return entry;
  }

  void forget(LedgerEntry entry) {
    scope.ledger().forget(entry.node());
    scope.memory().deleted(entry.node());
    entries.remove(entry.node());
  }

  /** True while something made by then may still be invisible. */
  boolean maybeHidden(Instant bornBy) {
    return now().isBefore(bornBy.plus(VISIBILITY));
  }

  Failure classify(RuntimeException thrown) {
    return thrown instanceof FailureException known ? known.failure() : classifier.classify(thrown);
  }

  /** Does one step for a node; whatever it throws becomes that node's failure. */
  void step(String node, String kind, Set<String> dependsOn, Runnable step) {
    if (throttledKinds.contains(kind)) {
      status(
          node, kind, NodeStatus.State.BLOCKED, dependsOn, "the cloud's request limit is reached");
      return;
    }
    try {
      step.run();
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      failed(node, kind, dependsOn, classify(e));
    }
  }

  void failed(String node, String kind, Set<String> dependsOn, Failure found) {
    if (found.kind() == Failure.Kind.THROTTLED) {
      throttledKinds.add(kind);
    }
    Memory.Failing failing = scope.memory().failedAgain(node, found.kind().isLostInTime(), now());
    waitFor(node, backoff(found.kind(), failing.before()));
    boolean overdue =
        found.kind().isLostInTime() && !now().isBefore(failing.since().plus(PATIENCE));
    boolean needsSomebody = overdue || !found.kind().passesByItself();
    if (failure == null && needsSomebody) {
      failure = found;
    }
    // What the step was built on may not hold any more.
    lookAgainAt(node);
    dependsOn.forEach(this::lookAgainAt);
    LedgerEntry entry = entries.get(node);
    statuses.put(
        node,
        new NodeStatus(
            node,
            kind,
            externalId(node),
            NodeStatus.State.FAILED,
            dependsOn,
            Optional.ofNullable(entry).flatMap(LedgerEntry::bornBy),
            overdue
                ? "%s (so since %s)"
                    .formatted(found.message(), failing.since().truncatedTo(ChronoUnit.SECONDS))
                : found.message(),
            Optional.of(found),
            needsSomebody));
  }

  private void lookAgainAt(String node) {
    LedgerEntry entry = entries.get(node);
    if (entry != null && entry.externalId().isPresent()) {
      sight.changed(entry.place(), entry.kind(), entry.externalId().get());
    }
  }

  void status(
      String node, String kind, NodeStatus.State state, Set<String> dependsOn, String message) {
    LedgerEntry entry = entries.get(node);
    if (state == NodeStatus.State.READY || state == NodeStatus.State.DELETED) {
      scope.memory().succeeded(node);
    }
    statuses.put(
        node,
        new NodeStatus(
            node,
            kind,
            externalId(node),
            state,
            dependsOn,
            Optional.ofNullable(entry)
                .flatMap(it ->
                    it.deletingSince().or(it::readyAt).or(it::confirmedAt).or(it::attemptedAt)),
            message,
            Optional.empty(),
            false));
  }

  void change(String node, String kind, NodeChange.Action action, Diff diff, boolean withheld) {
    Impact impact =
        action == NodeChange.Action.REPLACE
            ? Impact.REPLACE
            : action == NodeChange.Action.DELETE ? Impact.DISRUPTIVE : diff.impact();
    changes.add(new NodeChange(node, kind, action, diff.changes(), impact, withheld));
  }

  /** Just begun: the next look may be at once, where it takes no time. */
  void begun(String node, String operation) {
    waitFor(node, pace.nextLook(operation, Duration.ZERO));
  }

  /** Still under way. */
  void underWay(String node, String operation, Instant since) {
    Duration next = pace.nextLook(operation, Duration.between(since, now()));
    waitFor(node, max(LEAST_WAIT, next));
  }

  /** It was ready before, and is not ready again yet. */
  void changing(String node, String operation) {
    underWay(node, operation, scope.memory().changingSince(node, now()));
  }

  /** The longer the same update has changed nothing, the later it is made again. */
  void updated(String node, String operation, String fields) {
    scope.memory().changes(node, now());
    Duration fruitless = scope.memory().sameUpdateFor(node, fields, now());
    Duration again = max(LEAST_WAIT, min(LONGEST_UPDATE_WAIT, fruitless.dividedBy(UPDATE_SHARE)));
    waitFor(node, max(again, pace.nextLook(operation, Duration.ZERO)));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  void waitFor(String on, Duration time) {
    if (checkAfter == null || time.compareTo(checkAfter) < 0) {
      checkAfter = time;
      waitingOn = on;
    }
  }

  PassReport report(List<String> order, Outcome otherwise) {
    List<NodeStatus> nodes = new ArrayList<>();
    Map<String, NodeStatus> rest = new LinkedHashMap<>(statuses);
    for (String node : order) {
      NodeStatus status = rest.remove(node);
      if (status != null) {
        nodes.add(status);
      }
    }
    nodes.addAll(rest.values());
    Outcome outcome = otherwise;
    if (checkAfter != null && waitingOn != null) {
      outcome =
          failure == null
              ? new Outcome.Waiting(waitingOn, checkAfter)
              : new Outcome.Failed(failure, checkAfter);
    }
    return new PassReport(outcome, nodes, changes);
  }

  private static Duration backoff(Failure.Kind kind, int failedBefore) {
    int doublings = Math.min(failedBefore, 10);
    return switch (kind) {
      case THROTTLED, TRANSIENT -> Duration.ofSeconds(Math.min(60, 1L << doublings));
      // Mostly a thing that becomes usable some seconds after it was made: look often at first.
      case DEPENDENCY, CONFLICT ->
          Duration.ofMillis((long) Math.min(30_000, 2_000 * Math.pow(1.25, doublings * 1.5)));
      case PERMISSION, QUOTA, INVALID, BUG ->
          Duration.ofSeconds(Math.min(600, 30L << Math.min(doublings, 5)));
    };
  }
}
