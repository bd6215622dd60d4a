package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.DataDecision;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.controlplane.infrastructure.Leftover;
import io.freehold.controlplane.infrastructure.Occupants;
import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.WorkQueue;
import io.freehold.protocol.infrastructure.Resource;
import io.freehold.protocol.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes what is asked of a service, and requests a look at it, in one transaction. */
@Component
class ServiceChanges implements Occupants {
  /** Of ClickHouse, for new services: a branch with long-term support. */
  static final String VERSION = "25.8";

  private final ServiceStore store;
  private final ServiceView view;
  private final InfrastructureStore infrastructures;
  private final WorkQueue queue;
  private final TransactionTemplate transactions;

  ServiceChanges(
      ServiceStore store,
      ServiceView view,
      InfrastructureStore infrastructures,
      WorkQueue queue,
      TransactionTemplate transactions) {
    this.store = store;
    this.view = view;
    this.infrastructures = infrastructures;
    this.queue = queue;
    this.transactions = transactions;
  }

  @Override
  public List<String> of(UUID infrastructureId) {
    return store.in(infrastructureId).stream().map(row -> row.spec().name()).toList();
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
        byDecision
            ? "data of the service %s (%s), kept as asked; DELETE it again with data=delete to have it gone"
                .formatted(row.spec().name(), row.id())
            : "data of the service %s, whose cluster was gone before: delete it by hand"
                .formatted(row.spec().name()));
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
    return view.of(row, infrastructure(row));
  }

  InfrastructureRow infrastructure(ServiceRow row) {
    return infrastructures
        .find(row.organizationId(), row.infrastructureId())
        .orElseThrow(() -> new IllegalStateException("no infrastructure of " + row));
  }

  /** Changes one that is not being deleted, and shows it. */
  Service change(UUID organizationId, UUID id, Consumer<ServiceRow> change) {
    transactions.executeWithoutResult(status -> {
      ServiceRow row = lock(organizationId, id);
      if (row.deletion().isPresent()) {
        throw Refusal.conflict("being-deleted", "The service is being deleted.");
      }
      change.accept(row);
      request(id);
    });
    return show(organizationId, id);
  }

  void delete(UUID organizationId, UUID id, String data) {
    DataDecision decision =
        DataDecision.of(data)
            .orElseThrow(() ->
                Refusal.of(
                    400,
                    "invalid-parameter",
                    "data: found '" + data + "', needed retain or delete"));
    transactions.executeWithoutResult(status -> {
      if (decision == DataDecision.DELETE && store.deleteKept(organizationId, id)) {
        request(id);
        return;
      }
      ServiceRow row = lock(organizationId, id);
      if (row.deletion().isEmpty() && !row.state().isAtRest()) {
        throw Refusal.conflict(
            "service-not-stopped",
            "The service is %s: stop it before it is deleted.".formatted(row.state().word()));
      }
      store.delete(organizationId, id, decision);
      request(id);
    });
  }

  void request(UUID id) {
    queue.request(new ReconcileRequest(ServiceReconciler.TYPE, id), Duration.ZERO);
  }

  private ServiceRow lock(UUID organizationId, UUID id) {
    return store.lock(organizationId, id).orElseThrow(() -> Refusal.notFound("The service"));
  }
}
