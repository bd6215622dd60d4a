package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestControlPlane;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Which service may be chosen to keep logs, by what clients are told. */
class LogHouseApiTest {
  private static TestClient client;
  private static String infrastructure;
  private static String place;
  private static int services;

  @BeforeAll
  static void makePlace() {
    client = TestControlPlane.onboarded("111122223333");
    infrastructure = TestControlPlane.readyInfrastructure(client);
    place = "/byocInfrastructure/" + infrastructure;
  }

  /** Asks for one. */
  private static String service(String in, boolean idleScaling) {
    services++;
    return client
        .post(
            "/services",
            """
            {'name':'s%d','byocId':'%s','provider':'aws','region':'us-east-1',
             'minReplicaMemoryGb':48,'maxReplicaMemoryGb':48,'idleScaling':%s}
            """
                .formatted(services, in, idleScaling))
        .result()
        .at("/service/id")
        .asString();
  }

  private static TestClient.Reply choose(String logHouse) {
    return client.patch(place, "{'logHouse':%s}".formatted(logHouse));
  }

  private static TestClient.Reply choose(String service, String more) {
    return choose("{'serviceId':'%s'%s}".formatted(service, more));
  }

  private static JsonNode refused(TestClient.Reply reply, String... violations) {
    return refused(400, reply, violations);
  }

  /** What is asked is right, and the service is not as it has to be. */
  private static JsonNode unfit(TestClient.Reply reply, String... codes) {
    assertThat(reply.code()).isEqualTo(codes[0]);
    return refused(
        409,
        reply,
        Stream.of(codes).map(code -> "logHouse.serviceId " + code).toArray(String[]::new));
  }

