package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kubernetes.service.ServerStanding;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not make a service less than it is, and what does. */
class ServiceResultTest {
  private static final Instant NOW = Instant.parse("2026-11-02T00:00:00Z");
  private static final Failure REFUSED =
      new Failure(Failure.Kind.PERMISSION, "Forbidden", "no", Failure.Effect.NONE);

  @ParameterizedTest
  @ValueSource(strings = {"backups", "metrics"})
  void what_is_beside_a_service_fails_and_it_runs_on(String beside) {
    ServiceStatus status = up(Wanted.RUNNING, ServiceState.RUNNING, State.READY, beside);
    assertThat(status.state()).isEqualTo(ServiceState.RUNNING);
    assertThat(ready(status)).isEqualTo("TRUE AllPresent");
    assertThat(status.nodes())
        .as("it is told of all the same")
        .filteredOn(one -> one.node().equals(beside))
        .extracting(Resource::state)
        .containsExactly("failed");
  }

  /** A change was under way when the schedule failed: that is no reason to call it degraded. */
  @Test
  void a_change_goes_on_beside_it() {
    ServiceStatus status =
        up(Wanted.RUNNING, ServiceState.PARTIALLY_RUNNING, State.UPDATING, "backups");
    assertThat(status.state()).isEqualTo(ServiceState.PARTIALLY_RUNNING);
    assertThat(ready(status)).isEqualTo("FALSE Updating");
  }

  @Test
  void it_stops_all_the_same() {
    ServiceStatus status = up(Wanted.STOPPED, ServiceState.STOPPING, State.READY, "backups");
    assertThat(status.state()).isEqualTo(ServiceState.STOPPED);
    assertThat(ready(status)).isEqualTo("FALSE Stopped");
  }

  /** The servers need the hash that is in it. */
  @Test
  void the_user_of_its_backups_is_part_of_it() {
    ServiceStatus status = up(Wanted.RUNNING, ServiceState.RUNNING, State.READY, "backup-user");
    assertThat(status.state()).isEqualTo(ServiceState.DEGRADED);
    assertThat(ready(status)).startsWith("FALSE");
  }

  private static ServiceStatus up(
      Wanted wanted, ServiceState before, State servers, String failing) {
    PassReport report =
        new PassReport(
            new Outcome.Failed(REFUSED, Duration.ofMinutes(1)),
            List.of(
                node("clickhouse", servers, Optional.empty()),
                node(failing, State.FAILED, Optional.of(REFUSED))),
            List.of());
    return ServiceResult.up(
        ServiceRows.of(wanted, before, NOW.minusSeconds(3600), List.of()),
        report,
        () -> ServerStanding.UNKNOWN,
        Optional.empty(),
        NOW);
  }

  private static NodeStatus node(String name, State state, Optional<Failure> failure) {
    return new NodeStatus(
        name,
        "Some",
        Optional.of(name),
        state,
        Set.of(),
        Optional.of(NOW),
        failure.map(Failure::message).orElse(""),
        failure,
        failure.isPresent());
  }

  private static String ready(ServiceStatus status) {
    return status.conditions().getFirst().status() + " " + status.conditions().getFirst().reason();
  }
}
