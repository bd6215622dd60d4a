package io.freehold.controlplane.infrastructure;

import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.controlplane.graph.CloudFailures;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.controlplane.graph.InfrastructureGraph;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.work.PostgresLedger;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.kernel.convergence.Gate;
import io.freehold.kernel.convergence.Memory;
import io.freehold.kernel.convergence.NodeChange;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.convergence.Scope;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.CreationLedger;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.Reconciler;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.price.CostEstimate;
import io.freehold.model.price.PriceList;
import io.freehold.protocol.infrastructure.Plan;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings one infrastructure closer to its spec, one pass at a time; and says what it would do. */
public final class InfrastructureReconciler implements Reconciler, Planner {
  /** The type of its requests. */
  public static final String TYPE = "infrastructure";

  /**
   * What was seen present need not be seen again for so long, while something else is waited for.
   */
  private static final Duration FRESH = Duration.ofMinutes(5);

  /** It is woken when its account is ready; this is for a wake-up that was lost. */
  private static final Duration WITHOUT_ACCOUNT = Duration.ofMinutes(10);

  private final InfrastructureStore store;
  private final CustomerAccess access;
  private final Vendor vendor;
  private final Supplier<Occupants> occupants;
  private final Convergence<Clouds> convergence;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<UUID, Memory> memories = new ConcurrentHashMap<>();

  /**
   * @param occupants who is told when there is something new to build on
   */
  public InfrastructureReconciler(
      InfrastructureStore store,
      CustomerAccess access,
      Vendor vendor,
      Supplier<Occupants> occupants,
      Convergence<Clouds> convergence,
      JdbcClient jdbc,
      Clock clock) {
    this.store = store;
    this.access = access;
    this.vendor = vendor;
    this.occupants = occupants;
    this.convergence = convergence;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Outcome reconcile(ReconcileRequest request, Lease lease) {
    Optional<InfrastructureRow> found = store.find(request.id());
    if (found.isEmpty()) {
      return new Outcome.Finished();
    }
    InfrastructureRow row = found.get();
    return switch (access.open(row, new Owner(row.name()))) {
      case CustomerAccess.Closed closed -> {
        PassResult result = PassResult.paused(row, closed, clock.instant());
        store.save(result.status(), result.event(), clock.instant());
        yield new Outcome.Waiting("account " + row.spec().accountId(), WITHOUT_ACCOUNT);
      }
      case CustomerAccess.Way way -> pass(row, place(row, way), request, lease);
    };
  }

  private Outcome pass(InfrastructureRow row, Place place, ReconcileRequest request, Lease lease) {
    return row.deletion().isPresent()
        ? down(row, place, request, lease)
        : up(row, place, request, lease);
  }

  private Outcome up(InfrastructureRow row, Place place, ReconcileRequest request, Lease lease) {
    Memory memory = memory(row.id());
    boolean settledBefore =
        row.phase() == Phase.READY && row.observedGeneration() == row.generation();
    if (settledBefore) {
      memory.lookAfresh(); // this is the drift check
    }
    CreationLedger ledger = new PostgresLedger(jdbc, place.owner(), request, lease);
    Scope scope = new Scope(place.owner(), ledger, lease, memory);
    PassReport report = convergence.converge(place.graph(), place.clouds(), scope, Gate.OPEN);
    PassResult result = PassResult.up(row, report, clock.instant());
    store.save(result.status(), result.event(), clock.instant());
    access.doubt(row, new Findings(report).failures());
    if (result.status().phase() == Phase.READY && !settledBefore) {
      occupants.get().wake(row.id());
    }
    return report.outcome();
  }

  private Outcome down(InfrastructureRow row, Place place, ReconcileRequest request, Lease lease) {
    CreationLedger ledger = new PostgresLedger(jdbc, place.owner(), request, lease);
    Scope scope = new Scope(place.owner(), ledger, lease, memory(row.id()));
    boolean keepData = row.deletion().orElseThrow() == DataDecision.RETAIN;
    PassReport report =
        convergence.dismantle(
            InfrastructureGraph.kinds(place.graph()),
            place.clouds(),
            scope,
            entry -> keepData && AwsInfrastructure.holdsData(entry));
    access.doubt(row, new Findings(report).failures());
    List<Leftover> tagged =
        report.outcome() instanceof Outcome.Finished ? leftovers(row, place, ledger) : List.of();
    PassResult result = PassResult.down(row, report, tagged, clock.instant());
    store.save(result.status(), result.event(), clock.instant());
    if (result.status().phase() == Phase.DELETED) {
      memories.remove(row.id());
      access.forget(place.way().names());
      return new Outcome.Finished();
    }
    return report.outcome() instanceof Outcome.Finished
        ? new Outcome.Waiting("leftovers", Duration.ofMinutes(5))
        : report.outcome();
  }

  private List<Leftover> leftovers(InfrastructureRow row, Place place, CreationLedger ledger) {
    try {
      return Leftovers.find(place.clouds().customer(), ledger.entries());
    } catch (RuntimeException e) {
      access.doubt(row, List.of(new CloudFailures().classify(e)));
      throw e;
    }
  }

  @Override
  public Plan plan(InfrastructureRow row) {
    Place place =
        switch (access.open(row, new Owner(row.name()))) {
          case CustomerAccess.Way way -> place(row, way);
          case CustomerAccess.Closed closed ->
              throw new FailureException(
                  Failure.refused(
                      Failure.Kind.PERMISSION, Planner.ACCOUNT_NOT_READY, closed.message()));
        };
    ReconcileRequest request = new ReconcileRequest(TYPE, row.id());
    CreationLedger ledger = new PostgresLedger(jdbc, place.owner(), request, Lease.uncontested());
    Scope scope = new Scope(place.owner(), ledger, Lease.uncontested(), new Memory(Duration.ZERO));
    boolean anew = ledger.entries().isEmpty();
    PassReport report = convergence.plan(place.graph(), place.clouds(), scope);
    BigDecimal cost =
        anew
            ? CostEstimate.of(row.spec(), List.of(), PriceList.shipped()).monthlyUsd()
            : BigDecimal.ZERO;
    return new Plan(report.changes().stream().map(InfrastructureReconciler::change).toList(), cost);
  }

  private static Plan.Change change(NodeChange change) {
    return new Plan.Change(
        change.node(),
        change.kind(),
        change.action().name().toLowerCase(Locale.ROOT),
        change.fields().stream().map(Diff.Change::field).toList(),
        change.impact().name().toLowerCase(Locale.ROOT));
  }

  private Memory memory(UUID id) {
    return memories.computeIfAbsent(id, any -> new Memory(FRESH));
  }

  /** Where an infrastructure is, and what it should be there. */
  private record Place(CustomerAccess.Way way, ResourceGraph<Clouds> graph) {
    Owner owner() {
      return way.owner();
    }

    Clouds clouds() {
      return way.clouds();
    }
  }

  private Place place(InfrastructureRow row, CustomerAccess.Way way) {
    return new Place(
        way,
        InfrastructureGraph.of(
            row.spec(),
            vendor.setting(way.names(), row.spec().accountId(), way.managementRoleArn()),
            Optional.empty()));
  }
}
