package io.freehold.controlplane.infrastructure;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kubernetes.chart.ChartGraph;
import io.freehold.kubernetes.chart.ComponentHealth;
import io.freehold.kubernetes.platform.LogTableSign;
import io.freehold.model.infrastructure.LogHouse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What sends logs to the service that was chosen to keep them. It depends on what that service's
 * users do, so an infrastructure is ready without: its condition alone tells of it.
 */
final class LogHouseShipping {
  private static final String COMPONENT = "loghouse-shipping";
  private static final String TYPE = "LoghouseShippingReady";

  private LogHouseShipping() {}

  /** Whether it does not send yet, or not everywhere. */
  static boolean isUnderWay(List<Condition> conditions) {
    return conditions.stream()
        .anyMatch(one -> one.type().equals(TYPE) && one.status() == Condition.Status.FALSE);
  }

  /** What the pass says of the infrastructure without it. */
  static PassReport without(PassReport report) {
    List<NodeStatus> nodes = report.nodes().stream().filter(node -> !isOf(node.node())).toList();
    return nodes.size() == report.nodes().size()
        ? report
        : new PassReport(outcome(report.outcome(), nodes), nodes, report.changes());
  }

  private static boolean isOf(String node) {
    return node.equals(LogTableSign.NODE) || node.startsWith(ChartGraph.prefix(COMPONENT));
  }

  /** Whoever waits for something else is told of that. */
  private static Outcome outcome(Outcome all, List<NodeStatus> nodes) {
    Optional<String> first =
        nodes.stream().filter(node -> !isAtRest(node.state())).findFirst().map(NodeStatus::node);
    if (first.isEmpty()) {
      return new Outcome.Settled(Duration.ZERO);
    }
    return all instanceof Outcome.Waiting(String on, Duration after) && isOf(on)
        ? new Outcome.Waiting(first.get(), after)
        : all;
  }

  private static boolean isAtRest(NodeStatus.State state) {
    return switch (state) {
      case READY, DELETED, KEPT, UNDECLARED -> true;
      case BLOCKED, CREATING, UPDATING, WITHHELD, DELETING, FAILED -> false;
    };
  }

  /**
   * The component, with where to look where it does not send; any other as it is.
   *
   * @param chosen null where it is on its way out
   */
  static ComponentHealth explained(
      ComponentHealth component, @Nullable LogHouse chosen, PassReport report) {
    if (chosen == null
        || !component.component().equals(COMPONENT)
        || component.state() == ComponentHealth.State.READY) {
      return component;
    }
    Predicate<NodeStatus> isTable = node -> node.node().equals(LogTableSign.NODE);
    String why =
        report.nodes().stream()
            .filter(isTable.and(node -> node.state() != NodeStatus.State.READY))
            .findFirst()
            .map(NodeStatus::message)
            .orElse(component.message());
    return new ComponentHealth(
        component.component(),
        component.state(),
        "%s. Logs go to the service %s: see whether it runs, and its condition LogTableReady"
            .formatted(why, chosen.serviceId()));
  }
}
