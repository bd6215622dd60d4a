package io.freehold.controlplane.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
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
 * The requests that the official Terraform provider (3.25.3, commit c320db9) made in {@link
 * RealProviderTest}, made again in its order and with its <a
 * href="https://github.com/ClickHouse/terraform-provider-clickhouse/blob/c320db99ba37b84eca0181a074b2501f946d4d04/internal/api/service.go">patience</a>.
 */
class TerraformSequenceTest {
  private static final Duration TO_STOP = Duration.ofMinutes(10);
  private static final Duration TO_GO = Duration.ofMinutes(5);

  private static SimulatedPlane plane;
  private static TestClient client;
  private static String infrastructure;
  private final Set<String> endpoints = new HashSet<>();
  private int filtered;
  private String service;

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
    Set<String> changes = new HashSet<>();
    for (Exchange one : Exchange.recorded()) {
      if (one.isRead()) {
        // The provider asks again until it is so.
        plane.until(() -> ask(one).status() == one.status());
        if (one.path().contains("?filter=")) {
          assertThat(ask(one).json().get("result"))
              .as(one.toString())
              .singleElement()
              .satisfies(found -> assertThat(found.get("id").asString()).isEqualTo(service));
          filtered++;
        }
      } else {
        Reply reply = ask(one);
        assertThat(reply.status()).as(one + " " + reply.text()).isEqualTo(one.status());
        String change = one.method() + " " + one.path().replace("/services/{service}", "");
        await(change, reply);
        takesEndpoints(one, reply);
        changes.add(change);
      }
    }
    assertThat(changes)
        .containsExactlyInAnyOrder(
            "POST /services",
            "PATCH /password",
            "PATCH /backupConfiguration",
            "POST /scalingSchedule",
            "PUT /upgradeWindow",
            "PATCH ",
            "PATCH /replicaScaling",
            "DELETE /upgradeWindow",
            "DELETE /scalingSchedule",
            "PATCH /state",
            "DELETE ");
    assertThat(endpoints).containsExactlyInAnyOrder("added", "removed");
    assertThat(filtered).as("lists that were filtered").isEqualTo(3);
  }

  private void takesEndpoints(Exchange one, Reply reply) {
    JsonNode asked = one.body().path("privateEndpointIds");
    if (asked.has("add")) {
      String endpoint = asked.at("/add/0").asString();
      assertThat(reply.result().at("/privateEndpointIds/0").asString()).isEqualTo(endpoint);
      assertThat(read().at("/privateEndpointIds/0").asString()).isEqualTo(endpoint);
      endpoints.add("added");
    } else if (asked.has("remove")) {
      assertThat(read().get("privateEndpointIds")).isEmpty();
      endpoints.add("removed");
    }
  }

  /** What the provider waits for after a change, and what it takes from there. */
  private void await(String change, Reply reply) {
    switch (change) {
      case "POST /services" -> {
        service = reply.result().at("/service/id").asString();
        waitFor(state -> !state.equals("provisioning"));
        isAsMade(read());
      }
      case "PATCH /replicaScaling" -> {
        waitFor(state -> state.equals("running"));
        isAsChanged(read());
      }
      case "PATCH /state" -> {
        Instant told = plane.clock.instant();
        waitFor(state -> state.equals("stopped"));
        assertThat(Duration.between(told, plane.clock.instant())).isLessThan(TO_STOP);
      }
      case "DELETE " -> {
        Instant asked = plane.clock.instant();
        Set<String> states = new HashSet<>();
        plane.until(() -> {
          Reply found = client.get("/services/" + service);
          if (found.status() == 200) {
            states.add(found.result().get("state").asString());
          }
          return found.status() == 404;
        });
        assertThat(Duration.between(asked, plane.clock.instant())).isLessThan(TO_GO);
        assertThat(states).containsExactly("softdeleting");
      }
      default -> {} // The provider goes on at once.
    }
  }

  private static void isAsMade(JsonNode read) {
    assertThat(read.get("state").asString()).isEqualTo("running");
    assertThat(read.has("tier")).as("the newer sizes, as the provider takes its absence").isFalse();
    assertThat(read.has("idleTimeoutMinutes")).isFalse();
    assertThat(read.get("autoscalingMode").asString()).isEqualTo("vertical");
    assertThat(read.get("numReplicas").intValue()).isEqualTo(3);
    assertThat(read.get("ipAccessList")).hasSize(1);
    assertThat(read.get("iamRole").asString()).isNotBlank();
    assertThat(read.get("isPrimary").asBoolean()).isTrue();
  }

  private static void isAsChanged(JsonNode read) {
    assertThat(read.get("name").asString()).isEqualTo("Renamed");
    assertThat(read.get("ipAccessList")).as("in the order that is written").hasSize(2);
    assertThat(read.at("/ipAccessList/0/source").asString()).isEqualTo("10.2.3.0/24");
    assertThat(read.get("idleScaling").asBoolean()).isTrue();
    assertThat(read.get("idleTimeoutMinutes").intValue()).isEqualTo(15);
    assertThat(read.get("numReplicas").intValue()).isEqualTo(2);
    assertThat(read.at("/tags/0/value").asString()).isEqualTo("live");
  }

  private Reply ask(Exchange one) {
    String path = filled(one.path());
    return switch (one.method()) {
      case "GET" -> client.get(path);
      case "DELETE" -> client.delete(path);
      default -> client.withBody(one.method(), path, filled(one.body().toString()));
    };
  }

  private String filled(String text) {
    return text.replace("{infrastructure}", infrastructure)
        .replace("{service}", String.valueOf(service));
  }

  private void waitFor(Predicate<String> state) {
    plane.until(() -> state.test(read().get("state").asString()));
  }

  private JsonNode read() {
    return client.get("/services/" + service).result();
  }
}