  private static JsonNode refused(int status, TestClient.Reply reply, String... violations) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.violations()).containsExactlyInAnyOrder(violations);
    return reply.json().get("details");
  }

  private static void isSaidToBe(String service, int days) {
    JsonNode shown = client.get(place).result().get("logHouse");
    assertThat(shown.get("serviceId").asString()).isEqualTo(service);
    assertThat(shown.get("retentionDays").intValue()).isEqualTo(days);
  }

  @Test
  void is_chosen_kept_and_let_go_and_another_patch_leaves_it() {
    String one = service(infrastructure, false);
    String other = service(infrastructure, false);
    assertThat(client.get(place).result().has("logHouse")).isFalse();
    choose(one, "").result();
    isSaidToBe(one, 30);
    client.patch(place, "{'displayName':'named'}").result();
    isSaidToBe(one, 30);
    choose(one, ",'retentionDays':7").result();
    isSaidToBe(one, 7);
    choose(other, ",'retentionDays':1825").result();
    isSaidToBe(other, 1825);
    choose(one, "").result();
    isSaidToBe(one, 30);
    assertThat(choose("null").result().has("logHouse")).isFalse();
    assertThat(client.get(place).result().has("logHouse")).isFalse();
  }

  /** It would drop logs. */
  @Test
  void keeps_its_retention_where_none_is_said() {
    String one = service(infrastructure, false);
    choose(one, ",'retentionDays':90").result();
    choose(one, "").result();
    isSaidToBe(one, 90);
    choose(one, ",'retentionDays':null").result();
    isSaidToBe(one, 90);
    choose("null").result();
    choose(one, "").result();
    isSaidToBe(one, 30);
    choose("null").result();
  }

  @Test
  void has_to_be_a_service_of_this_organization_and_infrastructure() {
    String unknown = "logHouse.serviceId service-unknown";
    refused(choose(UUID.randomUUID().toString(), ""), unknown);
    refused(choose(service(TestControlPlane.readyInfrastructure(client), false), ""), unknown);
    TestClient stranger = TestControlPlane.onboarded("111122223333");
    String theirs = TestControlPlane.readyInfrastructure(stranger);
    JsonNode details =
        refused(
            choose(
                stranger
                    .post(
                        "/services",
                        "{'name':'t','byocId':'%s','provider':'aws','region':'us-east-1','idleScaling':false,'minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}"
                            .formatted(theirs))
                    .result()
                    .at("/service/id")
                    .asString(),
                ""),
            unknown);
    assertThat(details.at("/0/needed").asString()).contains("of this infrastructure");
    assertThat(details.at("/0/remedy").asString()).isNotEmpty();
    String own = service(infrastructure, false);
    assertThat(stranger.patch(place, "{'logHouse':{'serviceId':'%s'}}".formatted(own)).status())
        .isEqualTo(404);
  }

  @Test
  void does_not_fall_asleep_by_itself_or_by_its_schedule() {
    String idles = service(infrastructure, true);
    assertThat(unfit(choose(idles, ""), "idle-scaling-on").toString())
        .contains("idleScaling false");

    String scheduled = service(infrastructure, false);
    client
        .post(
            "/services/" + scheduled + "/scalingSchedule",
            "{'entries':[{'name':'night','weekdays':[1],'startHourUtc':1,'endHourUtc':2,"
                + "'idleScaling':true}]}")
        .result();
    unfit(choose(scheduled, ""), "idle-scaling-on");
  }

  @Test
  void is_asked_to_run_when_it_is_chosen_and_is_not_being_deleted() {
    String stopped = service(infrastructure, false);
    client.patch("/services/" + stopped + "/state", "{'command':'stop'}").result();
    unfit(choose(stopped, ""), "service-not-running");
    brought(stopped, "stopped");
    client.delete("/services/" + stopped).result();
    unfit(choose(stopped, ""), "being-deleted");

    String idles = service(infrastructure, true);
    client.patch("/services/" + idles + "/state", "{'command':'stop'}").result();
    unfit(choose(idles, ""), "service-not-running", "idle-scaling-on");
  }

  @Test
  void keeps_them_for_a_day_to_five_years() {
    String range = "logHouse.retentionDays retention-out-of-range";
    String idles = service(infrastructure, true);
    assertThat(refused(choose(idles, ",'retentionDays':0"), range).toString())
        .contains("1 to 1825 days");
    refused(choose(idles, ",'retentionDays':1826"), range);
    refused(choose("{'retentionDays':0}"), "logHouse.serviceId field-missing", range);
    refused(
        choose(UUID.randomUUID().toString(), ",'retentionDays':-1"),
        "logHouse.serviceId service-unknown",
        range);
  }

  @Test
  void is_not_deleted_though_it_runs() {
    String one = service(infrastructure, false);
    choose(one, "").result();
    TestClient.Reply refused = client.delete("/services/" + one);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code())
        .as("stopping it first would be in vain")
        .isEqualTo("service-keeps-logs");
    choose("null").result();
    assertThat(client.delete("/services/" + one).code()).isEqualTo("service-not-stopped");
  }

  /** Whichever comes first: the other is refused. */
  @RepeatedTest(3)
  void chosen_and_deleted_at_once_it_is_one_of_them() throws Exception {
    String one = service(infrastructure, false);
    brought(one, "stopped"); // not yet started, and to run: it may be chosen, and deleted
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<TestClient.Reply> chosen = both.submit(() -> choose(one, ""));
      Future<TestClient.Reply> deleted = both.submit(() -> client.delete("/services/" + one));
      assertThat(List.of(chosen.get().status(), deleted.get().status()))
          .containsExactlyInAnyOrder(200, 409);
      assertThat(chosen.get().status() == 200 ? deleted.get().code() : chosen.get().code())
          .isEqualTo(chosen.get().status() == 200 ? "service-keeps-logs" : "being-deleted");
    }
    choose("null").result();
  }

  /** Nobody brings it there: the shared control plane has no cloud. */
  private static void brought(String service, String state) {
    assertThat(
            TestControlPlane.shared()
                .part(JdbcClient.class)
                .sql("update service set state = :state where id = cast(:id as uuid)")
                .param("state", state)
                .param("id", service)
                .update())
        .isEqualTo(1);
  }

  @Test
  void one_that_keeps_logs_may_be_stopped_and_gets_another_retention_then() {
    String one = service(infrastructure, false);
    choose(one, "").result();
    client.patch("/services/" + one + "/state", "{'command':'stop'}").result();
    choose(one, ",'retentionDays':3").result();
    isSaidToBe(one, 3);
    brought(one, "stopped");
    TestClient.Reply refused = client.delete("/services/" + one);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("service-keeps-logs");
    assertThat(refused.json().at("/details/0/remedy").asString()).contains(infrastructure, "null");
    choose("null").result();
    client.delete("/services/" + one).result();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|logHouse.serviceId field-missing",
        "{'retentionDays':5}|logHouse.serviceId field-missing",
        "{'serviceId':null}|logHouse.serviceId field-missing",
      })
  void names_the_service(String logHouse, String violation) {
    refused(choose(logHouse), violation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'serviceId':'x'}",
        "{'serviceId':5}",
        "{'serviceId':[]}",
        "'yes'",
        "[]",
        "7",
        "{'serviceId':'8f7e1f70-7a5f-4dfb-9a5c-d2c1c2b1a001','retentionDays':'long'}",
        "{'serviceId':'8f7e1f70-7a5f-4dfb-9a5c-d2c1c2b1a001','retentionDays':1.5}",
        "{'serviceId':'8f7e1f70-7a5f-4dfb-9a5c-d2c1c2b1a001','retentionDays':99999999999}",
        "{'serviceId':'8f7e1f70-7a5f-4dfb-9a5c-d2c1c2b1a001','days':5}",
      })
  void is_refused_where_it_is_no_choice(String logHouse) {
    TestClient.Reply reply = choose(logHouse);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.json().get("details").toString()).contains("\"field\":\"logHouse");
  }

  @Test
  void cannot_be_chosen_with_the_infrastructure() {
    TestClient.Reply reply =
        client.post(
            "/byocInfrastructure",
            "{'accountId':'111122223333','regionId':'us-east-1','logHouse':{'serviceId':'%s'}}"
                .formatted(UUID.randomUUID()));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("details").toString()).contains("logHouse");
  }
}
