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
import io.freehold.kubernetes.service.ClickHouseService;
import io.freehold.kubernetes.service.ServerStanding;
import io.freehold.kubernetes.service.ServicePods;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.ServiceNames;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

  /**
   * It is woken when its infrastructure or its account is ready; this is for a wake-up that was
   * lost.
   */
  private static final Duration WITHOUT_PLACE = Duration.ofMinutes(5);

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
      Clock clock) {
    this.store = store;
    this.infrastructures = infrastructures;
    this.access = access;
    this.convergence = convergence;
    this.jdbc = jdbc;
    this.statuses = statuses;
    this.idling = idling;
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
    if (row.deletion().isPresent() && place.readyAt().isEmpty()) {
      memories.remove(row.id());
      save(row, ServiceResult.neverMade(row, clock.instant()), lease);
      return new Outcome.Finished();
    }
    if (place.readyAt().isEmpty()) {
      save(row, ServiceResult.withoutPlace(row, place, clock.instant()), lease);
      return new Outcome.Waiting("infrastructure " + place.name(), WITHOUT_PLACE);
    }
    return switch (access.open(place, new Owner(row.name().value()), lease)) {
      case CustomerAccess.Closed closed -> {
        save(row, ServiceResult.paused(row, closed, clock.instant()), lease);
        yield new Outcome.Waiting("account " + place.spec().accountId(), WITHOUT_PLACE);
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
    ResourceGraph<Clouds> graph = graph(row, place, way);
    Memory memory = memories.computeIfAbsent(row.id(), any -> new Memory(FRESH));
    Scope scope =
        new Scope(
            way.owner(), new PostgresLedger(jdbc, way.owner(), request, lease), lease, memory);
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
    save(
        row,
        ServiceResult.up(
            row,
            report,
            () -> ServerStanding.in(clouds.cluster().get(), row.name().value()),
            awaited.lackOfNodes(place, way.names().cluster(), clouds::customer),
            clock.instant()),
        scope.lease());
    access.doubt(place, new Findings(report).failures());
    idling.get().watch(row);
    return untilChange(row, sooner(report.outcome(), awaited.nextLook()));
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
    Optional<Duration> left =
        row.schedule().nextChange(now).map(change -> Duration.between(now, change));
    if (left.isEmpty() || !row.running()) {
      return outcome;
    }
    return switch (outcome) {
      case Outcome.Settled(Duration after) -> new Outcome.Settled(min(after, left.get()));
      case Outcome.Waiting(String on, Duration after) ->
          new Outcome.Waiting(on, min(after, left.get()));
      case Outcome.Failed(Failure failure, Duration after) ->
          new Outcome.Failed(failure, min(after, left.get()));
      case Outcome.Finished finished -> finished;
    };
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private void save(ServiceRow row, ServiceStatus status, Lease lease) {
    statuses.save(row, status, lease.fence(), clock.instant());
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
    save(row, status, scope.lease());
    if (ServiceStates.isGone(status.state())) {
      memories.remove(row.id());
    }
    return outcome;
  }

  /** What stays of its data; empty while some of what is to go is still there. */
  private static Optional<List<Resource>> data(
      ServiceRow row, CustomerAccess.Way way, Scope scope, boolean keep) {
    ServiceNames names = way.names().service(row.name());
    KubernetesSession cluster = way.clouds().cluster().get();
    if (keep) {
      return Optional.of(ServiceData.kept(cluster, names));
    }
    if (!ServiceData.deleteObjects(way.clouds().customer(), names, scope.lease())) {
      return Optional.empty();
    }
    // Volumes whose cluster went before them: nothing of ours could delete them.
    return Optional.of(
        cluster.reachable().isPresent()
            ? List.of()
            : row.nodes().stream().filter(one -> one.kind().equals(ServiceData.VOLUME)).toList());
  }

  private ResourceGraph<Clouds> graph(
      ServiceRow row, InfrastructureRow place, CustomerAccess.Way way) {
    return ServiceGraph.of(
        way.names().service(row.name()),
        way.management().roleOf(way.names().role(InfrastructureRole.CH_S3)),
        Deployment.of(row, row.specAt(clock.instant()), place.spec(), way.names()),
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
