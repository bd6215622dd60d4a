package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What is set for a service beside its spec: schedule, upgrade window, backups; and its metrics.
 */
class ServiceSettingsTest {
  private static final String ALWAYS =
      "{'name':'peak','weekdays':[0,1,2,3,4,5,6],'startHourUtc':0,'endHourUtc':24%s}";

  private final TestClient client = TestControlPlane.onboarded("123456789012");
  private final String path = "/services/" + made("orders").get("id").asString();

  @Test
  void a_schedule_is_made_shown_replaced_and_taken_away() {
    assertThat(client.get(path + "/scalingSchedule").code()).isEqualTo("no-schedule");
    assertThat(client.delete(path + "/scalingSchedule").status()).isEqualTo(404);

    JsonNode schedule =
        schedule(ALWAYS.formatted(",'numReplicas':5,'idleTimeoutMinutes':9")).result();
    assertThat(schedule.at("/entries/0/isActiveNow").asBoolean()).isTrue();
    assertThat(schedule.get("activeEntryId")).isEqualTo(schedule.at("/entries/0/id"));
    assertThat(schedule.at("/entries/0/minReplicas").intValue()).isEqualTo(5);
    assertThat(schedule.at("/entries/0/maxReplicas").intValue()).isEqualTo(5);
    assertThat(schedule.at("/entries/0").has("minReplicaMemoryGb")).isFalse();
    assertThat(schedule.at("/baseConfig/minReplicas").intValue()).isEqualTo(3);
    assertThat(client.get(path + "/scalingSchedule").result()).isEqualTo(schedule);
    JsonNode service = client.get(path).result();
    assertThat(service.get("scalingSchedule")).isEqualTo(schedule);
    assertThat(service.get("numReplicas").intValue()).as("the base").isEqualTo(3);
    assertThat(service.at("/currentScaling/effectiveMinReplicas").intValue()).isEqualTo(5);
    assertThat(service.at("/currentScaling/effectiveIdleTimeoutMinutes").intValue()).isEqualTo(9);
    assertThat(service.at("/currentScaling/activeEntryId"))
        .isEqualTo(schedule.get("activeEntryId"));

    JsonNode other = schedule(ALWAYS.formatted(",'minReplicas':2,'maxReplicas':2")).result();
    assertThat(other.at("/entries/0/id")).isNotEqualTo(schedule.at("/entries/0/id"));
    JsonNode cleared = client.post(path + "/scalingSchedule", "{'entries':[]}").result();
    assertThat(cleared.get("entries").size()).isZero();
    assertThat(cleared.get("baseConfig").size()).isZero();
    assertThat(client.get(path + "/scalingSchedule").status()).isEqualTo(404);
    assertThat(client.get(path).result().has("scalingSchedule")).isFalse();

    schedule(ALWAYS.formatted("")).result();
    assertThat(client.delete(path + "/scalingSchedule").status()).isEqualTo(200);
    assertThat(client.get(path + "/scalingSchedule").status()).isEqualTo(404);
  }

  @Test
  void a_schedule_with_an_entry_for_now_shows_that_there_is_something_to_do() {
    settle();
    schedule(ALWAYS.formatted(",'numReplicas':3")).result();
    assertThat(state()).as("of the size that it has").isEqualTo("running");
    schedule(ALWAYS.formatted(",'numReplicas':5")).result();
    assertThat(state()).isEqualTo("partially_running");

    settle();
    client.patch(path + "/replicaScaling", "{'numReplicas':2}").result();
    assertThat(state()).as("the entry goes on").isEqualTo("running");
    client.patch(path, "{'ipAccessList':{'remove':[{'source':'0.0.0.0/0'}]}}").result();
    assertThat(state()).as("of which it says nothing").isEqualTo("partially_running");

    settle();
    client.delete(path + "/scalingSchedule");
    assertThat(state()).isEqualTo("partially_running");
  }

  private String state() {
    return client.get(path).result().get("state").asString();
  }

  /** As a pass finds it that has nothing left to do. */
  private void settle() {
    ServiceStore store = TestControlPlane.shared().part(ServiceStore.class);
    ServiceRow row =
        store.find(UUID.fromString(path.substring("/services/".length()))).orElseThrow();
    store.save(
        new ServiceStatus(row.id(), ServiceState.RUNNING, row.generation(), List.of(), List.of()),
        1,
        Instant.parse("2026-11-01T00:00:00Z"));
  }

  @Test
  void everything_that_is_wrong_with_a_schedule_is_said_and_nothing_is_kept() {
    assertThat(client.post(path + "/scalingSchedule", "{}").violations())
        .containsExactly("entries field-missing");
    assertThat(schedule("{'autoscalingMode':'horizontal','minReplicas':1,'colour':1}").violations())
        .containsExactlyInAnyOrder(
            "entries[0].colour unknown-field",
            "entries[0].name field-missing",
            "entries[0].weekdays field-missing",
            "entries[0].startHourUtc field-missing",
            "entries[0].endHourUtc field-missing",
            "entries[0].autoscalingMode not-supported",
            "entries[0].minReplicas not-supported");
    assertThat(schedule(ALWAYS.formatted(",'numReplicas':21,'minReplicaMemoryGb':48")).violations())
        .containsExactly("entries[0].maxReplicaMemoryGb field-missing");
    assertThat(
            schedule(ALWAYS.formatted("") + "," + ALWAYS.formatted(",'numReplicas':0"))
                .violations())
        .containsExactlyInAnyOrder(
            "entries[1].weekdays entries-overlap", "entries[1].numReplicas replicas-out-of-range");
    assertThat(client.get(path + "/scalingSchedule").status()).isEqualTo(404);
  }

