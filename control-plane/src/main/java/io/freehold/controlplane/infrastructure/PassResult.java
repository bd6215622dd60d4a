package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.graph.Vendor;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kubernetes.chart.ComponentHealth;
import io.freehold.protocol.infrastructure.ProgressEvent;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a pass means for whoever looks at the infrastructure.
 *
 * @param event what watchers are told; empty if nothing changed
 */
record PassResult(InfrastructureStatus status, Optional<ProgressEvent> event) {
  private static final Duration PATIENCE_WITH_LEFTOVERS = Duration.ofHours(1);

  /** EKS makes a log group anew for them, which has to go too. */
  private static final Duration PATIENCE_WITH_LOGS = Duration.ofMinutes(5);

  private static final int MOST_NAMED = 5;

  /** Nothing was done, since the account is not ready. What is there stays as it was last seen. */
  static PassResult paused(InfrastructureRow row, CustomerAccess.Closed closed, Instant now) {
    Condition ready =
        Findings.ready(
            row.conditions(),
            Condition.Status.FALSE,
            row.generation(),
            closed.reason(),
            closed.message(),
            now);
    return of(
        row,
        paused(row, closed.needsSomebody()),
        row.observedGeneration(),
        ready,
        row.nodes(),
        row.leftovers(),
        now);
  }

  private static Phase paused(InfrastructureRow row, boolean needsSomebody) {
    if (row.deletion().isPresent()) {
      return needsSomebody ? Phase.DELETE_BLOCKED : Phase.DELETING;
    }
    if (row.readyAt().isPresent()) {
      return Phase.DEGRADED;
    }
    if (needsSomebody) {
      return Phase.BLOCKED;
    }
    return row.nodes().isEmpty() ? Phase.PREFLIGHT : Phase.PROVISIONING;
  }

  /** Deleted before anything of it was made: there is nothing to take down. */
  static PassResult neverMade(InfrastructureRow row, Instant now) {
    Condition ready =
        Findings.ready(
            row.conditions(),
            Condition.Status.FALSE,
            row.generation(),
            Reason.DELETED,
            "nothing of it was ever made",
            now);
    return of(row, Phase.DELETED, row.generation(), ready, List.of(), List.of(), now);
  }

  /** Nothing could be looked at, since the vendor's own account did not answer. */
  static PassResult withoutVendor(InfrastructureRow row, Failure failure, Instant now) {
    boolean isChart = failure.code().equals(Vendor.CHART_UNAVAILABLE);
    boolean needsSomebody = !failure.kind().passesByItself();
    Condition ready =
        Findings.ready(
            row.conditions(),
            Condition.Status.FALSE,
            row.generation(),
            isChart
                ? Reason.CHART_UNAVAILABLE
                : needsSomebody ? Reason.INTERNAL_ERROR : Reason.of(failure.kind()),
            isChart
                ? failure.message()
                : "the vendor's own account: %s: %s".formatted(failure.code(), failure.message()),
            now);
    Phase phase = withoutVendor(row, needsSomebody);
    return of(row, phase, row.observedGeneration(), ready, row.nodes(), row.leftovers(), now);
  }

  /** What passes by itself changes nothing of what is known of an infrastructure on its way. */
  private static Phase withoutVendor(InfrastructureRow row, boolean needsSomebody) {
    if (needsSomebody) {
      return row.deletion().isPresent() ? Phase.DELETE_BLOCKED : unsettled(row, true);
    }
    return switch (row.phase()) {
      case PREFLIGHT, BLOCKED, PROVISIONING ->
          row.deletion().isPresent() ? Phase.DELETING : row.phase();
      case READY, UPDATING, DEGRADED ->
          row.deletion().isPresent() ? Phase.DELETING : unsettled(row, false);
      case DELETING, DELETE_BLOCKED, DELETED -> row.phase();
    };
  }

