package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.controlplane.infrastructure.Findings;
import io.freehold.controlplane.infrastructure.Reason;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kubernetes.service.Backups;
import io.freehold.kubernetes.service.ClickHouseService;
import io.freehold.kubernetes.service.LogTable;
import io.freehold.kubernetes.service.ServerStanding;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a pass means for whoever looks at the service. */
final class ServiceResult {
  /** What a service has beside it, and runs without. */
  private static final Set<String> BESIDE = Set.of(Backups.SCHEDULE, ClickHouseService.METRICS);

  private ServiceResult() {}

  /** Nothing was done, since the account is not ready: it is as it was last seen. */
  static ServiceStatus paused(ServiceRow row, CustomerAccess.Closed closed, Instant now) {
    Condition condition =
        Findings.ready(
            row.conditions(),
            Condition.Status.FALSE,
            row.generation(),
            closed.reason(),
            closed.message(),
            now);
    List<Condition> conditions = new ArrayList<>(List.of(condition));
    row.conditions().stream()
        .filter(one ->
            one.type().equals(BackupHealth.CURRENT) || one.type().equals(LogTableHealth.READY))
        .forEach(conditions::add);
    return new ServiceStatus(
        row.id(), row.state(), row.observedGeneration(), List.copyOf(conditions), row.nodes());
  }

  /**
   * @param servers looks how they stand; asked only where it matters
   * @param lackOfNodes that pods wait for nodes, and why; empty where they do not
   */
  static ServiceStatus up(
      ServiceRow row,
      PassReport report,
      Supplier<ServerStanding> servers,
      Optional<String> lackOfNodes,
      Instant now) {
    Findings findings = new Findings(ofItself(report));
    ServiceState state = state(row, findings, servers);
    Condition condition =
        lackOfNodes.isPresent() && findings.failed().isEmpty()
            ? Findings.ready(
                row.conditions(),
                Condition.Status.FALSE,
                row.generation(),
                Reason.WAITING_FOR_NODES,
                lackOfNodes.get(),
                now)
            : condition(row, findings, state, now);
    return new ServiceStatus(
        row.id(), state, row.generation(), List.of(condition), new Findings(report).resources());
  }

  /**
   * What the pass says of the service itself: it runs, or does not, whether or not the schedule of
   * its backups, its measurement and its table for logs are as they should be.
   */
  private static PassReport ofItself(PassReport report) {
    List<NodeStatus> nodes =
        report.nodes().stream()
            .filter(node -> !BESIDE.contains(node.node()) && !LogTable.isOf(node.node()))
            .toList();
    return new PassReport(
        nodes.stream().allMatch(node -> node.state() == NodeStatus.State.READY)
            ? new Outcome.Settled(Duration.ZERO)
            : report.outcome(),
        nodes,
        report.changes());
  }

  private static Condition condition(
      ServiceRow row, Findings findings, ServiceState state, Instant now) {
    return !row.running() && findings.settled()
        ? Findings.ready(
            row.conditions(),
            Condition.Status.FALSE,
            row.generation(),
            row.wanted() == Wanted.ASLEEP ? Reason.ASLEEP : Reason.STOPPED,
            "",
            now)
        : findings.ready(
            row.conditions(),
            state == ServiceState.RUNNING,
            row.generation(),
            row.running()
                ? (row.runningAt().isEmpty() ? Reason.PROVISIONING : Reason.UPDATING)
                : Reason.STOPPING,
            now);
  }

  private static ServiceState state(
      ServiceRow row, Findings findings, Supplier<ServerStanding> servers) {
    boolean settled = findings.settled();
    boolean failed = findings.failed().isPresent();
    boolean matters = !settled && !failed && row.running() && row.runningAt().isPresent();
    return ServiceStates.after(
        row.wanted(),
        row.state(),
        row.runningAt().isPresent(),
        new ServiceStates.Seen(
            settled,
            findings.needsSomebody(),
            failed,
            matters ? servers.get() : ServerStanding.UNKNOWN));
  }

  /**
   * It is deleted, and runs once more for its last backup.
   *
   * @param data what is kept of it
   */
  static ServiceStatus ending(ServiceRow row, PassReport report, List<Resource> data, Instant now) {
    Findings findings = new Findings(report);
    List<Resource> nodes = new ArrayList<>(findings.resources());
    nodes.addAll(data);
    return new ServiceStatus(
        row.id(),
        deleting(row, false),
        row.generation(),
        List.of(findings.unready(row.conditions(), row.generation(), Reason.DELETING, now)),
        nodes);
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
        row.id(), deleting(row, data.isPresent()), row.generation(), List.of(condition), nodes);
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
        deleting(row, false),
        row.generation(),
        List.of(condition),
        new Findings(report).resources());
  }

  private static ServiceState deleting(ServiceRow row, boolean gone) {
    return ServiceStates.deleting(row.deletion().orElseThrow(), gone);
  }
}
