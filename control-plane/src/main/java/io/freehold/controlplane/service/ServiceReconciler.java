package io.freehold.controlplane.service;

import io.freehold.aws.graph.AwsService;
import io.freehold.controlplane.graph.CloudFailures;
import io.freehold.controlplane.graph.Clouds;
import io.freehold.controlplane.graph.ServiceGraph;
import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.controlplane.infrastructure.DataDecision;
import io.freehold.controlplane.infrastructure.Findings;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.controlplane.work.PostgresLedger;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.Convergence;
import io.freehold.kernel.convergence.Gate;
import io.freehold.kernel.convergence.Memory;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.convergence.Scope;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.Reconciler;
import io.freehold.kernel.resource.Owner;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.service.BackupPlan;
import io.freehold.kubernetes.service.ClickHouseService;
import io.freehold.kubernetes.service.ServerStanding;
import io.freehold.kubernetes.service.ServicePods;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.ServiceNames;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings one service closer to what is asked of it, one pass at a time. */
public final class ServiceReconciler implements Reconciler {
  /** The type of its requests. */
  public static final String TYPE = "service";

  private static final Duration FRESH = Duration.ofMinutes(5);

  /** It is woken when its account is ready; this is for a wake-up that was lost. */
  private static final Duration WITHOUT_ACCOUNT = Duration.ofMinutes(5);

  private static final Duration MORE_OBJECTS = Duration.ofSeconds(1);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final FailureClassifier FAILURES = new CloudFailures();

  private final ServiceStore store;
  private final InfrastructureStore infrastructures;
  private final CustomerAccess access;
  private final Convergence<Clouds> convergence;
  private final JdbcClient jdbc;
  private final ServiceStatuses statuses;
  private final Supplier<ServiceIdling> idling;
  private final ServiceBackups backups;
  private final LastBackup lastBackup;
  private final Clock clock;
  private final Map<UUID, Memory> memories = new ConcurrentHashMap<>();

  ServiceReconciler(
      ServiceStore store,
      InfrastructureStore infrastructures,
      CustomerAccess access,
      Convergence<Clouds> convergence,
      JdbcClient jdbc,
      ServiceStatuses statuses,
      Supplier<ServiceIdling> idling,
      ServiceBackups backups,
      LastBackup lastBackup,
      Clock clock) {
    this.store = store;
    this.infrastructures = infrastructures;
    this.access = access;
    this.convergence = convergence;
    this.jdbc = jdbc;
    this.statuses = statuses;
    this.idling = idling;
    this.backups = backups;
    this.lastBackup = lastBackup;
    this.clock = clock;
  }

  @Override
  public Outcome reconcile(ReconcileRequest request, Lease lease) {
    Optional<ServiceRow> found = store.find(request.id()).filter(row -> row.deletedAt().isEmpty());
    if (found.isEmpty()) {
      memories.remove(request.id()); // another control plane may have seen its end
      return new Outcome.Finished();
    }
    ServiceRow row = found.get();
    InfrastructureRow place =
        infrastructures
            .find(row.organizationId(), row.infrastructureId())
            .orElseThrow(() -> new IllegalStateException("no infrastructure of " + row));
    return switch (access.open(place, new Owner(row.name().value()), lease)) {
      case CustomerAccess.Closed closed -> {
        save(row, place, ServiceResult.paused(row, closed, clock.instant()), lease);
        yield new Outcome.Waiting("account " + place.spec().accountId(), WITHOUT_ACCOUNT);
      }
      case CustomerAccess.Way way -> {
        try (way) {
          yield pass(row, place, way, request, lease);
        }
      }
    };
  }

  private Outcome pass(
      ServiceRow row,
      InfrastructureRow place,
      CustomerAccess.Way way,
      ReconcileRequest request,
      Lease lease) {
    Memory memory = memories.computeIfAbsent(row.id(), any -> new Memory(FRESH));
    Scope scope =
        new Scope(
            way.owner(), new PostgresLedger(jdbc, way.owner(), request, lease), lease, memory);
    if (lastBackup.isToBeMade(row, clock.instant()) && !isClusterGone(way)) {
      return ending(row, place, way, scope);
    }
    ResourceGraph<Clouds> graph = graph(row, place, way, BackupPlan.Stage.ON_SCHEDULE);
    return row.deletion().isPresent()
        ? down(row, place, graph, way, scope)
        : up(row, place, graph, way, scope);
  }

