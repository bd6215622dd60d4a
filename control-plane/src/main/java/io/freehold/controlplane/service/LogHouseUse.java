package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.controlplane.infrastructure.LogHouseServices;
import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.WorkQueue;
import io.freehold.model.service.ScalingSchedule;
import io.freehold.model.service.ServiceSpec;
import io.freehold.model.violation.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The service that keeps the logs of its infrastructure: which one may be it, and what it may not
 * do while it is.
 */
@Component
class LogHouseUse implements LogHouseServices {
  private final ServiceStore store;
  private final InfrastructureStore infrastructures;
  private final WorkQueue queue;

  LogHouseUse(ServiceStore store, InfrastructureStore infrastructures, WorkQueue queue) {
    this.store = store;
    this.infrastructures = infrastructures;
    this.queue = queue;
  }

  @Override
  public Optional<Candidate> hold(UUID organizationId, UUID serviceId) {
    return store
        .lock(organizationId, serviceId)
        .map(row ->
            new Candidate(
                row.id(),
                row.name(),
                row.infrastructureId(),
                row.state().word(),
                row.running(),
                mayIdle(row.spec(), row.schedule()),
                row.deletion().isPresent()));
  }

  @Override
  public void wake(UUID serviceId) {
    queue.request(new ReconcileRequest(ServiceReconciler.TYPE, serviceId), Duration.ZERO);
  }

  /**
   * Logs go past the gateway, whose measurements alone keep a service awake or wake it.
   *
   * @param row as it is held
   * @throws Refusal 409 if it keeps logs, and would be allowed to fall asleep
   */
  void refuseIdling(ServiceRow row, ServiceSpec next, ScalingSchedule schedule) {
    if (mayIdle(next, schedule) && isChosen(row)) {
      refuse(
          "idleScaling",
          "idle-scaling-of-log-house",
          "true, of the service that keeps the infrastructure's logs",
          "false, in its spec and in each entry of its scaling schedule",
          row);
    }
  }

  /**
   * @param row as it is held
   * @throws Refusal 409 if it keeps logs
   */
  void refuseDeletion(ServiceRow row) {
    if (isChosen(row)) {
      refuse(
          "logHouse",
          "service-keeps-logs",
          "the service that keeps the infrastructure's logs",
          "one that does not",
          row);
    }
  }

  private static void refuse(
      String field, String code, String found, String needed, ServiceRow row) {
    Violation violation =
        Violation.of(
            field,
            code,
            found,
            needed,
            "PATCH the infrastructure %s with another logHouse, or with null, first."
                .formatted(row.infrastructureId()));
    throw Refusal.of(409, code, violation.message(), Refusal.details(List.of(violation)));
  }

  private boolean isChosen(ServiceRow row) {
    return infrastructures
        .places(row.organizationId(), Set.of(row.infrastructureId()))
        .values()
        .stream()
        .anyMatch(place -> place.spec().logHouseIn(row.id()).isPresent());
  }

  private static boolean mayIdle(ServiceSpec spec, ScalingSchedule schedule) {
    return spec.idleScaling()
        || schedule.entries().stream().anyMatch(entry -> entry.applied(spec).idleScaling());
  }
}
