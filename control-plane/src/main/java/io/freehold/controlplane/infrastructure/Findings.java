package io.freehold.controlplane.infrastructure;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.queue.Outcome;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A pass, as people and their programs are told of it.
 *
 * @param report what the pass found and did
 */
public record Findings(PassReport report) {
  /** Everything is there and usable. */
  static final String READY = "Ready";

  /** Nothing of it is there any more, as far as is known. */
  static final String EMPTIED = "Emptied";

  private static final LatencyProfile PROFILE = LatencyProfile.standard();

  /** Whether everything is as it should be. */
  public boolean settled() {
    return report.outcome() instanceof Outcome.Settled
        && report.nodes().stream().noneMatch(node -> node.state() == State.WITHHELD);
  }

  /** The failure to tell of: one that needs somebody before one that passes by itself. */
  public Optional<NodeStatus> failed() {
    Optional<NodeStatus> serious =
        report.nodes().stream().filter(NodeStatus::needsSomebody).findFirst();
    return serious.or(
        () -> report.nodes().stream().filter(node -> node.failure().isPresent()).findFirst());
  }

  /** Everything that failed. */
  public List<Failure> failures() {
    return report.nodes().stream().flatMap(node -> node.failure().stream()).toList();
  }

  /** Whether something failed that does not pass by itself, or has not for too long. */
  public boolean needsSomebody() {
    return report.nodes().stream().anyMatch(NodeStatus::needsSomebody);
  }

  /** Every node. */
  public List<Resource> resources() {
    return report.nodes().stream().map(Findings::resource).toList();
  }

  /** What it waits for, as a sentence; empty where it does not. */
  String waiting() {
    return report.outcome() instanceof Outcome.Waiting(String on, Duration after)
        ? "waiting for "
            + on
            + report.nodes().stream()
                .filter(node -> node.node().equals(on) && !node.message().isEmpty())
                .findFirst()
                .map(node -> ": " + node.message())
                .orElse("")
        : "";
  }

  /**
   * The condition {@code Ready} after this pass: true, or false with the failure as its reason, or
   * with what is being done.
   *
   * @param before the conditions so far
   * @param generation of what the pass worked for
   * @param doing the reason where nothing has failed, and yet not all is done
   */
  public Condition ready(
      List<Condition> before, boolean holds, long generation, Reason doing, Instant now) {
    return holds
        ? ready(before, Condition.Status.TRUE, generation, Reason.ALL_PRESENT, "", now)
        : unready(before, generation, doing, now);
  }

  /**
   * The condition {@code Ready} where it does not hold: with the failure as its reason.
   *
   * @param doing the reason where nothing has failed
   */
  public Condition unready(List<Condition> before, long generation, Reason doing, Instant now) {
    Optional<NodeStatus> failed = failed();
    Optional<NodeStatus> withheld =
        report.nodes().stream().filter(node -> node.state() == State.WITHHELD).findFirst();
    Reason reason =
        failed
            .flatMap(NodeStatus::failure)
            .map(failure -> Reason.of(failure))
            .orElse(withheld.isPresent() ? Reason.CHANGE_WITHHELD : doing);
    String message =
        failed
            .map(Findings::message)
            .or(() ->
                withheld.map(
                    node -> "%s (%s): %s".formatted(node.node(), node.kind(), node.message())))
            .orElseGet(this::waiting);
    return ready(before, Condition.Status.FALSE, generation, reason, message, now);
  }

  /** The condition {@code Ready}, which keeps its time while its status stays. */
  public static Condition ready(
      List<Condition> before,
      Condition.Status status,
      long generation,
      Reason reason,
      String message,
      Instant now) {
    return new Condition(READY, status, reason.word(), message, generation, now).after(before);
  }

  /** The condition {@code Emptied}, whose time is that of the first pass that found it so. */
  static Condition emptied(List<Condition> before, long generation, Instant now) {
    return new Condition(
            EMPTIED,
            Condition.Status.TRUE,
            Reason.DELETED.word(),
            "all that is known of it is gone",
            generation,
            now)
        .after(before);
  }

  static String message(NodeStatus node) {
    Failure failure = node.failure().orElseThrow();
    return "%s (%s): %s: %s".formatted(node.node(), node.kind(), failure.code(), node.message());
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
