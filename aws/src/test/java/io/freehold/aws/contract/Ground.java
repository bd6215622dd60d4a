package io.freehold.aws.contract;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.kernel.convergence.Gate;
import io.freehold.kernel.convergence.Memory;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.convergence.Scope;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.latency.LatencyProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.regions.Region;

/** One owner in one account of a backend: makes things, changes them and takes them away. */
public final class Ground {
  static final Place<AwsSession, AwsSession> HERE = new Place<>("here", session -> session);

  /** More passes than anything of one kind needs; with looks every second it covers an hour. */
  private static final int MOST_PASSES = 4000;

  final Backend backend;
  final AwsSession aws;
  final InMemoryLedger ledger = new InMemoryLedger();
  private final Convergence<AwsSession> convergence;
  private final Scope scope;

  Ground(Backend backend, String owner) {
    this.backend = backend;
    aws =
        new AwsSession(
            backend.clients(),
            backend.credentials(),
            backend.accountId(),
            Region.US_EAST_1,
            new Owner(owner),
            Map.of("team", "data"));
    convergence =
        new Convergence<>(new AwsFailures(), LatencyProfile.standard()::nextLook, backend.clock());
    scope = new Scope(aws.owner(), ledger, Lease.uncontested(), new Memory(Duration.ZERO));
  }

  /** The owner's session: the account, the region and its clients. */
  public AwsSession aws() {
    return aws;
  }

  /** The ids of the backend's zones, in the order of their names. */
  public List<String> zoneIds() {
    return aws.ec2().describeAvailabilityZones(r -> {}).availabilityZones().stream()
        .map(zone -> zone.zoneId())
        .sorted()
        .toList();
  }

  /** Lets time go by, for what takes some outside of our hands. */
  public void letPass(Duration time) {
    backend.clock().advance(time);
  }

  /** Brings a thing to its desired state and answers what is there then. */
  public <D, O> O make(String node, AwsType<D, O> type, D desired) {
    untilSettled(() -> pass(node, type, desired));
    String id = idOf(node);
    Observation<O> there = type.observe(aws, Set.of(id)).getOrDefault(id, Observation.absent());
    if (there instanceof Observation.Present<O> present) {
      return present.value();
    }
    throw new AssertionError(node + ": " + there);
  }

  <D, O> PassReport pass(String node, AwsType<D, O> type, D desired) {
    ResourceGraph<AwsSession> graph = new ResourceGraph<>();
    graph.in(HERE).add(node, type, () -> desired);
    return convergence.converge(graph, aws, scope, Gate.OPEN);
  }

  <D, O> PassReport plan(String node, AwsType<D, O> type, D desired) {
    ResourceGraph<AwsSession> graph = new ResourceGraph<>();
    graph.in(HERE).add(node, type, () -> desired);
    return convergence.plan(graph, aws, scope);
  }

  /** Takes one thing away, and leaves the others. */
  <D, O> void remove(String node, AwsType<D, O> type) {
    Kinds<AwsSession> kinds = new Kinds<AwsSession>().with(HERE, type);
    untilSettled(
        () -> convergence.dismantle(kinds, aws, scope, entry -> !entry.node().equals(node)));
  }

  String idOf(String node) {
    return ledger.entries().stream()
        .filter(entry -> entry.node().equals(node))
        .findFirst()
        .flatMap(entry -> entry.externalId())
        .orElseThrow(() -> new AssertionError(node + " is not in the ledger"));
  }

  private void untilSettled(Supplier<PassReport> pass) {
    PassReport last = pass.get();
    for (int i = 0; i < MOST_PASSES; i++) {
      switch (last.outcome()) {
        case Outcome.Waiting(String on, Duration next) -> backend.clock().advance(next);
        case Outcome.Failed(var failure, Duration next) ->
            throw new AssertionError(failure + " " + last.nodes());
        case Outcome.Settled(Duration next) -> {
          return;
        }
        case Outcome.Finished() -> {
          return;
        }
      }
      last = pass.get();
    }
    throw new AssertionError("did not settle: " + last);
  }
}
