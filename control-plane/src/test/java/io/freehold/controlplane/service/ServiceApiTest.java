package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.infrastructure.DataDecision;
import io.freehold.controlplane.secret.Sha256;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.protocol.service.Service;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ServiceApiTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final TestClient client = TestControlPlane.onboarded("123456789012");
  private final ServiceStore store = TestControlPlane.shared().part(ServiceStore.class);
  private final String infrastructure = TestControlPlane.readyInfrastructure(client);

  @Test
  void a_service_is_made_and_its_password_shown_once() {
    JsonNode made = client.post("/services", body("")).result();
    JsonNode service = made.get("service");

    assertThat(made.get("password").asString()).hasSize(24);
    assertThat(service.get("state").asString()).isEqualTo("provisioning");
    assertThat(service.get("numReplicas").intValue()).isEqualTo(3);
    assertThat(service.get("minReplicaMemoryGb").intValue()).isEqualTo(48);
    assertThat(service.get("idleScaling").asBoolean()).isTrue();
    assertThat(service.get("releaseChannel").asString()).isEqualTo("default");
    assertThat(service.get("byocId").asString()).isEqualTo(infrastructure);
    assertThat(service.at("/endpoints/0/protocol").asString()).isEqualTo("nativesecure");
    assertThat(service.at("/endpoints/0/host").asString())
        .matches(
            "[a-z][a-z0-9]{9}\\.[a-z][a-z0-9]{9}\\.us-east-1\\.aws\\.byoc\\.clickhouse\\.cloud");
    assertThat(service.at("/endpoints/1/port").intValue()).isEqualTo(8443);
    assertThat(service.get("iamRole").asString())
        .matches(
            "arn:aws:iam::123456789012:role/clickhouse-byoc/[a-z0-9]{10}-us-east-1-CH-S3-Role");
    assertThat(client.get(path(service)).result()).isEqualTo(service);
    assertThat(client.get("/services").result().get(0)).isEqualTo(service);
    assertThat(row(service).passwordSha256Hex())
        .isEqualTo(Sha256.hex(made.get("password").asString()));
    assertThat(everythingStored()).doesNotContain(made.get("password").asString());
    assertThat(requests(service)).isEqualTo(1);
  }

  @Test
  void the_private_way_in_has_a_name_of_its_own() {
    JsonNode service = made();
    client
        .patch(
            "/byocInfrastructure/" + infrastructure + "/loadBalancers",
            "{'private':true,'public':false}")
        .result();

    JsonNode shown = client.get(path(service)).result();
    assertThat(hosts(shown).keySet()).containsExactly("nativesecure", "https");
    assertThat(Set.copyOf(hosts(shown).values())).hasSize(1);
    assertThat(shown.at("/endpoints/0/host").asString()).contains("-private.");
    assertThat(
            client.get(path(service) + "/privateEndpointConfig").result().get("privateDnsHostname"))
        .isEqualTo(shown.at("/endpoints/0/host"));
    assertThat(client.get(path(service) + "/serviceQueryEndpoint").code())
        .isEqualTo("unknown-path");
  }

  @Test
  void each_protocol_has_one_endpoint_where_there_are_two_ways_in() {
    JsonNode service = made();
    client
        .patch(
            "/byocInfrastructure/" + infrastructure + "/loadBalancers",
            "{'private':true,'public':true}")
        .result();

    JsonNode shown = client.get(path(service)).result();

    assertThat(shown.get("endpoints")).isEqualTo(service.get("endpoints"));
    assertThat(hosts(shown).keySet()).containsExactly("nativesecure", "https");
    assertThat(hosts(shown).values()).noneMatch(host -> host.contains("-private."));
    assertThat(
            client
                .get(path(service) + "/privateEndpointConfig")
                .result()
                .get("privateDnsHostname")
                .asString())
        .isEqualTo(hosts(shown).get("https").replaceFirst("\\.", "-private."));
  }

  /** By protocol, of which none may come twice. */
  private static Map<String, String> hosts(JsonNode service) {
    Map<String, String> hosts = new LinkedHashMap<>();
    for (JsonNode one : service.get("endpoints")) {
      assertThat(hosts.put(one.get("protocol").asString(), one.get("host").asString())).isNull();
    }
    return hosts;
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    Reply reply =
        client.post(
            "/services",
            """
            {'name':'','provider':'gcp','region':'eu-west-1','byocId':'%s','colour':'red',
             'minReplicaMemoryGb':50,'maxReplicaMemoryGb':48,'numReplicas':99,
             'ipAccessList':[{'source':'here'}],'idleTimeoutMinutes':1,'releaseChannel':'daily',
             'tags':[{'key':'a b'}],'tier':'production','dataWarehouseId':'x','isReadonly':true,
             'autoscalingMode':'horizontal','endpoints':[{'protocol':'mysql','enabled':true}],
             'enableCoreDumps':true,'profile':'v1-highmem-s'}
            """
                .formatted(infrastructure));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.violations())
        .containsExactlyInAnyOrder(
            "colour unknown-field",
            "name name-length",
            "provider provider-unsupported",
            "region region-of-other-infrastructure",
            "minReplicaMemoryGb memory-not-offered",
            "maxReplicaMemoryGb memory-range-reversed",
            "numReplicas replicas-out-of-range",
            "ipAccessList[0].source ip-access-malformed",
            "idleTimeoutMinutes idle-timeout-too-short",
            "releaseChannel unknown-value",
            "tags[0].key tag-malformed",
            "tier not-supported",
            "dataWarehouseId not-supported",
            "isReadonly not-supported",
            "autoscalingMode not-supported",
            "endpoints[0].enabled not-supported",
            "enableCoreDumps not-supported",
            "profile not-supported");
    assertThat(reply.text()).contains("SharedMergeTree");
    assertThat(client.get("/services").result().size()).isZero();
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(client.post("/services", "{}").violations())
        .containsExactlyInAnyOrder(
            "name field-missing",
            "byocId field-missing",
            "minReplicaMemoryGb field-missing",
            "maxReplicaMemoryGb field-missing");
    assertThat(
            client
                .post("/services", body("").replace(infrastructure, UUID.randomUUID().toString()))
                .violations())
        .containsExactly("byocId infrastructure-unknown");
  }

  @Test
  void a_range_of_memory_in_which_nothing_moves_is_told_of() {
    JsonNode service = made();
    assertThat(conditions(service)).doesNotContain("MemoryAutoscaled");

    JsonNode ranged =
        client.patch(path(service) + "/replicaScaling", "{'maxReplicaMemoryGb':116}").result();

    assertThat(ranged.get("maxReplicaMemoryGb").intValue()).isEqualTo(116);
    assertThat(conditions(ranged)).contains("MemoryAutoscaled");
    JsonNode told = ranged.get("conditions").get(ranged.get("conditions").size() - 1);
    assertThat(told.get("status").asString()).isEqualTo("False");
    assertThat(told.get("reason").asString()).isEqualTo("MemoryFixed");
    assertThat(told.get("message").asString()).contains("48 GB", "116 GB");
    assertThat(client.get(path(service)).result()).isEqualTo(ranged);
    JsonNode fixed =
        client.patch(path(service) + "/replicaScaling", "{'minReplicaMemoryGb':116}").result();
    assertThat(conditions(fixed)).doesNotContain("MemoryAutoscaled");
  }

  @Test
  void what_is_told_of_what_is_asked_for_says_since_when_it_is_so() {
    JsonNode service = made();
    assertThat(since(service, "AccessRestricted")).isEqualTo(created(service));
    client.patch(path(service), "{'name':'another'}").result();
    assertThat(since(shown(service), "AccessRestricted"))
        .as("a change of something else")
        .isEqualTo(created(service));

    Instant before = Instant.now();
    client.patch(path(service), "{'ipAccessList':{'remove':[{'source':'0.0.0.0/0'}]}}").result();
    Instant closed = since(shown(service), "AccessRestricted");
    assertThat(closed).isBetween(before, Instant.now());
    client.patch(path(service), "{'ipAccessList':{'add':[{'source':'10.0.0.0/8'}]}}").result();
    assertThat(since(shown(service), "AccessRestricted")).isEqualTo(closed);

    before = Instant.now();
    client.patch(path(service) + "/replicaScaling", "{'maxReplicaMemoryGb':116}").result();
    Instant ranged = since(shown(service), "MemoryAutoscaled");
    assertThat(ranged).isBetween(before, Instant.now());
    client.patch(path(service) + "/replicaScaling", "{'maxReplicaMemoryGb':172}").result();
    assertThat(since(shown(service), "MemoryAutoscaled")).isEqualTo(ranged);
    assertThat(since(shown(service), "AccessRestricted")).isEqualTo(closed);
  }

  @Test
  void an_infrastructure_without_a_public_way_in_restricts_access_from_then_on() {
    JsonNode service = made();
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
    client
        .patch(
            "/byocInfrastructure/" + infrastructure + "/loadBalancers",
            "{'private':true,'public':false}")
        .result();
    Instant restricted = since(shown(service), "AccessRestricted");
    assertThat(restricted).isBetween(before, Instant.now());
    assertThat(since(shown(service), "AccessRestricted")).isEqualTo(restricted);
    client.patch(path(service), "{'name':'of another name'}").result();
    assertThat(since(shown(service), "AccessRestricted")).isEqualTo(restricted);
  }

  /** It has read what was asked for before somebody asked for something else. */
  @Test
  void a_pass_that_began_before_a_change_does_not_move_its_time() {
    JsonNode service = made();
    ServiceRow before = row(service);
    client.patch(path(service), "{'ipAccessList':{'remove':[{'source':'0.0.0.0/0'}]}}").result();
    JsonNode changed = shown(service);

    var _ =
        store.save(
            new ServiceStatus(
                before.id(),
                ServiceState.PROVISIONING,
                before.generation(),
                before.conditions(),
                List.of()),
            1,
            Instant.now());
    assertThat(before.conditions()).as("what it knew").hasSize(1);
    assertThat(shown(service)).isEqualTo(changed);
  }

  private JsonNode shown(JsonNode service) {
    return client.get(path(service)).result();
  }

  private static Instant created(JsonNode service) {
    return Instant.parse(service.get("createdAt").asString());
  }

  private static Instant since(JsonNode service, String type) {
    for (JsonNode one : service.get("conditions")) {
      if (one.get("type").asString().equals(type)) {
        return Instant.parse(one.get("lastTransitionTime").asString());
      }
    }
    throw new AssertionError("no " + type + " among " + service.get("conditions"));
  }

  private static List<String> conditions(JsonNode service) {
    List<String> types = new ArrayList<>();
    service.get("conditions").forEach(one -> types.add(one.get("type").asString()));
    return types;
  }

  /** <a href="https://github.com/ClickHouse/clickhousectl">clickhousectl</a> has no others. */
  @Test
  void whole_numbers_may_be_written_as_fractions() {
    JsonNode made =
        client
            .post(
                "/services",
                body(",'numReplicas':2.0,'idleTimeoutMinutes':10.0").replace(":48", ":48.0"))
            .result()
            .get("service");
    assertThat(made.get("minReplicaMemoryGb").toString()).isEqualTo("48");
    assertThat(made.get("numReplicas").toString()).isEqualTo("2");
    assertThat(made.get("idleTimeoutMinutes").toString()).isEqualTo("10");

    JsonNode scaled =
        client
            .patch(
                path(made) + "/replicaScaling",
                "{'numReplicas':3.0,'minReplicaMemoryGb':116.0,'maxReplicaMemoryGb':1.16e2}")
            .result();
    assertThat(scaled.get("numReplicas").toString()).isEqualTo("3");
    assertThat(scaled.get("maxReplicaMemoryGb").toString()).isEqualTo("116");
    JsonNode total = client.patch(path(made) + "/scaling", "{'minTotalMemoryGb':144.0}").result();
    assertThat(total.get("minReplicaMemoryGb").toString()).isEqualTo("48");
    JsonNode backups =
        client
            .patch(
                path(made) + "/backupConfiguration",
                "{'backupPeriodInHours':12.0,'backupRetentionPeriodInHours':48.0}")
            .result();
    assertThat(backups.get("backupPeriodInHours").toString()).isEqualTo("12");
    assertThat(backups.get("backupRetentionPeriodInHours").toString()).isEqualTo("48");
    assertThat(
            client
                .withBody(
                    "PUT", path(made) + "/upgradeWindow", "{'weekday':2.0,'startHourUtc':6.0}")
                .result()
                .get("startHourUtc")
                .toString())
        .isEqualTo("6");
    assertThat(client.patch(path(made) + "/replicaScaling", "{'numReplicas':2.5}").violations())
        .containsExactly("numReplicas wrong-type");
  }

  @Test
  void a_band_of_equal_ends_is_a_number_of_replicas() {
    JsonNode made =
        client.post("/services", body(",'minReplicas':2,'maxReplicas':2")).result().get("service");
    assertThat(made.get("numReplicas").intValue()).isEqualTo(2);
    assertThat(client.post("/services", body(",'minReplicas':2,'maxReplicas':5")).violations())
        .containsExactly("minReplicas not-supported");
  }

  @ParameterizedTest
  @CsvSource({
    "provisioning, stop,  stopping",
    "running,      stop,  stopping",
    "stopped,      start, starting",
    "stopped,      awake, awaking",
    "stopping,     start, starting",
    "failed,       start, failed",
    "idle,         awake, awaking",
  })
  void commands_show_at_once_as_a_state(String before, String command, String after) {
    JsonNode service = made();
    settle(service, ServiceState.of(before));

    JsonNode told =
        client.patch(path(service) + "/state", "{'command':'%s'}".formatted(command)).result();

    assertThat(told.get("state").asString()).isEqualTo(after);
    assertThat(row(service).running()).isEqualTo(!command.equals("stop"));
  }

  @ParameterizedTest
  @CsvSource({
    "stopping,     stop,  already-stopping",
    "stopped,      stop,  already-stopped",
    "provisioning, start, already-starting",
    "provisioning, awake, already-starting",
    "starting,     start, already-starting",
    "running,      start, already-running",
  })
  void a_command_that_has_nothing_to_do_is_refused(String now, String command, String code) {
    JsonNode service = made();
    settle(service, ServiceState.of(now));
    ServiceRow before = row(service);

    Reply refused = client.patch(path(service) + "/state", "{'command':'%s'}".formatted(command));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(row(service)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"starting", "awaking", "running", "partially_running", "degraded"})
  void awake_of_what_is_awake_changes_nothing(String now) {
    JsonNode service = made();
    settle(service, ServiceState.of(now));
    ServiceRow before = row(service);
    long recorded = client.get("/activities").result().size();

    Reply told = client.patch(path(service) + "/state", "{'command':'awake'}");

    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.result()).isEqualTo(client.get(path(service)).result());
    assertThat(told.result().get("state").asString()).isEqualTo(now);
    assertThat(row(service)).isEqualTo(before);
    assertThat(client.get("/activities").result().size()).isEqualTo(recorded);
  }

  @Test
  void awake_of_what_runs_counts_as_its_use() {
    ServiceUseStore uses = TestControlPlane.shared().part(ServiceUseStore.class);
    JsonNode service = made();
    settle(service, ServiceState.RUNNING);
    ServiceRow row = row(service);
    uses.keep(
        row.organizationId(),
        row.id(),
        new ServiceUseStore.LastUse("1", "nothing", NOW.minusSeconds(600), NOW));

    client.patch(path(service) + "/state", "{'command':'awake'}").result();

    assertThat(uses.find(row.organizationId(), row.id()))
        .as("so that the next look begins a time-out anew")
        .isEmpty();
  }

  @Test
  void a_command_that_is_none_is_refused() {
    JsonNode service = made();

    assertThat(client.patch(path(service) + "/state", "{'command':'pause'}").violations())
        .containsExactly("command unknown-value");
    assertThat(client.patch(path(service) + "/state", "{}").violations())
        .containsExactly("command field-missing");
  }

  @Test
  void a_pass_for_what_was_asked_before_does_not_show_its_state() {
    JsonNode service = made();
    ServiceRow before = row(service);
    client.patch(path(service) + "/state", "{'command':'stop'}").result();

    store.save(
        new ServiceStatus(
            before.id(), ServiceState.RUNNING, before.generation(), List.of(), List.of()),
        1,
        NOW);

    assertThat(client.get(path(service)).result().get("state").asString()).isEqualTo("stopping");
  }

  @Test
  void no_statement_changes_another_organizations_service_whoever_calls_it() {
    JsonNode service = made();
    ServiceRow before = row(service);
    UUID other = UUID.randomUUID();

    store.change(other, before.id(), before.spec(), List.of(new Service.Tag("a", "b")));
    store.want(other, before.id(), Wanted.STOPPED, ServiceState.STOPPING);
    store.password(other, before.id(), "0".repeat(64), Optional.empty());
    store.delete(other, before.id(), DataDecision.DELETE);

    assertThat(row(service)).isEqualTo(before);
  }

  @Test
  void a_worker_whose_lease_was_taken_over_writes_nothing() {
    JsonNode service = made();
    ServiceRow row = row(service);
    ServiceStatus running =
        new ServiceStatus(row.id(), ServiceState.RUNNING, 1, List.of(), List.of());
    ServiceStatus degraded =
        new ServiceStatus(row.id(), ServiceState.DEGRADED, 1, List.of(), List.of());
    store.save(running, 7, NOW);

    assertThatThrownBy(() -> store.save(degraded, 6, NOW)).isInstanceOf(LeaseLostException.class);

    assertThat(row(service).state()).isEqualTo(ServiceState.RUNNING);
  }

  @Test
  void a_service_is_stopped_before_it_is_deleted_and_then_gone() {
    JsonNode service = made();
    settle(service, ServiceState.RUNNING);
    Reply refused = client.delete(path(service));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("service-not-stopped");

    client.patch(path(service) + "/state", "{'command':'stop'}").result();
    settle(service, ServiceState.STOPPED);
    assertThat(client.delete(path(service) + "?data=perhaps").status()).isEqualTo(400);
    assertThat(client.delete(path(service)).status()).isEqualTo(200);
    assertThat(client.get(path(service)).result().get("state").asString())
        .isEqualTo("softdeleting");
    assertThat(row(service).deletion()).hasValue(DataDecision.RETAIN);
    assertThat(client.patch(path(service) + "/state", "{'command':'start'}").code())
        .isEqualTo("being-deleted");
    settle(service, ServiceState.SOFTDELETED);
    assertThat(client.get(path(service)).status()).isEqualTo(404);
    assertThat(client.get("/services").result().size()).isZero();
  }

  @Test
  void what_never_comes_to_rest_is_deleted_all_the_same() {
    JsonNode paused = made();
    assertThat(client.delete(path(paused)).code()).isEqualTo("service-not-stopped");
    client.patch(path(paused) + "/state", "{'command':'stop'}").result();
    assertThat(client.get(path(paused)).result().get("state").asString()).isEqualTo("stopping");
    assertThat(client.delete(path(paused)).status()).isEqualTo(200);
    settle(paused, ServiceState.SOFTDELETED);

    assertThat(client.delete("/byocInfrastructure/" + infrastructure).status()).isEqualTo(200);
  }

  @Test
  void a_word_against_the_data_is_not_lost_while_the_last_pass_that_keeps_them_ends() {
    JsonNode service = made();
    settle(service, ServiceState.STOPPED);
    client.delete(path(service)).result();
    ServiceRow seen = row(service);
    client.delete(path(service) + "?data=delete").result();

    store.save(
        new ServiceStatus(
            seen.id(), ServiceState.SOFTDELETED, seen.generation(), List.of(), List.of()),
        1,
        NOW);

    assertThat(row(service).deletedAt()).isEmpty();
    assertThat(row(service).deletion()).hasValue(DataDecision.DELETE);
    assertThat(client.get(path(service)).result().get("state").asString()).isEqualTo("terminating");
    client.delete(path(service) + "?data=retain").result();
    assertThat(row(service).deletion()).hasValue(DataDecision.DELETE);
    assertThat(client.get(path(service)).result().get("state").asString()).isEqualTo("terminating");
    settle(service, ServiceState.TERMINATED);
    assertThat(row(service).deletedAt()).isPresent();
  }

  @Test
  void an_infrastructure_with_services_stays() {
    JsonNode service = made();
    Reply refused = client.delete("/byocInfrastructure/" + infrastructure);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("services-exist");
    assertThat(refused.json().get("error").asString()).contains("orders");

    settle(service, ServiceState.STOPPED);
    client.delete(path(service));
    settle(service, ServiceState.SOFTDELETED);
    assertThat(client.delete("/byocInfrastructure/" + infrastructure).status()).isEqualTo(200);
    Reply late = client.post("/services", body(""));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("being-deleted");
  }

  @Test
  void a_password_is_made_or_brought_as_a_hash_and_never_kept() {
    JsonNode service = made();

    String fresh =
        client.patch(path(service) + "/password", "{}").result().get("password").asString();
    assertThat(row(service).passwordSha256Hex()).isEqualTo(Sha256.hex(fresh));
    JsonNode answer =
        client
            .patch(
                path(service) + "/password",
                "{'newPasswordHash':'%s','newDoubleSha1Hash':'%s'}"
                    .formatted(Sha256.base64("my own"), "0f".repeat(20)))
            .result();
    assertThat(answer.has("password")).isFalse();
    assertThat(row(service).passwordSha256Hex()).isEqualTo(Sha256.hex("my own"));
    Reply refused = client.patch(path(service) + "/password", "{'newPasswordHash':'my own'}");
    assertThat(refused.violations()).containsExactly("newPasswordHash hash-malformed");
    assertThat(refused.text()).doesNotContain("my own");
    assertThat(everythingStored()).doesNotContain(fresh);
  }

  @Test
  void the_password_that_it_has_already_changes_nothing() {
    JsonNode service = made();
    String own =
        "{'newPasswordHash':'%s','newDoubleSha1Hash':'%s'}"
            .formatted(Sha256.base64("my own"), "0f".repeat(20));
    client.patch(path(service) + "/password", own).result();
    settle(service, ServiceState.RUNNING);
    ServiceRow before = row(service);
    long recorded = client.get("/activities").result().size();

    assertThat(client.patch(path(service) + "/password", own).result().has("password")).isFalse();

    assertThat(row(service)).isEqualTo(before);
    assertThat(client.get("/activities").result().size()).isEqualTo(recorded);
    client
        .patch(
            path(service) + "/password",
            "{'newPasswordHash':'%s'}".formatted(Sha256.base64("another")))
        .result();
    assertThat(row(service).state()).isEqualTo(ServiceState.PARTIALLY_RUNNING);
    assertThat(row(service).generation()).isEqualTo(before.generation() + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ada\\u0027s & Bob/Eve: 100% \\\"x\\\" <b>", "сервис 🔑", "नमस्ते", "x;y|z@1,2=3"})
  void a_name_has_whatever_can_be_seen(String name) {
    JsonNode service =
        client.post("/services", body("").replace("orders", name)).result().get("service");

    assertThat(service.get("name").asString())
        .isEqualTo(name.replace("\\u0027", "'").replace("\\\"", "\""));
  }

  @Test
  void who_may_reach_a_service_is_everyone_unless_it_is_said_and_then_who_is_on_the_list() {
    assertThat(made().at("/ipAccessList/0/source").asString()).isEqualTo("0.0.0.0/0");

    JsonNode closed =
        client
            .post("/services", body(",'ipAccessList':[]").replace("orders", "closed"))
            .result()
            .get("service");
    assertThat(closed.get("ipAccessList").size()).isZero();
  }

  @Test
  void a_service_is_renamed_scaled_opened_and_marked() {
    JsonNode service = made();

    JsonNode changed =
        client
            .patch(
                path(service),
                """
                {'name':'orders 2','releaseChannel':'slow',
                 'ipAccessList':{'add':[{'source':'192.0.2.0/24','description':'office'}]},
                 'tags':{'add':[{'key':'team','value':'data'},{'key':'old'}]}}
                """)
            .result();
    assertThat(changed.get("name").asString()).isEqualTo("orders 2");
    assertThat(changed.at("/ipAccessList/0/source").asString()).isEqualTo("0.0.0.0/0");
    assertThat(changed.at("/ipAccessList/1/source").asString()).isEqualTo("192.0.2.0/24");
    assertThat(changed.at("/releaseChannel").asString()).isEqualTo("slow");
    JsonNode again =
        client
            .patch(
                path(service),
                "{'ipAccessList':{'remove':[{'source':'192.0.2.0/24'},{'source':'0.0.0.0/0'}]},"
                    + "'tags':{'remove':[{'key':'old'}]}}")
            .result();
    assertThat(again.get("ipAccessList").size()).isZero();
    assertThat(again.get("tags").size()).isEqualTo(1);
    JsonNode scaled =
        client
            .patch(
                path(service) + "/replicaScaling",
                "{'numReplicas':5,'minReplicaMemoryGb':116,'maxReplicaMemoryGb':232}")
            .result();
    assertThat(scaled.get("numReplicas").intValue()).isEqualTo(5);
    assertThat(scaled.at("/currentScaling/effectiveMaxReplicaMemoryGb").intValue()).isEqualTo(232);
    assertThat(client.patch(path(service) + "/replicaScaling", "{'numReplicas':21}").violations())
        .containsExactly("numReplicas replicas-out-of-range");

    assertThat(names("?filter=tag:team%3Ddata")).containsExactly("orders 2");
    assertThat(names("?filter=tag:team%3Dops")).isEmpty();
    assertThat(names("?filter=tag:old")).isEmpty();
    assertThat(client.get("/services?filter=name:x").status()).isEqualTo(400);
  }

  @Test
  void a_name_belongs_to_one_service_of_an_organization() {
    JsonNode service = made();
    Reply second = client.post("/services", body(""));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.violations()).containsExactly("name name-taken");
    JsonNode other =
        client.post("/services", body("").replace("orders", "other")).result().get("service");
    assertThat(client.patch(path(other), "{'name':'orders'}").violations())
        .containsExactly("name name-taken");
    assertThat(client.patch(path(other), "{'name':'other'}").status()).isEqualTo(200);

    settle(service, ServiceState.STOPPED);
    client.delete(path(service));
    assertThat(client.patch(path(other), "{'name':'orders'}").status())
        .as("once the other one goes")
        .isEqualTo(200);
  }

  @Test
  void what_is_fixed_is_refused_by_name() {
    JsonNode service = made();

    Reply refused =
        client.patch(path(service), "{'region':'eu-west-1','byocId':'x','name':'other'}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("immutable-field");
    assertThat(refused.violations())
        .containsExactlyInAnyOrder("region immutable-field", "byocId immutable-field");
    assertThat(client.get(path(service)).result().get("name").asString()).isEqualTo("orders");
  }

  @Test
  void the_older_way_to_scale_says_the_memory_of_three_replicas() {
    JsonNode service = made();

    JsonNode scaled =
        client
            .patch(
                path(service) + "/scaling",
                "{'minTotalMemoryGb':144,'maxTotalMemoryGb':348,'numReplicas':2,"
                    + "'idleScaling':false,'idleTimeoutMinutes':7}")
            .result();

    assertThat(scaled.get("minReplicaMemoryGb").intValue()).isEqualTo(48);
    assertThat(scaled.get("maxReplicaMemoryGb").intValue()).isEqualTo(116);
    assertThat(scaled.get("maxTotalMemoryGb").intValue()).isEqualTo(348);
    assertThat(scaled.get("numReplicas").intValue()).isEqualTo(2);
    assertThat(scaled.get("idleTimeoutMinutes").intValue()).isEqualTo(7);
    assertThat(
            client
                .patch(path(service) + "/scaling", "{'minTotalMemoryGb':24,'numReplicas':0}")
                .violations())
        .containsExactlyInAnyOrder(
            "minTotalMemoryGb memory-not-offered", "numReplicas replicas-out-of-range");
  }

  @Test
  void private_endpoints_are_registered_and_given_to_services() {
    JsonNode service = made();
    String id = "vpce-0123456789abcdef0";
    JsonNode endpoint =
        client
            .post(
                path(service) + "/privateEndpoint",
                "{'id':'%s','description':'mine'}".formatted(id))
            .result();
    assertThat(endpoint.get("region").asString()).isEqualTo("us-east-1");
    JsonNode shown = client.get(path(service)).result();
    assertThat(shown.at("/privateEndpointIds/0").asString()).isEqualTo(id);
    assertThat(shown.at("/availablePrivateEndpointIds/0").asString()).isEqualTo(id);
    assertThat(client.get("").result().at("/privateEndpoints/0/description").asString())
        .isEqualTo("mine");

    JsonNode other =
        client.post("/services", body("").replace("orders", "other")).result().get("service");
    assertThat(other.get("privateEndpointIds").size()).isZero();
    String add = "{'privateEndpointIds':{'add':['%s']}}";
    assertThat(
            client
                .patch(path(other), add.formatted(id))
                .result()
                .at("/privateEndpointIds/0")
                .asString())
        .isEqualTo(id);
    assertThat(client.patch(path(other), add.formatted("eni-1")).violations())
        .containsExactly("privateEndpointIds.add[0] endpoint-malformed");
    assertThat(client.post(path(other) + "/privateEndpoint", "{'id':'eni-1'}").violations())
        .containsExactly("id endpoint-malformed");

    client.patch("", "{'privateEndpoints':{'remove':[{'id':'%s'}]}}".formatted(id)).result();
    assertThat(client.get(path(other)).result().get("privateEndpointIds").size()).isZero();
    assertThat(client.get("").result().get("privateEndpoints").size()).isZero();
  }

  @Test
  void a_private_endpoint_that_is_given_to_a_service_is_registered_by_that() {
    JsonNode service = made();
    String id = "vpce-0aaaaaaaaaaaaaaaa";
    String path = path(service);
    client.patch(path, "{'privateEndpointIds':{'add':['%s']}}".formatted(id)).result();
    assertThat(client.patch(path, "{'privateEndpointIds':{'add':[null]}}").status()).isEqualTo(400);
    assertThat(client.get(path).result().at("/privateEndpointIds/0").asString()).isEqualTo(id);
    JsonNode registered = client.get("").result().at("/privateEndpoints/0");
    assertThat(registered.get("id").asString()).isEqualTo(id);
    assertThat(registered.get("region").asString()).isEqualTo("us-east-1");

    client
        .patch(
            "",
            """
            {'privateEndpoints':{'remove':[{'id':'%s'}],'add':[
              {'id':'vpce-0bbbbbbbbbbbbbbbb','cloudProvider':'aws','region':'us-east-2'}]}}
            """
                .formatted(id))
        .result();
    assertThat(
            client.patch(path, "{'privateEndpointIds':{'add':['vpce-0bbbbbbbbbbbbbbbb']}}").code())
        .isEqualTo("endpoint-elsewhere");
  }

  @Test
  void another_organizations_service_does_not_exist() {
    String path = path(made());
    TestClient other = TestControlPlane.onboarded("210987654321");

    assertThat(other.get(path).status()).isEqualTo(404);
    assertThat(other.patch(path, "{'name':'x'}").status()).isEqualTo(404);
    assertThat(other.patch(path + "/state", "{'command':'stop'}").status()).isEqualTo(404);
    assertThat(other.patch(path + "/password", "{}").status()).isEqualTo(404);
    assertThat(other.patch(path + "/replicaScaling", "{}").status()).isEqualTo(404);
    assertThat(other.get(path + "/privateEndpointConfig").status()).isEqualTo(404);
    assertThat(other.delete(path).status()).isEqualTo(404);
    assertThat(other.post("/services", body("")).violations())
        .as("nor does the infrastructure")
        .containsExactly("byocId infrastructure-unknown");
  }

  @Test
  void a_repeated_creation_makes_one_service_and_does_not_repeat_the_password() {
    String key = UUID.randomUUID().toString();
    JsonNode first = client.post("/services", body(""), "Idempotency-Key", key).result();
    Reply second = client.post("/services", body(""), "Idempotency-Key", key);

    assertThat(second.result().get("service")).isEqualTo(first.get("service"));
    assertThat(second.result().has("password")).isFalse();
    assertThat(second.code()).isEqualTo("secret-not-repeated");
    assertThat(client.get("/services").result().size()).isEqualTo(1);
  }

  private String body(String more) {
    return "{'name':'orders','byocId':'%s','minReplicaMemoryGb':48,'maxReplicaMemoryGb':48%s}"
        .formatted(infrastructure, more);
  }

  private JsonNode made() {
    return client.post("/services", body("")).result().get("service");
  }

  private static String path(JsonNode service) {
    return "/services/" + service.get("id").asString();
  }

  private ServiceRow row(JsonNode service) {
    return store.find(UUID.fromString(service.get("id").asString())).orElseThrow();
  }

  private void settle(JsonNode service, ServiceState state) {
    ServiceRow row = row(service);
    store.save(new ServiceStatus(row.id(), state, row.generation(), List.of(), List.of()), 1, NOW);
  }

  private List<String> names(String query) {
    List<String> names = new ArrayList<>();
    client.get("/services" + query).result().forEach(one -> names.add(one.get("name").asString()));
    return names;
  }

  private static long requests(JsonNode service) {
    return TestControlPlane.shared()
        .part(JdbcClient.class)
        .sql("SELECT requested FROM work_item WHERE key = ?")
        .param("service/" + service.get("id").asString())
        .query(Long.class)
        .single();
  }

  private static String everythingStored() {
    return TestControlPlane.shared()
        .part(JdbcClient.class)
        .sql(
            """
            SELECT (SELECT coalesce(string_agg(s::text, ' '), '') FROM service s)
              || (SELECT coalesce(string_agg(a::text, ' '), '') FROM idempotent_answer a)
            """)
        .query(String.class)
        .single();
  }
}