  @Test
  void an_upgrade_window_is_set_shown_and_taken_away() {
    assertThat(client.get(path + "/upgradeWindow").code()).isEqualTo("no-upgrade-window");
    JsonNode window = window("{'weekday':2,'startHourUtc':6}").result();

    assertThat(window.get("duration").intValue()).isEqualTo(6);
    assertThat(client.get(path + "/upgradeWindow").result()).isEqualTo(window);
    assertThat(window("{'weekday':7,'startHourUtc':5}").violations())
        .containsExactlyInAnyOrder(
            "weekday weekday-out-of-range", "startHourUtc hour-out-of-range");
    assertThat(window("{}").violations())
        .containsExactlyInAnyOrder("weekday field-missing", "startHourUtc field-missing");
    assertThat(client.delete(path + "/upgradeWindow").status()).isEqualTo(200);
    assertThat(client.delete(path + "/upgradeWindow").status()).isEqualTo(404);
  }

  @Test
  void backups_are_configured_and_null_is_the_default() {
    JsonNode standard = client.get(path + "/backupConfiguration").result();
    assertThat(standard.get("backupPeriodInHours").intValue()).isEqualTo(24);
    assertThat(standard.get("backupRetentionPeriodInHours").intValue()).isEqualTo(24);
    assertThat(standard.has("backupStartTime")).isFalse();

    JsonNode set = backups("{'backupPeriodInHours':8,'backupRetentionPeriodInHours':72}").result();
    assertThat(set.get("backupPeriodInHours").intValue()).isEqualTo(8);
    JsonNode daily = backups("{'backupStartTime':'02:30'}").result();
    assertThat(daily.get("backupPeriodInHours").intValue()).as("with a time").isEqualTo(24);
    assertThat(daily.get("backupRetentionPeriodInHours").intValue()).isEqualTo(72);
    assertThat(client.get(path + "/backupConfiguration").result()).isEqualTo(daily);
    JsonNode early = backups("{'backupStartTime':'2:00'}").result();
    assertThat(early.get("backupStartTime").asString())
        .as("as it was given, since clients compare it")
        .isEqualTo("2:00");
    assertThat(
            backups(
                    "{'backupPeriodInHours':null,'backupRetentionPeriodInHours':null,"
                        + "'backupStartTime':null}")
                .result())
        .isEqualTo(standard);
    assertThat(
            backups(
                    "{'backupPeriodInHours':8,'backupRetentionPeriodInHours':25,"
                        + "'backupStartTime':'02:30'}")
                .violations())
        .containsExactlyInAnyOrder(
            "backupPeriodInHours period-with-start-time",
            "backupRetentionPeriodInHours retention-out-of-range");
    assertThat(backups("{'backupPeriodInHours':0,'backupStartTime':'24:00'}").violations())
        .containsExactlyInAnyOrder(
            "backupPeriodInHours period-out-of-range", "backupStartTime time-malformed");
    assertThat(client.get(path + "/backups").result().size()).isZero();
  }

  @Test
  void metrics_are_prometheus_text_of_ones_own_services() {
    made("quoted \\\"2\\\"");
    Reply one = client.get(path + "/prometheus");
    assertThat(one.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain;")
        .contains("version=0.0.4");
    assertThat(one.text())
        .contains("clickhouse_service_name=\"orders\"")
        .contains("clickhouse_cluster_status=\"provisioning\"")
        .contains("freehold_service_replica_memory_bytes{")
        .contains("} 51539607552\n")
        .doesNotContain("quoted");
    Reply all = client.get("/prometheus?filtered_metrics=true");
    assertThat(all.text()).contains("\"orders\"", "\"quoted \\\"2\\\"\"");
    assertThat(all.text().lines().filter(line -> line.startsWith("# TYPE")).distinct())
        .as("each metric's lines are together")
        .hasSize(4);
    assertThat(all.text().lines().filter(line -> line.startsWith("# TYPE"))).hasSize(4);
    assertThat(TestControlPlane.organization().get("/prometheus").text()).doesNotContain("orders");
  }

  @Test
  void another_organizations_settings_do_not_exist() {
    window("{'weekday':2,'startHourUtc':6}").result();
    schedule(ALWAYS.formatted("")).result();
    TestClient other = TestControlPlane.organization();

    for (String part :
        new String[] {
          "/scalingSchedule", "/upgradeWindow", "/backupConfiguration", "/backups", "/prometheus"
        }) {
      assertThat(other.get(path + part).code()).as(part).isEqualTo("not-found");
    }
    assertThat(other.delete(path + "/scalingSchedule").code()).isEqualTo("not-found");
    assertThat(other.delete(path + "/upgradeWindow").code()).isEqualTo("not-found");
    assertThat(other.patch(path + "/backupConfiguration", "{}").code()).isEqualTo("not-found");
    assertThat(client.get(path + "/upgradeWindow").status()).isEqualTo(200);
  }

  private Reply schedule(String entries) {
    return client.post(path + "/scalingSchedule", "{'entries':[" + entries + "]}");
  }

  private Reply window(String body) {
    return client.withBody("PUT", path + "/upgradeWindow", body);
  }

  private Reply backups(String body) {
    return client.patch(path + "/backupConfiguration", body);
  }

  private JsonNode made(String name) {
    String infrastructure = TestControlPlane.readyInfrastructure(client);
    return client
        .post(
            "/services",
            "{'name':'%s','byocId':'%s','minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}"
                .formatted(name, infrastructure))
        .result()
        .get("service");
  }
}
