package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.kubernetes.ObjectSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** One service through what users of ClickHouse Cloud do with theirs. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceLifeTest {
  private static SimulatedPlane plane;
  private static String place;
  private static String service;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("service-life");
    place = plane.infrastructure();
    service = plane.service(place);
    plane.untilState(service, "running");
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  @Order(1)
  void scaling_is_done_once_all_servers_are_of_the_new_size() {
    List<String> before = serverVolumes();
    scale("'numReplicas':1");
    assertThat(servers()).hasSize(1);
    assertThat(serverVolumes()).as("those of removed servers go").containsExactly(before.get(0));
    scale("'numReplicas':2");
    assertThat(servers()).hasSize(2);
    assertThat(serverVolumes()).hasSize(2).contains(before.get(0)).doesNotContain(before.get(1));
    assertThat(inNamespace("Job")).isEmpty();
    scale("'minReplicaMemoryGb':116,'maxReplicaMemoryGb':116");
    assertThat(memory()).isEqualTo("116Gi");
  }

  @Test
  @Order(2)
  void a_smaller_size_leaves_the_volumes_as_large_as_they_were() {
    List<String> before = volumes();
    scale("'minReplicaMemoryGb':48,'maxReplicaMemoryGb':48");

    assertThat(memory()).isEqualTo("48Gi");
    assertThat(wantedVolume()).isEqualTo("480Gi");
    assertThat(volumes()).isEqualTo(before);
  }

  @Test
  @Order(3)
  void a_stopped_service_keeps_its_volumes_and_comes_back_with_them() {
    List<String> before = volumes();
    List<String> own = serverVolumes();
    tell("stop");
    plane.untilState(service, "stopped");
    assertThat(servers()).isEmpty();
    assertThat(volumes()).isEqualTo(before);

    tell("start");
    assertThat(state()).isEqualTo("starting");
    plane.untilState(service, "running");
    assertThat(volumes()).isEqualTo(before);
    assertThat(serverVolumes()).isEqualTo(own);
  }

  /** However it is stopped in between: what is left of a server does not come back with it. */
  @Test
  @Order(4)
  void a_service_that_is_stopped_while_it_gets_smaller_comes_back_without_what_is_left() {
    List<String> before = serverVolumes();
    plane.client.patch(service + "/replicaScaling", "{'numReplicas':1}").result();
    plane.until(() -> servers().size() == 1);
    tell("stop");
    plane.untilState(service, "stopped");
    plane.client.patch(service + "/replicaScaling", "{'numReplicas':2}").result();
    tell("start");
    plane.untilState(service, "running");
    assertThat(servers()).hasSize(2);
    assertThat(serverVolumes()).hasSize(2).contains(before.get(0)).doesNotContain(before.get(1));
  }

  /** However old the service is: how far a change has come is what the looks go by. */
  @Test
  @Order(4)
  void the_end_of_a_change_is_seen_soon_after_it() {
    Instant end = plane.clock.instant().plus(Duration.ofHours(2));
    plane.until(() -> !plane.clock.instant().isBefore(end));
    tell("stop");
    plane.untilState(service, "stopped");
    tell("start");
    plane.untilState(service, "running");
    assertThat(seenAfter()).isLessThanOrEqualTo(Duration.ofSeconds(2));

    Instant begun = plane.clock.instant();
    plane.client.patch(service + "/password", "{}").result();
    plane.until(() -> !state().equals("running"));
    plane.untilState(service, "running");
    Duration took = Duration.between(begun, plane.clock.instant());
    assertThat(took)
        .as("two servers, one after another")
        .isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    assertThat(seenAfter()).isLessThanOrEqualTo(took.dividedBy(10));
  }

  /** How long after the operator said that the servers are as they are. */
  private static Duration seenAfter() {
    Instant ready =
        plane
            .cluster()
            .orElseThrow()
            .changedAt("clickhouseclusters.clickhouse.com", namespace(), "clickhouse")
            .orElseThrow();
    return Duration.between(ready, plane.clock.instant());
  }

  @Test
  @Order(5)
  void a_schedule_changes_the_size_at_its_hours_and_back() {
    Instant now = plane.clock.instant();
    int hour = now.atZone(ZoneOffset.UTC).getHour();
    int weekday = now.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() % 7;
    assertThat(hour).as("the hours below are of this day").isLessThan(21);
    plane
        .client
        .post(
            service + "/scalingSchedule",
            "{'entries':[{'name':'peak','weekdays':[%d],'startHourUtc':%d,'endHourUtc':%d,"
                    .formatted(weekday, hour + 1, hour + 2)
                + "'numReplicas':3}]}")
        .result();
    plane.untilState(service, "running");
    assertThat(servers()).hasSize(2);

    plane.until(() -> servers().size() == 3);
    Duration late = Duration.between(startOf(hour + 1), plane.clock.instant());
    assertThat(late).isBetween(Duration.ZERO, Duration.ofMinutes(5));
    plane.untilState(service, "running");
    assertThat(plane.at(service).at("/currentScaling/effectiveMinReplicas").intValue())
        .isEqualTo(3);

    plane.until(() -> servers().size() == 2);
    assertThat(Duration.between(startOf(hour + 2), plane.clock.instant()))
        .isBetween(Duration.ZERO, Duration.ofMinutes(5));
    plane.untilState(service, "running");
    plane.client.delete(service + "/scalingSchedule");
  }

  @Test
  @Order(6)
  void another_password_leaves_what_runs_and_the_record_has_all_of_it() {
    plane.client.patch(service + "/password", "{}").result();
    plane.until(() -> !state().equals("running"));
    plane.untilState(service, "running");
    tell("stop");
    plane.untilState(service, "stopped");
    plane.client.delete(service).result();
    plane.until(() -> plane.client.get(service).status() == 404);

    String record = plane.client.get("/activities").text();
    assertThat(record)
        .contains(
            "service_create",
            "service_running",
            "service_partially_running",
            "service_update_autoscaling_replicas",
            "service_update_autoscaling_memory",
            "service_stop",
            "service_start",
            "service_update_password",
            "service_delete");
    for (JsonNode one : plane.client.get("/activities").result()) {
      if (one.get("type").asString().equals("service_running")) {
        assertThat(one.get("actorType").asString()).isEqualTo("system");
        assertThat(one.has("actorIpAddress")).isFalse();
      }
    }
  }

  private static void scale(String body) {
    plane.client.patch(service + "/replicaScaling", "{" + body + "}").result();
    plane.until(() -> !state().equals("running"));
    plane.untilState(service, "running");
  }

  private static void tell(String command) {
    plane.client.patch(service + "/state", "{'command':'%s'}".formatted(command)).result();
  }

  private static String state() {
    return plane.at(service).get("state").asString();
  }

  private static Instant startOf(int hour) {
    return plane
        .clock
        .instant()
        .atZone(ZoneOffset.UTC)
        .toLocalDate()
        .atTime(hour, 0)
        .toInstant(ZoneOffset.UTC);
  }

  private static String namespace() {
    String host = plane.at(service).at("/endpoints/0/host").asString();
    return host.substring(0, host.indexOf('.'));
  }

  /** The sets of servers, one for each replica. */
  private static List<String> servers() {
    return inNamespace("StatefulSet").stream()
        .filter(name -> name.startsWith("clickhouse"))
        .toList();
  }

  private static List<String> volumes() {
    return inNamespace("PersistentVolumeClaim");
  }

  /** One for each server, in their order: another volume has another id. */
  private static List<String> serverVolumes() {
    return volumes().stream()
        .filter(name -> name.startsWith("clickhouse-storage-volume-clickhouse"))
        .map(name ->
            plane
                .cluster()
                .orElseThrow()
                .object("persistentvolumeclaims", namespace(), name)
                .orElseThrow()
                .at("/metadata/uid")
                .asText())
        .toList();
  }

  private static List<String> inNamespace(String kind) {
    return plane.cluster().orElseThrow().objects().stream()
        .filter(one -> one.kind().equals(kind) && one.namespace().equals(namespace()))
        .map(ObjectSummary::name)
        .toList();
  }

  private static String memory() {
    return spec("/containerTemplate/resources/requests/memory");
  }

  private static String wantedVolume() {
    return spec("/dataVolumeClaimSpec/resources/requests/storage");
  }

  private static String spec(String path) {
    return plane
        .cluster()
        .orElseThrow()
        .object("clickhouseclusters.clickhouse.com", namespace(), "clickhouse")
        .orElseThrow()
        .at("/spec" + path)
        .asText();
  }
}