  /** Nothing was done, for what was found out before. */
  static PassResult held(InfrastructureRow row, Preflight.Hold hold, Instant now) {
    Condition ready =
        Findings.ready(
            row.conditions(),
            Condition.Status.FALSE,
            row.generation(),
            hold.reason(),
            hold.message(),
            now);
    Phase phase =
        row.readyAt().isPresent()
            ? unsettled(row, hold.needsSomebody())
            : hold.needsSomebody() ? Phase.BLOCKED : Phase.PREFLIGHT;
    return of(row, phase, row.observedGeneration(), ready, row.nodes(), row.leftovers(), now);
  }

  /** On the way down, services go first, with the data that was kept of them. */
  static PassResult after(InfrastructureRow row, List<String> services, Instant now) {
    Condition ready =
        Findings.ready(
            row.conditions(),
            Condition.Status.FALSE,
            row.generation(),
            Reason.DELETING,
            "waiting for services that go first: " + String.join(", ", services),
            now);
    return of(row, Phase.DELETING, row.generation(), ready, row.nodes(), row.leftovers(), now);
  }

  /**
   * @param certificate how it stands, if it was looked at
   */
  static PassResult up(
      InfrastructureRow row, PassReport report, Optional<Condition> certificate, Instant now) {
    Findings findings = new Findings(LogHouseShipping.without(report));
    boolean settled = findings.settled();
    Condition ready =
        findings.ready(
            row.conditions(),
            settled,
            row.generation(),
            row.readyAt().isEmpty() ? Reason.PROVISIONING : Reason.UPDATING,
            now);
    long observed = settled ? row.generation() : row.observedGeneration();
    Phase phase = settled ? Phase.READY : unsettled(row, findings.needsSomebody());
    List<Condition> conditions = new ArrayList<>();
    conditions.add(ready);
    for (ComponentHealth component : ComponentHealth.of(report)) {
      Condition condition =
          LogHouseShipping.explained(component, row.spec().logHouse(), report)
              .condition(row.generation(), now);
      conditions.add(condition.after(row.conditions()));
    }
    certificate.ifPresent(conditions::add);
    List<Resource> nodes = new Findings(report).resources();
    return of(row, phase, observed, conditions, nodes, List.of(), now);
  }

  private static Phase unsettled(InfrastructureRow row, boolean needsSomebody) {
    if (row.readyAt().isEmpty()) {
      return needsSomebody ? Phase.BLOCKED : Phase.PROVISIONING;
    }
    return row.observedGeneration() < row.generation() && !needsSomebody
        ? Phase.UPDATING
        : Phase.DEGRADED;
  }

  /** On the way down, and not there yet. */
  static PassResult down(InfrastructureRow row, PassReport report, Instant now) {
    Findings findings = new Findings(report);
    boolean needsSomebody = report.outcome() instanceof Outcome.Failed;
    Phase phase = needsSomebody ? Phase.DELETE_BLOCKED : Phase.DELETING;
    List<Leftover> leftovers = new ArrayList<>();
    if (needsSomebody) {
      report.nodes().stream()
          .filter(NodeStatus::needsSomebody)
          .map(node ->
              new Leftover(
                  node.kind(), node.externalId().orElse(node.node()), false, node.message()))
          .forEach(leftovers::add);
    }
    return of(
        row,
        phase,
        row.generation(),
        ready(row, findings, phase, now),
        findings.resources(),
        leftovers,
        now);
  }

  /**
   * All that is known of is gone. What else is found has a while in which to go by itself: some
   * things do so only some time after they were deleted, such as volumes of nodes.
   *
   * @param left what stays by decision, and what else the account has of it
   */
  static PassResult gone(
      InfrastructureRow row, PassReport report, List<Leftover> left, Instant now) {
    Condition emptied = Findings.emptied(row.conditions(), row.generation(), now);
    Instant blockedFrom = emptied.lastTransitionTime().plus(PATIENCE_WITH_LEFTOVERS);
    boolean clean = left.stream().allMatch(Leftover::kept);
    boolean blocked = !clean && !now.isBefore(blockedFrom);
    Instant lastLogs = emptied.lastTransitionTime().plus(PATIENCE_WITH_LOGS);
    boolean done = clean && !now.isBefore(lastLogs);
    Phase phase = done ? Phase.DELETED : blocked ? Phase.DELETE_BLOCKED : Phase.DELETING;
    Findings findings = new Findings(report);
    Condition ready =
        phase == Phase.DELETING
            ? Findings.ready(
                row.conditions(),
                Condition.Status.FALSE,
                row.generation(),
                Reason.DELETING,
                clean
                    ? "waiting for the last logs of the cluster, until " + lastLogs
                    : "things of it that Freehold does not know have until %s to go by themselves: %s"
                        .formatted(blockedFrom, firstOf(left)),
                now)
            : ready(row, findings, phase, now);
    return of(
        row,
        phase,
        row.generation(),
        List.of(ready, emptied),
        findings.resources(),
        blocked ? left : left.stream().filter(Leftover::kept).toList(),
        now);
  }

