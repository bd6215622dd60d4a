package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class HousekeepingTest {
  @Test
  void old_events_go_and_so_does_what_is_kept_of_those_that_another_control_plane_deleted()
      throws Exception {
    try (SimulatedPlane plane = SimulatedPlane.start("housekeeping")) {
      UUID elsewhere = id(plane.infrastructure());
      UUID stays = id(plane.infrastructure());
      CustomerAccess access = plane.controlPlane.part(CustomerAccess.class);
      JdbcClient jdbc = plane.controlPlane.part(JdbcClient.class);
      InfrastructureStore store = plane.controlPlane.part(InfrastructureStore.class);
      plane.until(() -> access.kept().contains(elsewhere) && access.kept().contains(stays));
      Duration young = Housekeeping.EVENTS_KEPT.minusHours(4);
      told(jdbc, stays, -2, plane.clock.instant().minus(Housekeeping.EVENTS_KEPT));
      told(jdbc, stays, -1, plane.clock.instant().minus(young));

      // As another control plane would leave it.
      jdbc.sql("delete from scheduled_tasks where task_instance like ?")
          .param("%" + elsewhere + "%")
          .update();
      jdbc.sql("update infrastructure set phase = 'deleted', deleted_at = ? where id = ?")
          .param(Timestamp.from(plane.clock.instant()))
          .param(elsewhere)
          .update();
      Instant end = plane.clock.instant().plus(Duration.ofHours(2));
      plane.until(() -> plane.clock.instant().isAfter(end));

      assertThat(access.kept()).containsExactly(stays);
      assertThat(store.events(stays, -3))
          .extracting(InfrastructureStore.Told::sequence)
          .startsWith(-1L, 1L);
    }
  }

  private static UUID id(String place) {
    return UUID.fromString(place.substring("/byocInfrastructure/".length()));
  }

  private static void told(JdbcClient jdbc, UUID id, long sequence, Instant at) {
    jdbc.sql(
            "insert into infrastructure_event (infrastructure_id, sequence, at, data)"
                + " values (?, ?, ?, '{}')")
        .param(id)
        .param(sequence)
        .param(Timestamp.from(at))
        .update();
  }
}
