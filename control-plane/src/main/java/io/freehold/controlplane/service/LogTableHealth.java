package io.freehold.controlplane.service;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.condition.Condition.Status;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kubernetes.service.LogTable;
import io.freehold.model.infrastructure.LogHouse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The condition {@code LogTableReady} of the service that keeps its infrastructure's logs. */
final class LogTableHealth {
  static final String READY = "LogTableReady";

  private LogTableHealth() {}

  /**
   * It, by what a pass has found; empty for a service that was not chosen to keep logs.
   *
   * @param chosen the infrastructure's choice
   */
  static Optional<Condition> of(
      ServiceRow row, Optional<LogHouse> chosen, PassReport report, Instant now) {
    if (LogHouseUse.retentionDays(row, chosen).isEmpty()) {
      return Optional.empty();
    }
    List<NodeStatus> unready =
        report.nodes().stream()
            .filter(node -> LogTable.isOf(node.node()) && node.state() != NodeStatus.State.READY)
            .toList();
    Optional<NodeStatus> failed =
        unready.stream().filter(node -> node.state() == NodeStatus.State.FAILED).findFirst();
    Condition fresh =
        failed
            .map(node -> condition(row, Status.FALSE, LogTableReason.TABLE_FAILED, said(node), now))
            .orElseGet(() ->
                unready.isEmpty()
                    ? condition(row, Status.TRUE, LogTableReason.TABLE_MADE, "", now)
                    : condition(
                        row,
                        Status.FALSE,
                        LogTableReason.TABLE_PENDING,
                        said(unready.getFirst()),
                        now));
    return Optional.of(
        row.conditions().stream()
            .filter(one -> one.type().equals(READY))
            .findFirst()
            .map(fresh::after)
            .orElse(fresh));
  }

  private static String said(NodeStatus node) {
    return node.node() + ": " + node.message();
  }

  private static Condition condition(
      ServiceRow row, Status status, LogTableReason reason, String message, Instant now) {
    return new Condition(READY, status, reason.word(), message, row.generation(), now);
  }
}