  private static String firstOf(List<Leftover> left) {
    return left.stream()
        .filter(one -> !one.kept())
        .limit(MOST_NAMED)
        .map(Leftover::externalId)
        .collect(Collectors.joining(", "));
  }

  /**
   * All that is known of is gone; whether there is more could not be looked at.
   *
   * @param kept what stays by decision
   */
  static PassResult unseen(
      InfrastructureRow row, PassReport report, List<Leftover> kept, Failure failure, Instant now) {
    Condition ready =
        Findings.ready(
            row.conditions(),
            Condition.Status.FALSE,
            row.generation(),
            Reason.of(failure.kind()),
            "what is left in the account could not be looked for: %s: %s"
                .formatted(failure.code(), failure.message()),
            now);
    Phase phase = failure.kind().passesByItself() ? Phase.DELETING : Phase.DELETE_BLOCKED;
    List<Resource> nodes = new Findings(report).resources();
    Condition emptied = Findings.emptied(row.conditions(), row.generation(), now);
    return of(row, phase, row.generation(), List.of(ready, emptied), nodes, kept, now);
  }

  /** A failure that passes by itself is no news on the way down. */
  private static Condition ready(
      InfrastructureRow row, Findings findings, Phase phase, Instant now) {
    if (phase == Phase.DELETE_BLOCKED && findings.failed().isPresent()) {
      return findings.unready(row.conditions(), row.generation(), Reason.LEFTOVERS_FOUND, now);
    }
    Reason reason =
        switch (phase) {
          case DELETED -> Reason.DELETED;
          case DELETE_BLOCKED -> Reason.LEFTOVERS_FOUND;
          case PREFLIGHT, BLOCKED, PROVISIONING, READY, UPDATING, DEGRADED, DELETING ->
              Reason.DELETING;
        };
    String message =
        phase == Phase.DELETE_BLOCKED ? "see the list of leftovers" : findings.waiting();
    return Findings.ready(
        row.conditions(), Condition.Status.FALSE, row.generation(), reason, message, now);
  }

  private static PassResult of(
      InfrastructureRow row,
      Phase phase,
      long observed,
      Condition ready,
      List<Resource> nodes,
      List<Leftover> leftovers,
      Instant now) {
    List<Condition> conditions = new ArrayList<>(List.of(ready));
    // What is known of its components and its certificate stays so until somebody looks again.
    row.conditions().stream()
        .filter(one -> row.deletion().isEmpty() && !one.type().equals(ready.type()))
        .forEach(conditions::add);
    return of(row, phase, observed, conditions, nodes, leftovers, now);
  }

  private static PassResult of(
      InfrastructureRow row,
      Phase phase,
      long observed,
      List<Condition> conditions,
      List<Resource> nodes,
      List<Leftover> leftovers,
      Instant now) {
    List<Resource> changed = new ArrayList<>(nodes);
    changed.removeAll(row.nodes());
    Optional<ProgressEvent> event =
        changed.isEmpty() && phase == row.phase()
            ? Optional.empty()
            : Optional.of(
                new ProgressEvent(
                    now,
                    phase.word(),
                    ProgressOf.of(
                        row.spec().network(), phase, nodes, Duration.between(row.workSince(), now)),
                    changed));
    return new PassResult(
        new InfrastructureStatus(row.id(), phase, observed, conditions, nodes, leftovers), event);
  }
}
