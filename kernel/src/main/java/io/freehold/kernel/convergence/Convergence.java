package io.freehold.kernel.convergence;

import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.Node;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Brings what is there to what should be there, one level-based pass at a time. A pass does at most
 * one action for each node, waits for nothing and may be repeated, or broken off, at any time: what
 * it needs to know is in the clouds and in the ledger.
 *
 * @param <C> all the clouds in which the things live
 */
public final class Convergence<C> {
  /** How long until a settled graph is looked at again: drift is found within ten minutes. */
  public static final Duration RESYNC = Duration.ofMinutes(9);

  private final FailureClassifier classifier;
  private final Pace pace;
  private final Clock clock;

  public Convergence(FailureClassifier classifier, Pace pace, Clock clock) {
    this.classifier = classifier;
    this.pace = pace;
    this.clock = clock;
  }

  /**
   * One pass towards the graph: what is missing is created, what differs is changed where the gate
   * lets it through, what is unwanted is deleted.
   *
   * @throws io.freehold.kernel.queue.LeaseLostException if another worker has taken over
   */
  public PassReport converge(ResourceGraph<C> graph, C clouds, Scope scope, Gate gate) {
    scope.memory().continuesUnder(scope.lease().fence());
    return pass(graph, pass(scope, clouds, new Hand.Acting(scope.lease()), gate));
  }

  /**
   * What {@link #converge} would do, all the way to the end: writes nothing, not even to the
   * ledger. What does not exist yet is imagined.
   */
  public PassReport plan(ResourceGraph<C> graph, C clouds, Scope scope) {
    InMemoryLedger paper = new InMemoryLedger();
    scope.ledger().entries().forEach(paper::put);
    Scope planning = new Scope(scope.owner(), paper, Lease.uncontested(), scope.memory());
    return pass(graph, pass(planning, clouds, new Hand.Planning(), Gate.OPEN));
  }

  /**
   * One pass towards nothing.
   *
   * @param kinds every kind that the ledger may name
   * @param keep the entries that stay, with all that they depend on
   * @return {@link Outcome.Finished} once nothing is left but what is kept
   */
  public PassReport dismantle(Kinds<C> kinds, C clouds, Scope scope, Predicate<LedgerEntry> keep) {
    scope.memory().continuesUnder(scope.lease().fence());
    Pass<C> pass = pass(scope, clouds, new Hand.Acting(scope.lease()), Gate.OPEN);
    List<LedgerEntry> kept = pass.entries.values().stream().filter(keep).toList();
    List<LedgerEntry> unwanted = new ArrayList<>(pass.entries.values());
    unwanted.removeAll(kept);
    // Latest first: close to the order in which they can go.
    unwanted.sort(LATEST_FIRST);
    new Backward<>(pass, kinds).removeAll(unwanted);
    kept.forEach(entry ->
        pass.status(entry.node(), entry.kind(), State.KEPT, entry.dependsOn(), "kept as asked"));
    return pass.report(List.of(), new Outcome.Finished());
  }

  private static final Comparator<LedgerEntry> LATEST_FIRST =
      Comparator.comparing((LedgerEntry entry) -> entry.bornBy().orElse(Instant.EPOCH))
          .reversed()
          .thenComparing(LedgerEntry::node);

  private PassReport pass(ResourceGraph<C> graph, Pass<C> pass) {
    Forward<C> forward = new Forward<>(pass);
    graph
        .nodes()
        .forEach(node -> {
          if (node.role() instanceof Node.Adopted(String id)) {
            pass.adopt(node.name(), node.place().name(), node.type().kind(), id);
          }
        });
    graph.nodes().forEach(forward::visit);
    List<LedgerEntry> unwanted = new ArrayList<>();
    for (Node<C, ?, ?, ?> node : graph.nodes().reversed()) {
      LedgerEntry entry = pass.entries.get(node.name());
      if (node.role() instanceof Node.Unwanted && entry != null) {
        unwanted.add(entry);
      }
    }
    List<LedgerEntry> undeclared =
        pass.entries.values().stream()
            .filter(entry -> graph.node(entry.node()).isEmpty())
            .sorted(LATEST_FIRST)
            .toList();
    undeclared.stream()
        .filter(entry -> isSwept(graph, entry) && !isKept(graph, entry))
        .forEach(unwanted::add);
    undeclared.stream()
        .filter(entry -> isKept(graph, entry))
        .forEach(entry -> releaseFrom(unwanted, pass, entry));
    if (!unwanted.isEmpty()) {
      Kinds<C> kinds = new Kinds<C>().withAllOf(graph);
      graph.sweeps().forEach(sweep -> kinds.withAllOf(sweep.kinds()));
      new Backward<>(pass, kinds).removeAll(unwanted);
    }
    undeclared.stream()
        .filter(entry -> !unwanted.contains(entry))
        .forEach(entry ->
            pass.status(
                entry.node(),
                entry.kind(),
                isSwept(graph, entry) ? State.KEPT : State.UNDECLARED,
                entry.dependsOn(),
                isSwept(graph, entry)
                    ? "no longer wanted, and kept: data would go with it"
                    : "unknown to this release: left alone"));
    return pass.report(
        graph.nodes().stream().<String>map(Node::name).toList(), new Outcome.Settled(RESYNC));
  }

  /** What is kept, and looked after by no node any more, holds nothing else back. */
  private static void releaseFrom(List<LedgerEntry> unwanted, Pass<?> pass, LedgerEntry kept) {
    Set<String> needed = new HashSet<>(kept.dependsOn());
    unwanted.forEach(entry -> needed.remove(entry.node()));
    if (needed.size() < kept.dependsOn().size()) {
      pass.put(kept.dependingOn(needed));
    }
  }

  private static <C> boolean isSwept(ResourceGraph<C> graph, LedgerEntry entry) {
    return graph.sweeps().stream().anyMatch(sweep -> sweep.covers(entry.node()));
  }

  private static <C> boolean isKept(ResourceGraph<C> graph, LedgerEntry entry) {
    return graph.sweeps().stream()
        .anyMatch(sweep -> sweep.covers(entry.node()) && sweep.keptKinds().contains(entry.kind()));
  }

  private Pass<C> pass(Scope scope, C clouds, Hand hand, Gate gate) {
    return new Pass<>(scope, clouds, hand, gate, classifier, pace, clock);
  }
}
