package io.freehold.controlplane.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.controlplane.TestActivities;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class ActivityApiTest {
  private final TestClient client = TestControlPlane.onboarded("123456789012");

  @Test
  void an_organization_begins_with_its_making_by_the_operator() {
    assertThat(types())
        .containsExactly("create_organization", "organization_invite_create", "key_create");
    JsonNode first = oldestFirst().getFirst();
    assertThat(first.get("actorType").asString()).isEqualTo("support");
    assertThat(first.get("actorDetails").asString()).isEqualTo("tests");
    assertThat(first.has("actorIpAddress")).as("where the vendor sits").isFalse();
    assertThat(first.get("organizationId").asString())
        .isEqualTo(client.organizationId().toString());
  }

  @Test
  void who_did_it_with_what_and_from_where_is_on_record() {
    client
        .patch("", "{'name':'Renamed'}", "User-Agent", "terraform-provider-clickhouse/3")
        .result();

    JsonNode last = oldestFirst().getLast();
    assertThat(last.get("type").asString()).isEqualTo("organization_update_name");
    assertThat(last.get("actorType").asString()).isEqualTo("api");
    assertThat(last.get("actorId").asString())
        .isEqualTo(client.get("/keys").result().at("/0/id").asString());
    assertThat(last.get("actorDetails").asString()).isEqualTo("first");
    assertThat(last.get("actorIpAddress").asString()).isEqualTo("127.0.0.1");
    assertThat(last.get("userAgent").asString()).isEqualTo("terraform-provider-clickhouse/3");
    assertThat(client.get("/activities/" + last.get("id").asString()).result()).isEqualTo(last);
  }

  @Test
  void every_change_of_a_service_has_its_type_and_what_changes_nothing_has_none() {
    String infrastructure = TestControlPlane.readyInfrastructure(client);
    String id =
        client
            .post(
                "/services",
                "{'name':'a','byocId':'%s','minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}"
                    .formatted(infrastructure))
            .result()
            .at("/service/id")
            .asString();
    String path = "/services/" + id;
    client.patch(path, "{'name':'a'}").result();
    client
        .patch(
            path,
            "{'name':'b','releaseChannel':'fast',"
                + "'ipAccessList':{'add':[{'source':'192.0.2.1'}]}}")
        .result();
    client
        .patch(
            path + "/replicaScaling",
            "{'numReplicas':5,'maxReplicaMemoryGb':116,'idleScaling':false}")
        .result();
    client.patch(path + "/password", "{}").result();
    client.patch(path + "/backupConfiguration", "{'backupPeriodInHours':12}").result();
    client.patch(path + "/backupConfiguration", "{'backupPeriodInHours':12}").result();
    client.post(path + "/privateEndpoint", "{'id':'vpce-01234567'}").result();
    client.patch(path + "/state", "{'command':'stop'}").result();
    assertThat(client.patch(path + "/state", "{'command':'stop'}").status()).isEqualTo(409);
    client.patch(path + "/state", "{'command':'start'}").result();

    assertThat(ofService(id))
        .containsExactly(
            "service_create",
            "service_update_name",
            "service_update_ip_access_list",
            "service_update_release_channel",
            "service_update_autoscaling_memory",
            "service_update_autoscaling_idling",
            "service_update_autoscaling_replicas",
            "service_update_password",
            "service_update_backup_configuration",
            "service_update_private_endpoints",
            "service_stop",
            "service_start");
  }

  @Test
  void every_change_of_a_key_says_which_key_and_what_of_it() {
    JsonNode made = client.post("/keys", "{'name':'ci','roles':['developer']}").result();
    String id = made.at("/key/id").asString();
    client
        .patch(
            "/keys/" + id,
            "{'name':'cd','roles':['admin'],'state':'disabled',"
                + "'expireAt':'2030-01-01T00:00:00Z','ipAccessList':[{'source':'192.0.2.1'}]}")
        .result();
    client.patch("/keys/" + id, "{'name':'cd'}").result();
    client.delete("/keys/" + id);

    List<JsonNode> all = oldestFirst();
    List<String> changes = new ArrayList<>();
    for (JsonNode one : all.subList(3, all.size())) {
      changes.add(one.get("type").asString() + one.path("keyUpdateType").asString(""));
      assertThat(one.get("targetKeyId").asString()).isEqualTo(id);
    }
    assertThat(changes)
        .containsExactly(
            "key_createcreated",
            "openapi_key_updatename-changed",
            "openapi_key_updaterole-changed",
            "openapi_key_updatestate-changed",
            "openapi_key_updatedate-changed",
            "openapi_key_updateip-access-list-changed",
            "key_deletedeleted");
    assertThat(all.toString()).doesNotContain(made.get("keySecret").asString());
  }

  @Test
  void what_is_refused_leaves_no_activity() {
    List<String> before = types();

    client.post("/keys", "{'name':'','roles':['developer']}");
    client.patch("", "{'name':''}");
    client.delete("/keys/" + client.get("/keys").result().at("/0/id").asString());
    client.post("/invitations", "{'email':'nobody','role':'admin'}");

    assertThat(types()).isEqualTo(before);
  }

  @Test
  void the_newest_come_first_and_a_time_can_be_asked_for() {
    client.patch("", "{'name':'One'}").result();
    client.patch("", "{'name':'Two'}").result();
    JsonNode newest = client.get("/activities").result().get(0);
    String at = newest.get("createdAt").asString();

    assertThat(newest.get("type").asString()).isEqualTo("organization_update_name");
    assertThat(client.get("/activities?from_date=" + at).result().size()).isEqualTo(1);
    assertThat(client.get("/activities?to_date=" + at).result().size()).isEqualTo(5);
    assertThat(client.get("/activities?to_date=2020-01-01T00:00:00Z").result().size()).isZero();
  }

  @Test
  void another_organizations_activities_are_not_found() {
    TestClient other = TestControlPlane.organization();
    String id = oldestFirst().getFirst().get("id").asString();

    Reply reply = other.get("/activities/" + id);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(other.get("/activities").text()).doesNotContain(id);
    for (String none : List.of(UUID.randomUUID().toString(), "7", "x%20y")) {
      assertThat(client.get("/activities/" + none).code()).as(none).isEqualTo("not-found");
    }
  }

  @Test
  void a_record_goes_with_the_transaction_that_is_rolled_back_and_is_refused_without_one() {
    Activities activities = TestControlPlane.shared().part(Activities.class);
    TransactionTemplate transactions = TestControlPlane.shared().part(TransactionTemplate.class);
    List<String> before = types();

    transactions.executeWithoutResult(status -> {
      activities.recordService(
          client.organizationId(), UUID.randomUUID(), ActivityType.SERVICE_STOP);
      status.setRollbackOnly();
    });

    assertThat(types()).isEqualTo(before);
    assertThatThrownBy(
            () -> activities.record(client.organizationId(), ActivityType.CREATE_ORGANIZATION))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("transaction");
    assertThat(types()).isEqualTo(before);
  }

  @Test
  void what_happens_outside_of_a_request_is_the_systems_doing() {
    UUID service = UUID.randomUUID();
    TestControlPlane.shared()
        .part(TransactionTemplate.class)
        .executeWithoutResult(status ->
            TestControlPlane.shared()
                .part(Activities.class)
                .recordService(client.organizationId(), service, ActivityType.SERVICE_RUNNING));

    JsonNode last = oldestFirst().getLast();
    assertThat(last.get("type").asString()).isEqualTo("service_running");
    assertThat(last.get("actorType").asString()).isEqualTo("system");
    assertThat(last.get("serviceId").asString()).isEqualTo(service.toString());
    assertThat(last.has("actorIpAddress")).isFalse();
  }

  @Test
  void a_repeated_request_is_on_record_once() {
    for (int i = 0; i < 2; i++) {
      client
          .post("/keys", "{'name':'ci','roles':['developer']}", "Idempotency-Key", "one")
          .result();
    }

    assertThat(TestActivities.since(client, 3)).containsExactly("key_create");
  }

  @Test
  void no_secret_is_on_record() {
    JsonNode made = client.post("/keys", "{'name':'ci','roles':['admin']}").result();

    String rows =
        TestControlPlane.shared()
            .part(JdbcClient.class)
            .sql("select string_agg(a::text, ' ') from activity a")
            .query(String.class)
            .single();
    assertThat(rows)
        .contains(made.at("/key/id").asString())
        .doesNotContain(made.get("keySecret").asString(), made.get("keyId").asString())
        .doesNotContain(String.valueOf(client.keySecret()), String.valueOf(client.keyId()));
  }

  private List<JsonNode> oldestFirst() {
    List<JsonNode> all = new ArrayList<>();
    client.get("/activities").result().forEach(all::addFirst);
    return all;
  }

  private List<String> types() {
    return oldestFirst().stream().map(one -> one.get("type").asString()).toList();
  }

  private List<String> ofService(String id) {
    return oldestFirst().stream()
        .filter(one -> one.path("serviceId").asString("").equals(id))
        .map(one -> one.get("type").asString())
        .toList();
  }
}
