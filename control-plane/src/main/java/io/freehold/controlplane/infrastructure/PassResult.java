package io.freehold.controlplane.infrastructure;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.queue.Outcome;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.protocol.infrastructure.ProgressEvent;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a pass means for whoever looks at the infrastructure.
 *
 * @param event what watchers are told; empty if nothing changed
 */
record PassResult(InfrastructureStatus status, Optional<ProgressEvent> event) {
  private static final LatencyProfile PROFILE = LatencyProfile.standard();

  static PassResult withoutRole(InfrastructureRow row, Instant now) {
    Condition ready =
        condition(
            row,
            Condition.Status.FALSE,
            "AwaitingRole",
            "Account %s: found no management role, needed its ARN; report it with PATCH /cloudAccounts"
                .formatted(row.spec().accountId()),
            now);
    Phase phase = row.deletion().isPresent() ? Phase.DELETE_BLOCKED : Phase.BLOCKED;
    return of(row, phase, row.observedGeneration(), ready, row.nodes(), row.leftovers(), now);
  }

  static PassResult up(InfrastructureRow row, PassReport report, Instant now) {
    Optional<NodeStatus> failed = firstFailure(report);
    boolean settled =
        report.outcome() instanceof Outcome.Settled
            && report.nodes().stream().noneMatch(node -> node.state() == State.WITHHELD);
    Phase phase = phase(row, settled, failed);
    Condition ready =
        settled
            ? condition(row, Condition.Status.TRUE, "AllPresent", "", now)
            : failed
                .map(node -> failure(row, node, now))
                .orElseGet(() ->
                    condition(
                        row,
                        Condition.Status.FALSE,
                        row.readyAt().isEmpty() ? "Provisioning" : "Updating",
                        waiting(report),
                        now));
    long observed = settled ? row.generation() : row.observedGeneration();
    return of(row, phase, observed, ready, resources(report), List.of(), now);
  }

  private static Phase phase(InfrastructureRow row, boolean settled, Optional<NodeStatus> failed) {
    if (settled) {
      return Phase.READY;
    }
    boolean needsSomebody =
        failed.flatMap(NodeStatus::failure).filter(f -> !f.kind().passesByItself()).isPresent();
    if (row.readyAt().isEmpty()) {
      return needsSomebody ? Phase.BLOCKED : Phase.PROVISIONING;
    }
    return row.observedGeneration() < row.generation() && !needsSomebody
        ? Phase.UPDATING
        : Phase.DEGRADED;
  }

  static PassResult down(
      InfrastructureRow row, PassReport report, List<Leftover> left, Instant now) {
    boolean gone = report.outcome() instanceof Outcome.Finished;
    boolean clean = left.stream().allMatch(Leftover::kept);
    Optional<NodeStatus> failed = firstFailure(report);
    boolean needsSomebody = report.outcome() instanceof Outcome.Failed || (gone && !clean);
    Phase phase =
        gone && clean ? Phase.DELETED : needsSomebody ? Phase.DELETE_BLOCKED : Phase.DELETING;
    List<Leftover> leftovers = new ArrayList<>(left);
    if (needsSomebody) {
      failed.ifPresent(node ->
          leftovers.add(
              new Leftover(
                  node.kind(), node.externalId().orElse(node.node()), false, node.message())));
    }
    Condition ready =
        phase == Phase.DELETE_BLOCKED
            ? failed
                .map(node -> failure(row, node, now))
                .orElseGet(() ->
                    condition(
                        row,
                        Condition.Status.FALSE,
                        "LeftoversFound",
                        "see the list of leftovers",
                        now))
            : condition(
                row,
                Condition.Status.FALSE,
                gone ? "Deleted" : "Deleting",
                gone ? "" : waiting(report),
                now);
    return of(row, phase, row.generation(), ready, resources(report), leftovers, now);
  }

  private static PassResult of(
      InfrastructureRow row,
      Phase phase,
      long observed,
      Condition ready,
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
                    ProgressOf.of(phase, nodes, Duration.between(row.workSince(), now)),
                    changed));
    return new PassResult(
        new InfrastructureStatus(row.id(), phase, observed, List.of(ready), nodes, leftovers),
        event);
  }

  private static Optional<NodeStatus> firstFailure(PassReport report) {
    Optional<NodeStatus> serious =
        report.nodes().stream()
            .filter(node -> node.failure().filter(f -> !f.kind().passesByItself()).isPresent())
            .findFirst();
    return serious.or(
        () -> report.nodes().stream().filter(node -> node.failure().isPresent()).findFirst());
  }

  private static Condition failure(InfrastructureRow row, NodeStatus node, Instant now) {
    Failure failure = node.failure().orElseThrow();
    return condition(
        row,
        Condition.Status.FALSE,
        reason(failure.kind()),
        "%s (%s): %s: %s".formatted(node.node(), node.kind(), failure.code(), failure.message()),
        now);
  }

  private static String reason(Failure.Kind kind) {
    return switch (kind) {
      case THROTTLED -> "Throttled";
      case TRANSIENT -> "CloudUnavailable";
      case DEPENDENCY -> "WaitingForDependency";
      case PERMISSION -> "PermissionMissing";
      case QUOTA -> "QuotaExceeded";
      case CONFLICT -> "Conflict";
      case INVALID -> "RefusedByCloud";
      case BUG -> "InternalError";
    };
  }

  private static Condition condition(
      InfrastructureRow row, Condition.Status status, String reason, String message, Instant now) {
    Condition fresh = new Condition("Ready", status, reason, message, row.generation(), now);
    return row.conditions().stream()
        .filter(one -> one.type().equals("Ready"))
        .findFirst()
        .map(fresh::after)
        .orElse(fresh);
  }

  private static String waiting(PassReport report) {
    return report.outcome() instanceof Outcome.Waiting(String on, Duration after)
        ? "waiting for " + on
        : "";
  }

  private static List<Resource> resources(PassReport report) {
    return report.nodes().stream().map(PassResult::resource).toList();
  }

  private static Resource resource(NodeStatus node) {
    Duration expected =
        switch (node.state()) {
          case CREATING -> expected(node, "create");
          case DELETING -> expected(node, "delete");
          case UPDATING -> expected(node, "update");
          case BLOCKED, READY, WITHHELD, DELETED, KEPT, FAILED, UNDECLARED -> Duration.ZERO;
        };
    return new Resource(
        node.node(),
        node.kind(),
        node.externalId().orElse(null),
        node.state().name().toLowerCase(Locale.ROOT),
        List.copyOf(new TreeSet<>(node.dependsOn())),
        node.since().orElse(null),
        node.message().isEmpty() ? null : node.message(),
        expected.isZero() ? null : expected.toSeconds());
  }

  private static Duration expected(NodeStatus node, String verb) {
    String qualifier =
        node.node().startsWith("addon-") ? "." + node.node().substring("addon-".length()) : "";
    return PROFILE.of(node.kind() + qualifier + "/" + verb).median();
  }
}
