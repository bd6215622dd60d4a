package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.Activities;
import io.freehold.controlplane.activity.ActivityType;
import io.freehold.controlplane.infrastructure.DataDecision;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.controlplane.infrastructure.Leftover;
import io.freehold.controlplane.infrastructure.Occupants;
import io.freehold.controlplane.infrastructure.ReplicaNodes;
import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.WorkQueue;
import io.freehold.model.service.ReplicaSize;
import io.freehold.model.service.ScalingSchedule;
import io.freehold.model.service.ServiceSpec;
import io.freehold.model.violation.Violation;
import io.freehold.protocol.infrastructure.Resource;
import io.freehold.protocol.organization.Organization;
import io.freehold.protocol.service.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes what is asked of a service, and requests a look at it, in one transaction. */
@Component
class ServiceChanges implements Occupants {
  private final ServiceStore store;
  private final ServiceView view;
  private final ServersRole role;
  private final InfrastructureStore infrastructures;
  private final PrivateEndpointStore endpoints;
  private final ReplicaNodes nodes;
  private final LogHouseUse logHouse;
  private final WorkQueue queue;
  private final Activities activities;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ServiceChanges(
      ServiceStore store,
      ServiceView view,
      ServersRole role,
      InfrastructureStore infrastructures,
      PrivateEndpointStore endpoints,
      ReplicaNodes nodes,
      LogHouseUse logHouse,
      WorkQueue queue,
      Activities activities,
      TransactionTemplate transactions,
      Clock clock) {
    this.store = store;
    this.view = view;
    this.role = role;
    this.infrastructures = infrastructures;
    this.endpoints = endpoints;
    this.nodes = nodes;
    this.logHouse = logHouse;
    this.queue = queue;
    this.activities = activities;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public List<String> of(UUID infrastructureId) {
    return names(store.in(infrastructureId));
  }

  @Override
  public List<String> visible(UUID infrastructureId) {
    return names(store.visibleIn(infrastructureId));
  }

  private static List<String> names(List<ServiceRow> rows) {
    return rows.stream().map(row -> row.spec().name()).toList();
  }

  @Override
  public void wake(UUID infrastructureId) {
    store.in(infrastructureId).forEach(row -> request(row.id()));
  }

  @Override
  public List<Leftover> leftovers(UUID infrastructureId) {
    return store.leaving(infrastructureId).stream()
        .flatMap(row ->
            row.nodes().stream()
                .filter(node -> node.state().equals(ServiceData.KEPT))
                .map(node -> leftover(row, node)))
        .toList();
  }

  private static Leftover leftover(ServiceRow row, Resource node) {
    boolean byDecision = row.deletion().filter(DataDecision.RETAIN::equals).isPresent();
    return new Leftover(
        node.kind(),
        Objects.requireNonNullElse(node.externalId(), node.node()),
        byDecision,
        reason(row, node, byDecision));
  }

  private static String reason(ServiceRow row, Resource node, boolean byDecision) {
    if (node.kind().equals(ServiceData.BACKUP)) {
      return node.node().equals(ServiceData.UNMADE)
          ? "no last backup of the service %s (%s) could be made: %s; its volumes and objects are all there is"
              .formatted(row.spec().name(), row.id(), node.message())
          : "the newest backup of the service %s (%s), %s: docs/backups.md says how to restore it"
              .formatted(row.spec().name(), row.id(), node.message());
    }
    return byDecision
        ? "data of the service %s (%s), kept as asked; DELETE it again with data=delete to have it gone"
            .formatted(row.spec().name(), row.id())
        : "data of the service %s, whose cluster was gone before: delete it by hand"
            .formatted(row.spec().name());
  }

  @Override
  public void deleteKept(UUID infrastructureId) {
    for (ServiceRow row : store.leaving(infrastructureId)) {
      if (store.deleteKept(row.organizationId(), row.id())) {
        request(row.id());
      }
    }
  }

  /** The service as it is now. */
  Service show(UUID organizationId, UUID id) {
    ServiceRow row =
        store.find(organizationId, id).orElseThrow(() -> Refusal.notFound("The service"));
    return show(organizationId, List.of(row)).getFirst();
  }

  /** Several at once; the database is asked as often as for one in each infrastructure. */
  List<Service> show(UUID organizationId, List<ServiceRow> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Organization.PrivateEndpoint> registered = endpoints.of(organizationId);
    Map<UUID, InfrastructureStore.ServicePlace> places =
        infrastructures.places(
            organizationId,
            rows.stream().map(ServiceRow::infrastructureId).collect(Collectors.toSet()));
    Map<UUID, String> roles = new HashMap<>();
    places.forEach((id, place) -> roles.put(id, role.arn(organizationId, place.spec())));
    return rows.stream()
        .map(row ->
            view.of(
                row,
                Objects.requireNonNull(places.get(row.infrastructureId())),
                Objects.requireNonNull(roles.get(row.infrastructureId())),
                registered))
        .toList();
  }

  InfrastructureRow infrastructure(ServiceRow row) {
    return infrastructures
        .find(row.organizationId(), row.infrastructureId())
        .orElseThrow(() -> new IllegalStateException("no infrastructure of " + row));
  }

  /** Changes one that is not being deleted, and shows it. */
  Service change(UUID organizationId, UUID id, Consumer<ServiceRow> change) {
    transactions.executeWithoutResult(status -> {
      ServiceRow before = lockLiving(organizationId, id);
      change.accept(before);
      ServiceRow changed = lock(organizationId, id);
      requireNodes(changed);
      if (changed.generation() != before.generation()) {
        Instant now = clock.instant();
        InfrastructureRow place = infrastructure(before);
        // The last pass may not know yet what else has changed.
        List<Condition> told = AskedConditions.now(before, place.spec(), place.workSince(), now);
        keepConditions(changed, told, place, now);
      }
      request(id);
    });
    return show(organizationId, id);
  }

  /** Since when they are what they are is known only now. */
  private void keepConditions(
      ServiceRow row, List<Condition> before, InfrastructureRow place, Instant now) {
    List<Condition> all = new ArrayList<>(AskedConditions.without(row.conditions()));
    all.addAll(AskedConditions.changed(row, before, place.spec(), now));
    store.keep(row.organizationId(), row.id(), all);
  }

  /** For every size that it has now, or has by its schedule. */
  private void requireNodes(ServiceRow row) {
    Set<ReplicaSize> sizes = EnumSet.of(row.spec().size());
    row.schedule().entries().forEach(entry -> sizes.add(entry.applied(row.spec()).size()));
    nodes.require(row.organizationId(), row.infrastructureId(), sizes);
  }

  /**
   * Sets something beside the spec of one that is not being deleted. Nothing has to be done for it
   * at once.
   */
  void set(UUID organizationId, UUID id, Consumer<ServiceRow> change) {
    transactions.executeWithoutResult(status -> change.accept(lockLiving(organizationId, id)));
  }

  /**
   * @throws Refusal 404 if there is no such service
   */
  void requireThere(UUID organizationId, UUID id) {
    var ignored = find(organizationId, id);
  }

  /**
   * @throws Refusal 404 if there is no such service
   */
  ServiceRow find(UUID organizationId, UUID id) {
    return store.find(organizationId, id).orElseThrow(() -> Refusal.notFound("The service"));
  }

  /** A new one, within the caller's transaction. */
  void insert(ServiceRow row) {
    requireFreeName(row.organizationId(), row.id(), row.spec().name());
    store.insert(row);
    requireNodes(row);
    keepConditions(row, List.of(), infrastructure(row), row.createdAt());
    record(row, ActivityType.SERVICE_CREATE);
    request(row.id());
  }

  /** Brings another spec and other tags onto one, within {@link #change}. */
  void apply(ServiceRow row, ServiceSpec next, List<Service.Tag> tags) {
    if (!next.name().equals(row.spec().name())) {
      requireFreeName(row.organizationId(), row.id(), next.name());
    }
    logHouse.refuseIdling(row, next, row.schedule());
    store.change(row.organizationId(), row.id(), next, tags);
    SpecActivities.of(row.spec(), next).forEach(type -> record(row, type));
    showWork(row, next, row.schedule());
  }

  /** Brings another schedule onto one, within {@link #change}. */
  void schedule(ServiceRow row, ScalingSchedule next) {
    logHouse.refuseIdling(row, row.spec(), next);
    store.schedule(row.organizationId(), row.id(), next);
    showWork(row, row.spec(), next);
  }

  /** If its servers or its way in have to become others, by what is asked of it just now. */
  private void showWork(ServiceRow row, ServiceSpec spec, ScalingSchedule schedule) {
    Instant now = clock.instant();
    ServiceSpec before = row.specAt(now);
    ServiceSpec after = schedule.applied(spec, now);
    if (before.replicas() != after.replicas()
        || before.minReplicaMemoryGb() != after.minReplicaMemoryGb()
        || !before.accessRanges().equals(after.accessRanges())) {
      showWork(row);
    }
  }

  /** What takes time is seen as a state at once, so that clients can wait for its end. */
  void showWork(ServiceRow row) {
    if (store.working(row.organizationId(), row.id())) {
      record(row, ActivityType.SERVICE_PARTIALLY_RUNNING);
    }
  }

  /** Puts on record what somebody did to one. */
  void record(ServiceRow row, ActivityType type) {
    activities.recordService(row.organizationId(), row.id(), type);
  }

  private void requireFreeName(UUID organizationId, UUID id, String name) {
    if (store.isTaken(organizationId, name, id)) {
      Violation taken =
          Violation.of(
              "name",
              "name-taken",
              "'" + name + "', which another service of the organization has",
              "a name of its own",
              null);
      throw Refusal.of(409, "name-taken", taken.message(), Refusal.details(List.of(taken)));
    }
  }

  void delete(UUID organizationId, UUID id, String data) {
    DataDecision decision =
        DataDecision.of(data)
            .orElseThrow(() -> Refusal.parameter("data", data, "retain or delete"));
    transactions.executeWithoutResult(status -> {
      if (decision == DataDecision.DELETE && store.deleteKept(organizationId, id)) {
        request(id);
        return;
      }
      ServiceRow row = lock(organizationId, id);
      logHouse.refuseDeletion(row);
      if (row.deletion().isEmpty() && !mayBeDeleted(row)) {
        throw Refusal.conflict(
            "service-not-stopped",
            "The service is %s: stop it before it is deleted.".formatted(row.state().word()));
      }
      store.delete(organizationId, id, decision);
      if (row.deletion().isEmpty()) {
        record(row, ActivityType.SERVICE_DELETE);
      }
      request(id);
    });
  }

  /**
   * Whether nothing of it runs, or nothing is to: where the account lets nobody in, a service comes
   * to rest no more.
   */
  private static boolean mayBeDeleted(ServiceRow row) {
    return ServiceStates.isAtRest(row.state()) || row.wanted() == Wanted.STOPPED;
  }

  void request(UUID id) {
    queue.request(new ReconcileRequest(ServiceReconciler.TYPE, id), Duration.ZERO);
  }

  private ServiceRow lockLiving(UUID organizationId, UUID id) {
    ServiceRow row = lock(organizationId, id);
    if (row.deletion().isPresent()) {
      throw Refusal.conflict("being-deleted", "The service is being deleted.");
    }
    return row;
  }

  private ServiceRow lock(UUID organizationId, UUID id) {
    return store.lock(organizationId, id).orElseThrow(() -> Refusal.notFound("The service"));
  }
}
