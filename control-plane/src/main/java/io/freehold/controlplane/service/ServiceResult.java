package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.controlplane.infrastructure.Findings;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.Reason;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a pass means for whoever looks at the service. */
final class ServiceResult {
  private ServiceResult() {}

  /** Its infrastructure was never ready. */
  static ServiceStatus withoutPlace(ServiceRow row, InfrastructureRow place, Instant now) {
    return waiting(
        row,
        Reason.WAITING_FOR_INFRASTRUCTURE,
        "infrastructure %s is %s".formatted(place.name(), place.phase().word()),
        now);
  }

  /** Nothing was done, since the account is not ready: it is as it was last seen. */
  static ServiceStatus paused(ServiceRow row, CustomerAccess.Closed closed, Instant now) {
    return waiting(row, closed.reason(), closed.message(), now);
  }

  private static ServiceStatus waiting(ServiceRow row, Reason reason, String message, Instant now) {
    Condition condition =
        Findings.ready(
            row.conditions(), Condition.Status.FALSE, row.generation(), reason, message, now);
    return new ServiceStatus(
        row.id(), row.state(), row.observedGeneration(), List.of(condition), row.nodes());
  }

  /** Deleted before anything of it was made. */
  static ServiceStatus neverMade(ServiceRow row, Instant now) {
    Condition condition =
        Findings.ready(
            row.conditions(), Condition.Status.FALSE, row.generation(), Reason.DELETED, "", now);
    return new ServiceStatus(
        row.id(), ServiceState.TERMINATED, row.generation(), List.of(condition), List.of());
  }

  static ServiceStatus up(ServiceRow row, PassReport report, Instant now) {
    Findings findings = new Findings(report);
    ServiceState state = state(row, findings);
    Condition condition =
        state == ServiceState.STOPPED
            ? Findings.ready(
                row.conditions(), Condition.Status.FALSE, row.generation(), Reason.STOPPED, "", now)
            : findings.ready(
                row.conditions(),
                state == ServiceState.RUNNING,
                row.generation(),
                row.running()
                    ? (row.runningAt().isEmpty() ? Reason.PROVISIONING : Reason.UPDATING)
                    : Reason.STOPPING,
                now);
    return new ServiceStatus(
        row.id(), state, row.generation(), List.of(condition), findings.resources());
  }

  /**
   * <table>
   * <caption>The state after a pass</caption>
   * <tr><td>all as asked for</td><td>running or stopped</td></tr>
   * <tr><td>asked to stop</td><td>stopping</td></tr>
   * <tr><td>never ran yet</td><td>provisioning; failed if somebody is needed</td></tr>
   * <tr><td>was stopped</td><td>starting, or awaking where that was asked for</td></tr>
   * <tr><td>ran before</td><td>partially_running; degraded if somebody is needed; as before where a
   *     cloud does not answer</td></tr>
   * </table>
   */
  private static ServiceState state(ServiceRow row, Findings findings) {
    if (findings.settled()) {
      return row.running() ? ServiceState.RUNNING : ServiceState.STOPPED;
    }
    if (!row.running()) {
      return ServiceState.STOPPING;
    }
    if (row.runningAt().isEmpty()) {
      return findings.needsSomebody() ? ServiceState.FAILED : ServiceState.PROVISIONING;
    }
    return switch (row.state()) {
      case STARTING, AWAKING -> row.state();
      case STOPPED, STOPPING, IDLE -> ServiceState.STARTING;
      case PROVISIONING, RUNNING, PARTIALLY_RUNNING, DEGRADED, FAILED, TERMINATING, TERMINATED -> {
        if (findings.needsSomebody()) {
          yield ServiceState.DEGRADED;
        }
        yield findings.failed().isPresent() ? row.state() : ServiceState.PARTIALLY_RUNNING;
      }
    };
  }

  static ServiceStatus down(ServiceRow row, PassReport report, Instant now) {
    return down(row, report, Optional.empty(), now);
  }

  /**
   * On the way down.
   *
   * @param data what stays of its data; empty while there is anything else to go
   */
  static ServiceStatus down(
      ServiceRow row, PassReport report, Optional<List<Resource>> data, Instant now) {
    Findings findings = new Findings(report);
    Condition condition =
        data.isPresent()
            ? Findings.ready(
                row.conditions(), Condition.Status.FALSE, row.generation(), Reason.DELETED, "", now)
            : findings.unready(row.conditions(), row.generation(), Reason.DELETING, now);
    List<Resource> nodes = new ArrayList<>(findings.resources());
    data.ifPresent(nodes::addAll);
    return new ServiceStatus(
        row.id(),
        data.isPresent() ? ServiceState.TERMINATED : ServiceState.TERMINATING,
        row.generation(),
        List.of(condition),
        nodes);
  }

  /** All of it is gone but its data, which could not be looked after. */
  static ServiceStatus withData(ServiceRow row, PassReport report, Failure failure, Instant now) {
    Condition condition =
        Findings.ready(
            row.conditions(),
            Condition.Status.FALSE,
            row.generation(),
            Reason.of(failure.kind()),
            "its data: %s: %s".formatted(failure.code(), failure.message()),
            now);
    return new ServiceStatus(
        row.id(),
        ServiceState.TERMINATING,
        row.generation(),
        List.of(condition),
        new Findings(report).resources());
  }
}