  private Outcome up(
      ServiceRow row,
      InfrastructureRow place,
      ResourceGraph<Clouds> graph,
      CustomerAccess.Way way,
      Scope scope) {
    Clouds clouds = way.clouds();
    boolean settledBefore =
        row.observedGeneration() == row.generation()
            && (row.state() == ServiceState.RUNNING
                || row.state() == ServiceState.STOPPED
                || row.state() == ServiceState.IDLE);
    if (settledBefore) {
      scope.memory().lookAfresh(); // this is the drift check
    }
    PassReport report = convergence.converge(graph, clouds, scope, Gate.OPEN);
    boolean awaitsPods = row.running() && report.outcome() instanceof Outcome.Waiting;
    AwaitedPods awaited =
        new AwaitedPods(
            awaitsPods
                ? ServicePods.in(clouds.cluster().get(), row.name().value())
                : ServicePods.NONE,
            clock.instant());
    ServiceStatus status =
        ServiceResult.up(
            row,
            report,
            () -> ServerStanding.in(clouds.cluster().get(), row.name().value()),
            awaited.lackOfNodes(place, way.names().cluster(), clouds::customer),
            clock.instant());
    Outcome outcome = untilChange(row, sooner(report.outcome(), awaited.nextLook()));
    if (row.runningAt().isPresent()) {
      ServiceNames names = way.names().service(row.name());
      ServiceBackups.Look look =
          backups.look(
              row, clouds, names, report, status.conditions(), scope.lease(), clock.instant());
      status = status.with(look.condition());
      outcome = within(outcome, look.again());
    }
    status =
        LogTableHealth.of(row, place.spec().logHouseIn(row.id()), report, clock.instant())
            .map(status::with)
            .orElse(status);
    save(row, place, status, scope.lease());
    access.doubt(place, new Findings(report).failures());
    idling.get().watch(row);
    return outcome;
  }

  /** What pods say of themselves is nearer to the truth than how long such things mostly take. */
  private static Outcome sooner(Outcome outcome, Optional<Duration> look) {
    return outcome instanceof Outcome.Waiting(String on, Duration after) && look.isPresent()
        ? new Outcome.Waiting(on, min(after, look.get()))
        : outcome;
  }

  /** Looks again when the schedule says something else, if that comes first. */
  private Outcome untilChange(ServiceRow row, Outcome outcome) {
    Instant now = clock.instant();
    return row.schedule()
        .nextChange(now)
        .filter(change -> row.running())
        .map(change -> within(outcome, Duration.between(now, change)))
        .orElse(outcome);
  }

  private static Outcome within(Outcome outcome, Duration most) {
    return switch (outcome) {
      case Outcome.Settled(Duration after) -> new Outcome.Settled(min(after, most));
      case Outcome.Waiting(String on, Duration after) -> new Outcome.Waiting(on, min(after, most));
      case Outcome.Failed(Failure failure, Duration after) ->
          new Outcome.Failed(failure, min(after, most));
      case Outcome.Finished finished -> finished;
    };
  }

  /** It is deleted, and runs once more behind closed doors until its last backup is made. */
  private Outcome ending(
      ServiceRow row, InfrastructureRow place, CustomerAccess.Way way, Scope scope) {
    scope.lease().verify();
    // Before the pass: one that failed is made anew by it, and then nobody knows why it failed.
    note(row, way, scope.lease());
    BackupPlan.Stage stage = lastBackup.begin(row, clock.instant());
    if (!lastBackup.isToBeMade(row, clock.instant())) {
      return new Outcome.Waiting("its last backup", MORE_OBJECTS);
    }
    ResourceGraph<Clouds> graph = graph(row, place, way, stage);
    PassReport report = convergence.converge(graph, way.clouds(), scope, Gate.OPEN);
    access.doubt(place, new Findings(report).failures());
    save(
        row,
        place,
        ServiceResult.ending(row, report, keptSoFar(row, way), clock.instant()),
        scope.lease());
    return within(report.outcome(), lastBackup.nextLook(row, clock.instant()));
  }

  /** Then nothing can be made in it any more. One that does not answer is not gone. */
  private static boolean isClusterGone(CustomerAccess.Way way) {
    try {
      return way.clouds().cluster().get().reachable().isEmpty();
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException unknown) {
      return false;
    }
  }

  private void note(ServiceRow row, CustomerAccess.Way way, Lease lease) {
    try {
      var ignored = backups.note(row, way.clouds().cluster().get(), lease, clock.instant());
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException unreachable) {
      // The pass says so.
    }
  }

