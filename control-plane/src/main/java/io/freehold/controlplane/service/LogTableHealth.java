package io.freehold.controlplane.service;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.condition.Condition.Status;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kubernetes.service.LogTable;
import io.freehold.model.infrastructure.LogHouse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The condition {@code LogTableReady} of the service that keeps its infrastructure's logs. */
final class LogTableHealth {
  static final String READY = "LogTableReady";

  /** So begins what is said of a thing that gave up and is made again. */
  private static final String NEVER_WORKED = "never worked";

  private LogTableHealth() {}

  /**
   * It, by what a pass has found; empty for a service that was not chosen to keep logs.
   *
   * @param chosen that it was chosen, and for how long
   */
  static Optional<Condition> of(
      ServiceRow row, Optional<LogHouse> chosen, PassReport report, Instant now) {
    return chosen.map(one -> judged(row, one.retentionDays(), report, now).after(row.conditions()));
  }

  private static Condition judged(ServiceRow row, int days, PassReport report, Instant now) {
    // An earlier retention's job is not among them, and goes when it goes.
    Set<String> wanted = LogTable.nodes(days);
    List<NodeStatus> unready =
        report.nodes().stream()
            .filter(node -> wanted.contains(node.node()) && node.state() != State.READY)
            .toList();
    if (unready.isEmpty()) {
      return condition(row, Status.TRUE, LogTableReason.TABLE_MADE, "", now);
    }
    String job = LogTable.jobNode(days);
    Optional<String> failed =
        unready.stream()
            .filter(LogTableHealth::hasFailed)
            .map(LogTableHealth::said)
            .findFirst()
            // What it failed of stays to be read while it is tried again.
            .or(() ->
                row.conditions().stream()
                    .filter(one -> one.type().equals(READY))
                    .filter(one -> one.reason().equals(LogTableReason.TABLE_FAILED.word()))
                    .map(Condition::message)
                    .filter(message -> message.startsWith(job + ": "))
                    .filter(message -> unready.stream().anyMatch(one -> one.node().equals(job)))
                    .findFirst());
    return failed
        .map(message -> condition(row, Status.FALSE, LogTableReason.TABLE_FAILED, message, now))
        .orElseGet(() ->
            condition(
                row,
                Status.FALSE,
                LogTableReason.TABLE_PENDING,
                pending(unready.getFirst(), job),
                now));
  }

  private static boolean hasFailed(NodeStatus node) {
    return switch (node.state()) {
      case FAILED -> node.needsSomebody() || node.failure().filter(LogTable::waits).isEmpty();
      case DELETING -> node.message().startsWith(NEVER_WORKED);
      case BLOCKED, CREATING, READY, UPDATING, WITHHELD, DELETED, KEPT, UNDECLARED -> false;
    };
  }

  private static String pending(NodeStatus node, String job) {
    return node.node().equals(job) && node.state() == State.CREATING
        ? said(node) + "; where the service's first server does not answer, it waits for that"
        : said(node);
  }

  private static String said(NodeStatus node) {
    return node.message().isEmpty() ? node.node() : node.node() + ": " + node.message();
  }

  private static Condition condition(
      ServiceRow row, Status status, LogTableReason reason, String message, Instant now) {
    return new Condition(READY, status, reason.word(), message, row.generation(), now);
  }
}
