package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.controlplane.infrastructure.Findings;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.Reason;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.queue.Outcome;
import java.time.Instant;
import java.util.List;

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
    Findings findings = new Findings(report);
    boolean gone = report.outcome() instanceof Outcome.Finished;
    Condition condition =
        gone
            ? Findings.ready(
                row.conditions(), Condition.Status.FALSE, row.generation(), Reason.DELETED, "", now)
            : findings.unready(row.conditions(), row.generation(), Reason.DELETING, now);
    return new ServiceStatus(
        row.id(),
        gone ? ServiceState.TERMINATED : ServiceState.TERMINATING,
        row.generation(),
        List.of(condition),
        findings.resources());
  }
}