  private List<Resource> keptSoFar(ServiceRow row, CustomerAccess.Way way) {
    try {
      return kept(row, way);
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException unreachable) {
      return row.nodes().stream().filter(one -> one.state().equals(ServiceData.KEPT)).toList();
    }
  }

  /** What stays of it. */
  private List<Resource> kept(ServiceRow row, CustomerAccess.Way way) {
    List<Resource> kept =
        new ArrayList<>(
            ServiceData.kept(
                way.clouds().cluster().get(), way.names().service(row.name()), backups.kept(row)));
    if (!lastBackup.isToBeMade(row, clock.instant())) {
      lastBackup.failure(row).map(ServiceData::unmade).ifPresent(kept::add);
    }
    return kept;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private void save(ServiceRow row, InfrastructureRow place, ServiceStatus status, Lease lease) {
    Instant now = clock.instant();
    ServiceStatus whole = status;
    for (Condition one : AskedConditions.now(row, place.spec(), place.workSince(), now)) {
      whole = whole.with(one);
    }
    statuses.save(row, whole, lease.fence(), now);
  }

  private Outcome down(
      ServiceRow row,
      InfrastructureRow place,
      ResourceGraph<Clouds> graph,
      CustomerAccess.Way way,
      Scope scope) {
    boolean keepData = row.deletion().orElseThrow() == DataDecision.RETAIN;
    PassReport report =
        convergence.dismantle(
            ServiceGraph.kinds(graph),
            way.clouds(),
            scope,
            entry -> keepData && ClickHouseService.holdsData(entry));
    ServiceStatus status = ServiceResult.down(row, report, clock.instant());
    access.doubt(place, new Findings(report).failures());
    Outcome outcome = report.outcome();
    if (outcome instanceof Outcome.Finished) {
      try {
        Optional<List<Resource>> data = data(row, way, scope, keepData);
        status = ServiceResult.down(row, report, data, clock.instant());
        outcome = data.isPresent() ? outcome : new Outcome.Waiting("its objects", MORE_OBJECTS);
      } catch (LeaseLostException e) {
        throw e;
      } catch (RuntimeException e) {
        Failure failure = FAILURES.classify(e);
        access.doubt(place, List.of(failure));
        status = ServiceResult.withData(row, report, failure, clock.instant());
        outcome = new Outcome.Waiting("its data", AFTER_FAILURE);
      }
    }
    save(row, place, status, scope.lease());
    if (ServiceStates.isGone(status.state())) {
      memories.remove(row.id());
    }
    return outcome;
  }

  /** What stays of its data; empty while some of what is to go is still there. */
  private Optional<List<Resource>> data(
      ServiceRow row, CustomerAccess.Way way, Scope scope, boolean keep) {
    if (keep) {
      return Optional.of(kept(row, way));
    }
    ServiceNames names = way.names().service(row.name());
    KubernetesSession cluster = way.clouds().cluster().get();
    if (!ServiceData.deleteObjects(way.clouds().customer(), names, scope.lease())) {
      return Optional.empty();
    }
    backups.forget(row);
    // Volumes whose cluster went before them: nothing of ours could delete them.
    return Optional.of(
        cluster.reachable().isPresent()
            ? List.of()
            : row.nodes().stream().filter(one -> one.kind().equals(ServiceData.VOLUME)).toList());
  }

  private ResourceGraph<Clouds> graph(
      ServiceRow row, InfrastructureRow place, CustomerAccess.Way way, BackupPlan.Stage stage) {
    ServiceNames names = way.names().service(row.name());
    return ServiceGraph.of(
        names,
        way.management().roleOf(way.names().role(InfrastructureRole.CH_S3)),
        Deployment.of(
            row,
            row.specAt(lastBackup.begun(row).orElseGet(clock::instant)),
            place.spec(),
            way.names(),
            backups.plan(row, place.spec(), names, stage)),
        privateWay(place));
  }

  /** As far as the infrastructure has made it. */
  private static Optional<AwsService.PrivateWay> privateWay(InfrastructureRow place) {
    if (!place.spec().loadBalancers().privately()) {
      return Optional.empty();
    }
    return externalId(place, "dns-zone")
        .flatMap(zone ->
            externalId(place, "load-balancer-private")
                .map(balancer -> new AwsService.PrivateWay(zone, balancer)));
  }

  private static Optional<String> externalId(InfrastructureRow place, String node) {
    return place.nodes().stream()
        .filter(one -> one.node().equals(node))
        .findFirst()
        .map(Resource::externalId);
  }
}
