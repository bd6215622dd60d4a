package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kubernetes.chart.ComponentHealth;
import io.freehold.model.infrastructure.LogHouse;
import io.freehold.model.name.ShortName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An infrastructure is ready without what sends logs to a service. */
class LogHouseShippingTest {
  private static final String TABLE = "log-table";
  private static final String PODS = "chart/loghouse-shipping/DaemonSet/loghouse-shipping";
  private static final String STORE = "chart/log-store/StatefulSet/log-store";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final LogHouse CHOSEN =
      new LogHouse(new UUID(7, 8), new ShortName("k3m9x2p7qa"), 30);

  private static NodeStatus node(String name, State state) {
    return new NodeStatus(
        name,
        "kind",
        Optional.empty(),
        state,
        Set.of(),
        Optional.empty(),
        name + " is so",
        Optional.empty(),
        state == State.FAILED);
  }

  private static PassReport waiting(String on, NodeStatus... nodes) {
    return new PassReport(new Outcome.Waiting(on, SOON), List.of(nodes), List.of());
  }

  private static Findings findings(PassReport report) {
    return new Findings(LogHouseShipping.without(report));
  }

  @Test
  void nobody_waits_for_it() {
    PassReport report =
        waiting(
            TABLE,
            node(TABLE, State.FAILED),
            node(PODS, State.BLOCKED),
            node(STORE, State.READY),
            node("chart/gone/Service/a", State.DELETED),
            node("chart/gone/CustomResourceDefinition/b", State.KEPT));
    assertThat(new Findings(report).settled()).isFalse();
    assertThat(findings(report).settled()).isTrue();
    assertThat(findings(report).needsSomebody()).isFalse();
    Failure late = Failure.refused(Failure.Kind.DEPENDENCY, "log-table-missing", "no table");
    assertThat(
            findings(new PassReport(new Outcome.Failed(late, SOON), report.nodes(), List.of()))
                .settled())
        .isTrue();
  }

  @Test
  void all_else_is_waited_for_by_its_own_name() {
    PassReport report =
        waiting(
            TABLE,
            node(TABLE, State.FAILED),
            node("vpc", State.READY),
            node(STORE, State.CREATING));
    assertThat(findings(report).settled()).isFalse();
    assertThat(findings(report).waiting())
        .isEqualTo("waiting for " + STORE + ": " + STORE + " is so");
    assertThat(findings(waiting(TABLE, node(TABLE, State.FAILED), node("eks", State.FAILED))))
        .returns(false, Findings::settled)
        .returns(true, Findings::needsSomebody);
    assertThat(findings(waiting(TABLE, node(TABLE, State.FAILED), node("a", State.WITHHELD))))
        .returns(false, Findings::settled);
  }

  @Test
  void its_condition_names_the_service_and_where_to_look() {
    ComponentHealth blocked =
        new ComponentHealth("loghouse-shipping", ComponentHealth.State.INSTALLING, "a: waits");
    String where =
        ". Logs go to the service %s: see whether it runs, and its condition LogTableReady"
            .formatted(CHOSEN.serviceId());
    assertThat(
            LogHouseShipping.explained(blocked, CHOSEN, waiting(TABLE, node(TABLE, State.FAILED)))
                .message())
        .isEqualTo("log-table is so" + where);
    assertThat(
            LogHouseShipping.explained(blocked, CHOSEN, waiting(PODS, node(TABLE, State.READY)))
                .message())
        .isEqualTo("a: waits" + where);
    assertThat(LogHouseShipping.explained(blocked, null, waiting(PODS))).isEqualTo(blocked);
    ComponentHealth other =
        new ComponentHealth("log-store", ComponentHealth.State.INSTALLING, "a: waits");
    assertThat(LogHouseShipping.explained(other, CHOSEN, waiting(PODS))).isEqualTo(other);
  }
}
