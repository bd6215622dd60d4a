package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.condition.Condition.Status;
import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kubernetes.service.LogTable;
import io.freehold.model.infrastructure.LogHouse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a pass makes of the table's condition: here it is to forget after 30 days. */
class LogTableHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final String JOB = LogTable.jobNode(30);

  @Test
  void it_is_there_in_the_very_pass_in_which_all_is_whatever_becomes_of_an_earlier_job() {
    for (State going : List.of(State.DELETED, State.DELETING, State.UNDECLARED)) {
      assertThat(after(node(JOB, State.READY, ""), node(LogTable.jobNode(90), going, "")))
          .isEqualTo("True TableMade: ");
    }
    assertThat(
            after(node(JOB, State.READY, ""), failed(LogTable.jobNode(90), Failure.Kind.INVALID)))
        .isEqualTo("True TableMade: ");
  }

  @Test
  void while_it_is_made_it_says_what_it_waits_for() {
    assertThat(after(node(JOB, State.CREATING, "it has not ended yet")))
        .isEqualTo(
            "False TablePending: log-table/30: it has not ended yet; where the service's"
                + " first server does not answer, it waits for that");
    assertThat(after(node("log-table", State.UPDATING, "")))
        .isEqualTo("False TablePending: log-table");
  }

  @Test
  void one_that_waits_for_an_earlier_job_has_not_failed_unless_it_does_so_for_too_long() {
    Failure waits = Failure.refused(Failure.Kind.DEPENDENCY, "log-table-job-before", "waits");
    assertThat(after(failed(JOB, waits, false)))
        .isEqualTo("False TablePending: log-table/30: waits");
    assertThat(after(failed(JOB, waits, true))).isEqualTo("False TableFailed: log-table/30: waits");
    assertThat(after(failed(JOB, Failure.Kind.INVALID)))
        .isEqualTo("False TableFailed: log-table/30: wrong");
  }

  /** A failure stays to be read until the table is made, and no longer. */
  @Test
  void a_job_that_gave_up_is_told_of_at_once_and_while_it_is_tried_again() {
    Condition first =
        of(
            Optional.empty(),
            node(JOB, State.DELETING, "never worked (refused), will be made anew"));
    String told = "False TableFailed: log-table/30: never worked (refused), will be made anew";
    assertThat(text(first)).isEqualTo(told);
    Condition again =
        of(Optional.of(first), node(JOB, State.DELETING, "is being deleted, will be made anew"));
    assertThat(text(again)).isEqualTo(told);
    Condition creating = of(Optional.of(again), node(JOB, State.CREATING, "it has not ended yet"));
    assertThat(text(creating)).isEqualTo(told);
    assertThat(text(of(Optional.of(creating), node(JOB, State.READY, ""))))
        .isEqualTo("True TableMade: ");
  }

  @Test
  void what_another_retention_failed_of_is_not_told_of_this_one() {
    Condition before =
        new Condition("LogTableReady", Status.FALSE, "TableFailed", "log-table/90: wrong", 1, NOW);
    assertThat(text(of(Optional.of(before), node(JOB, State.BLOCKED, "waits for a, b"))))
        .isEqualTo("False TablePending: log-table/30: waits for a, b");
  }

  private static String after(NodeStatus... nodes) {
    return text(of(Optional.empty(), nodes));
  }

  private static Condition of(Optional<Condition> before, NodeStatus... nodes) {
    ServiceRow row =
        ServiceRows.of(Wanted.RUNNING, ServiceState.RUNNING, NOW, before.stream().toList());
    List<NodeStatus> all = new ArrayList<>(Arrays.asList(nodes));
    for (String name : List.of("log-table-certificate", "log-table-client", "log-table")) {
      if (all.stream().noneMatch(one -> one.node().equals(name))) {
        all.add(node(name, State.READY, ""));
      }
    }
    PassReport report = new PassReport(new Outcome.Settled(Duration.ofMinutes(10)), all, List.of());
    return LogTableHealth.of(row, Optional.of(new LogHouse(row.id(), row.name(), 30)), report, NOW)
        .orElseThrow();
  }

  private static String text(Condition condition) {
    String status = condition.status() == Status.TRUE ? "True" : "False";
    return "%s %s: %s".formatted(status, condition.reason(), condition.message());
  }

  private static NodeStatus node(String name, State state, String message) {
    return new NodeStatus(
        name,
        "Job",
        Optional.empty(),
        state,
        Set.of(),
        Optional.empty(),
        message,
        Optional.empty(),
        false);
  }

  private static NodeStatus failed(String name, Failure.Kind kind) {
    return failed(name, Failure.refused(kind, "code", "wrong"), true);
  }

  private static NodeStatus failed(String name, Failure failure, boolean needsSomebody) {
    return new NodeStatus(
        name,
        "Job",
        Optional.empty(),
        State.FAILED,
        Set.of(),
        Optional.empty(),
        failure.message(),
        Optional.of(failure),
        needsSomebody);
  }
}
