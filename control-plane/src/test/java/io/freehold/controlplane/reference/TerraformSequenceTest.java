package io.freehold.controlplane.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.secret.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The requests that the official Terraform provider makes for a service, in its order and with its
 * patience (<a
 * href="https://github.com/ClickHouse/terraform-provider-clickhouse/blob/main/internal/api/service.go">source</a>).
 */
class TerraformSequenceTest {
  private static final Duration TO_STOP = Duration.ofMinutes(10);
  private static final Duration TO_GO = Duration.ofMinutes(5);

  private static SimulatedPlane plane;
  private static TestClient client;
  private static String infrastructure;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("terraform");
    client = plane.client;
    String place = plane.infrastructure();
    plane.untilPhase(place, "ready");
    infrastructure = place.substring("/byocInfrastructure/".length());
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  void a_service_is_applied_changed_and_destroyed() {
    String service = create();
    change(service);
    furtherResources(service);
    destroy(service);
  }

  private static String create() {
    JsonNode made =
        client
            .post(
                "/services",
                """
                {'name':'My Terraform Service','provider':'aws','region':'us-east-1','tier':null,
                 'idleScaling':true,'idleTimeoutMinutes':5,'byocId':'%s',
                 'ipAccessList':[{'source':'192.168.2.63','description':'Test IP'}],
                 'numReplicas':3,'minReplicaMemoryGb':48,'maxReplicaMemoryGb':116,
                 'releaseChannel':'default','tags':[{'key':'env','value':'test'}],
                 'endpoints':[{'protocol':'mysql','enabled':false}]}
                """
                    .formatted(infrastructure))
            .result();
    String service = "/services/" + made.at("/service/id").asString();
    JsonNode created = waitFor(service, state -> !state.equals("provisioning"));
    assertThat(created.get("state").asString()).isEqualTo("running");
    client
        .patch(service + "/password", "{'newPasswordHash':'%s'}".formatted(Sha256.base64("secret")))
        .result();
    client
        .patch(
            service + "/backupConfiguration",
            "{'backupPeriodInHours':24,'backupRetentionPeriodInHours':48,'backupStartTime':null}")
        .result();
    JsonNode read = read(service);
    assertThat(read.has("tier")).as("the newer sizes, as the provider takes its absence").isFalse();
    assertThat(read.get("idleTimeoutMinutes").intValue()).isEqualTo(5);
    assertThat(read.get("numReplicas").intValue()).isEqualTo(3);
    assertThat(read.has("minReplicas")).isFalse();
    assertThat(read.get("ipAccessList").size()).isEqualTo(1);
    assertThat(read.get("iamRole").asString()).isNotBlank();
    assertThat(read.get("isPrimary").asBoolean()).isTrue();
    return service;
  }

  private static void change(String service) {
    client
        .patch(
            service,
            "{'name':'Renamed','ipAccessList':{"
                + "'add':[{'source':'10.2.3.0/24','description':'Test IP'}],"
                + "'remove':[{'source':'192.168.2.63','description':'Test IP'}]}}")
        .result();
    client
        .patch(
            service + "/replicaScaling",
            "{'idleScaling':false,'idleTimeoutMinutes':null,'minReplicaMemoryGb':116,"
                + "'maxReplicaMemoryGb':116,'numReplicas':2}")
        .result();
    JsonNode read = waitFor(service, state -> state.equals("running"));
    assertThat(read.get("name").asString()).isEqualTo("Renamed");
    assertThat(read.get("ipAccessList").size()).isEqualTo(1);
    assertThat(read.at("/ipAccessList/0/source").asString()).isEqualTo("10.2.3.0/24");
    assertThat(read.get("idleScaling").asBoolean()).isFalse();
    assertThat(read.has("idleTimeoutMinutes")).isFalse();
    assertThat(read.get("numReplicas").intValue()).isEqualTo(2);
  }

  /** What the provider has beside the service: a schedule and an upgrade window. */
  private static void furtherResources(String service) {
    JsonNode schedule =
        client
            .post(
                service + "/scalingSchedule",
                "{'entries':[{'name':'business hours','weekdays':[1,2,3,4,5],'startHourUtc':8,"
                    + "'endHourUtc':18,'autoscalingMode':'vertical','minReplicaMemoryGb':116,"
                    + "'maxReplicaMemoryGb':232,'minReplicas':3,'maxReplicas':3}]}")
            .result();
    assertThat(client.get(service + "/scalingSchedule").result().get("entries"))
        .isEqualTo(schedule.get("entries"));
    client.withBody("PUT", service + "/upgradeWindow", "{'weekday':0,'startHourUtc':18}").result();
    client.get(service + "/upgradeWindow").result();
    client.delete(service + "/upgradeWindow");
    assertThat(client.get(service + "/upgradeWindow").status()).isEqualTo(404);
    client.delete(service + "/scalingSchedule");
    assertThat(client.get(service + "/scalingSchedule").status()).isEqualTo(404);
  }

  private static void destroy(String service) {
    assertThat(read(service).get("state").asString()).isNotIn("stopped", "stopping");
    client.patch(service + "/state", "{'command':'stop'}").result();
    Instant told = plane.clock.instant();
    waitFor(service, state -> state.equals("stopped"));
    assertThat(Duration.between(told, plane.clock.instant())).isLessThan(TO_STOP);

    Instant asked = plane.clock.instant();
    client.delete(service).result();
    Set<String> states = new HashSet<>();
    plane.until(() -> {
      Reply reply = client.get(service);
      if (reply.status() == 200) {
        states.add(reply.result().get("state").asString());
      }
      return reply.status() == 404;
    });
    assertThat(Duration.between(asked, plane.clock.instant())).isLessThan(TO_GO);
    assertThat(states).containsExactly("softdeleting");
  }

  private static JsonNode waitFor(String service, Predicate<String> state) {
    plane.until(() -> state.test(read(service).get("state").asString()));
    return read(service);
  }

  /** One of the provider's reads: four requests, of which one finds nothing. */
  private static JsonNode read(String service) {
    JsonNode found = client.get(service).result();
    JsonNode config = client.get(service + "/privateEndpointConfig").result();
    assertThat(config.get("privateDnsHostname").asString()).isNotBlank();
    assertThat(config.has("endpointServiceId")).isTrue();
    assertThat(client.get(service + "/backupConfiguration").result().has("backupPeriodInHours"))
        .isTrue();
    assertThat(client.get(service + "/serviceQueryEndpoint").status()).isEqualTo(404);
    return found;
  }
}
