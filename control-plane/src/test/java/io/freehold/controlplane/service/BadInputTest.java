package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Wrong requests about services are refused whole: with a code, the field, and nothing changed. */
class BadInputTest {
  private final TestClient client = TestControlPlane.onboarded("123456789012");
  private final String infrastructure = TestControlPlane.readyInfrastructure(client);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'minReplicaMemoryGb':49 | minReplicaMemoryGb | memory-not-offered",
        "'minReplicaMemoryGb':0 | minReplicaMemoryGb | memory-not-offered",
        "'minReplicaMemoryGb':-48 | minReplicaMemoryGb | memory-not-offered",
        "'minReplicaMemoryGb':360 | minReplicaMemoryGb | memory-not-offered",
        "'minReplicaMemoryGb':48.5 | minReplicaMemoryGb | wrong-type",
        "'minReplicaMemoryGb':1e300 | minReplicaMemoryGb | wrong-type",
        "'minReplicaMemoryGb':232 | maxReplicaMemoryGb | memory-range-reversed",
        "'numReplicas':0 | numReplicas | replicas-out-of-range",
        "'numReplicas':21 | numReplicas | replicas-out-of-range",
        "'numReplicas':-1 | numReplicas | replicas-out-of-range",
        "'numReplicas':2147483648 | numReplicas | wrong-type",
        "'numReplicas':2,'minReplicas':2,'maxReplicas':2 | numReplicas | replicas-twice",
        "'minReplicas':2 | minReplicas | not-supported",
        "'idleTimeoutMinutes':4 | idleTimeoutMinutes | idle-timeout-too-short",
        "'clickhouseVersion':'1.1' | clickhouseVersion | unknown-field",
        "'version':'no such' | version | unknown-field",
        "'releaseChannel':'nightly' | releaseChannel | unknown-value",
        "'region':'eu-west-1' | region | region-of-other-infrastructure",
        "'provider':'gcp' | provider | provider-unsupported",
        "'byocId':'7c9e6679-7425-40de-944b-e07fc1f90ae7' | byocId | infrastructure-unknown",
        "'byocId':'mine' | byocId | wrong-type",
        "'ipAccessList':[{'source':'10.0.0.0/33'}] | ipAccessList[0].source | ip-access-malformed",
        "'ipAccessList':[{'source':'10.0.0.300'}] | ipAccessList[0].source | ip-access-malformed",
        "'ipAccessList':[{'source':'2001:db8::1'}] | ipAccessList[0].source | ip-access-malformed",
        "'ipAccessList':[{'source':''}] | ipAccessList[0].source | ip-access-malformed",
        "'ipAccessList':[{}] | ipAccessList[0].source | field-missing",
        "'ipAccessList':[null] | ipAccessList[0] | wrong-type",
        "'name':'' | name | name-length",
        "'name':'a\\u0000b' | name | unprintable-text",
        "'name':'a\\u200bb' | name | name-characters",
        "'dataWarehouseId':'7c9e6679' | dataWarehouseId | not-supported",
        "'tags':[{'key':'a'},{'key':'b'},{'key':'a','value':'x'}] | tags[2].key | tag-twice",
        "'ipAccessList':[{'source':'10.0.0.1'},{'source':'10.0.0.1'}] | ipAccessList[1].source |"
            + " source-twice",
      })
  void a_creation_that_is_wrong_makes_nothing(String wrong, String field, String code) {
    Reply reply = client.post("/services", withLast(wrong));

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("invalid-request");
    assertThat(reply.violations()).contains(field + " " + code);
    for (JsonNode detail : reply.json().get("details")) {
      assertThat(detail.get("message").asString()).contains("needed");
      assertThat(detail.get("needed").asString()).isNotBlank();
    }
    assertThat(client.get("/services").result().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PATCH |                     | 'name':'' | 400",
        "PATCH |                     | 'byocId':'x' | 409",
        "PATCH |                     | 'provider':'aws' | 409",
        "PATCH |                     | 'ipAccessList':{'add':[{'source':'x'}]} | 400",
        "PATCH |                     | 'numReplicas':2 | 400",
        "PATCH | /replicaScaling     | 'numReplicas':0 | 400",
        "PATCH | /replicaScaling     | 'minReplicaMemoryGb':232 | 400",
        "PATCH | /replicaScaling     | 'autoscalingMode':'horizontal' | 400",
        "PATCH | /scaling            | 'minTotalMemoryGb':100 | 400",
        "PATCH | /state              | 'command':'start' | 409",
        "PATCH | /state              | 'command':'restart' | 400",
        "PATCH | /password           | 'newPasswordHash':'plain' | 400",
        "PUT   | /upgradeWindow      | 'weekday':2,'startHourUtc':7 | 400",
        "PATCH | /backupConfiguration| 'backupRetentionPeriodInHours':23 | 400",
        "POST  | /scalingSchedule    | 'entries':[{}] | 400",
        "POST  | /privateEndpoint    | 'id':'x' | 400",
      })
  void a_change_that_is_wrong_changes_nothing(String method, String part, String body, int status) {
    String path =
        "/services/" + client.post("/services", body("")).result().at("/service/id").asString();
    JsonNode before = client.get(path).result();

    Reply reply = client.withBody(method, path + (part == null ? "" : part), "{" + body + "}");

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.code()).isNotBlank();
    assertThat(client.get(path).result()).isEqualTo(before);
    assertThat(client.get("/activities").result().at("/0/type").asString())
        .as("nor is anything on record")
        .isEqualTo("service_create");
  }

  @Test
  void lists_are_bounded_by_what_they_come_to_be() {
    String path =
        "/services/"
            + client
                .post("/services", body(",'ipAccessList':[]"))
                .result()
                .at("/service/id")
                .asString();
    client.patch(path, "{'tags':{'add':[%s]}}".formatted(tags(0, 50))).result();
    client.patch(path, "{'ipAccessList':{'add':[%s]}}".formatted(sources(0, 1000))).result();
    JsonNode full = client.get(path).result();
    assertThat(full.get("tags").size()).isEqualTo(50);
    assertThat(full.get("ipAccessList").size()).isEqualTo(1000);

    Reply reply =
        client.patch(
            path,
            "{'tags':{'add':[%s]},'ipAccessList':{'add':[%s]}}"
                .formatted(tags(50, 51), sources(1000, 1001)));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.violations())
        .containsExactlyInAnyOrder("tags too-many-tags", "ipAccessList too-many-entries");
    assertThat(client.get(path).result()).isEqualTo(full);
    assertThat(
            client
                .patch(
                    path, "{'tags':{'remove':[%s],'add':[%s]}}".formatted(tags(0, 1), tags(50, 51)))
                .status())
        .as("one for another")
        .isEqualTo(200);
    assertThat(client.post("/services", body(",'tags':[%s]".formatted(tags(0, 51)))).violations())
        .containsExactly("tags too-many-tags");
    assertThat(
            client
                .post("/services", body(",'ipAccessList':[%s]".formatted(sources(0, 1001))))
                .violations())
        .containsExactly("ipAccessList too-many-entries");
  }

  @Test
  void an_entry_of_the_access_list_is_described_shortly_and_comes_once() {
    String path =
        "/services/" + client.post("/services", body("")).result().at("/service/id").asString();
    String entry = "{'source':'10.0.0.1','description':'%s'}";

    assertThat(
            client
                .patch(
                    path,
                    "{'ipAccessList':{'add':[%s,%s]}}"
                        .formatted(entry.formatted("x".repeat(257)), entry.formatted("y")))
                .violations())
        .containsExactlyInAnyOrder(
            "ipAccessList.add[0].description description-too-long",
            "ipAccessList.add[1].source source-twice");
    assertThat(client.patch(path, "{'tags':{'add':[{'key':'a'},{'key':'a'}]}}").violations())
        .containsExactly("tags.add[1].key tag-twice");
    client
        .patch(path, "{'ipAccessList':{'add':[%s]}}".formatted(entry.formatted("first")))
        .result();
    JsonNode again =
        client
            .patch(path, "{'ipAccessList':{'add':[%s]}}".formatted(entry.formatted("second")))
            .result();
    assertThat(again.get("ipAccessList").size()).as("it is described anew").isEqualTo(2);
    assertThat(again.at("/ipAccessList/1/description").asString()).isEqualTo("second");
  }

  private static String tags(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj("{'key':'k%d','value':'v'}"::formatted)
        .collect(Collectors.joining(","));
  }

  private static String sources(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{'source':'10.0.%d.%d'}".formatted(i / 250, i % 250))
        .collect(Collectors.joining(","));
  }

  @Test
  void an_infrastructure_of_another_organization_does_not_exist() {
    TestClient other = TestControlPlane.onboarded("210987654321");
    String theirs = TestControlPlane.readyInfrastructure(other);

    Reply reply = client.post("/services", body("").replace(infrastructure, theirs));
    Reply none =
        client.post("/services", body("").replace(infrastructure, UUID.randomUUID().toString()));

    assertThat(reply.violations()).containsExactly("byocId infrastructure-unknown");
    assertThat(none.violations()).isEqualTo(reply.violations());
    assertThat(other.get("/services").result().size()).isZero();
  }

  @Test
  void nothing_is_made_in_an_infrastructure_that_was_never_ready() {
    String unready =
        client
            .post("/byocInfrastructure", "{'accountId':'123456789012','regionId':'us-east-1'}")
            .result()
            .get("id")
            .asString();
    String phase = client.get("/byocInfrastructure/" + unready).result().get("phase").asString();

    Reply reply = client.post("/services", body("").replace(infrastructure, unready));

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("infrastructure-not-ready");
    assertThat(reply.violations()).containsExactly("byocId infrastructure-not-ready");
    JsonNode detail = reply.json().at("/details/0");
    assertThat(detail.get("found").asString()).endsWith("in the phase " + phase);
    assertThat(detail.get("needed").asString()).contains("ready");
    assertThat(detail.get("remedy").asString()).contains("ready");
    assertThat(client.get("/services").result().size()).isZero();
  }

  @Test
  void nothing_is_made_in_an_infrastructure_that_goes() {
    client.delete("/byocInfrastructure/" + infrastructure).result();

    Reply reply = client.post("/services", body(""));

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("being-deleted");
    assertThat(client.get("/services").result().size()).isZero();
  }

  /** The field that is wrong stands in place of the good one. */
  private String withLast(String wrong) {
    StringBuilder body = new StringBuilder();
    for (String good : body("").replaceAll("^\\{|\\}$", "").split(",", -1)) {
      String field = good.substring(0, good.indexOf(':'));
      if (!wrong.contains(field + ":")) {
        body.append(good).append(',');
      }
    }
    return "{" + body + wrong + "}";
  }

  private String body(String more) {
    return "{'name':'orders','byocId':'%s','minReplicaMemoryGb':48,'maxReplicaMemoryGb':48%s}"
        .formatted(infrastructure, more);
  }
}
