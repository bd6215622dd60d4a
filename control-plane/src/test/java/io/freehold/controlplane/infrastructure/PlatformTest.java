package io.freehold.controlplane.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.controlplane.SimulatedPlane;
import io.freehold.controlplane.TestCharts;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.kubernetes.catalogue.ComponentCharts;
import io.freehold.kubernetes.chart.ChartSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The programs of the platform, as those see them who run infrastructures. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlatformTest {
  private static final ChartSource NONE = wanted -> Optional.empty();
  private static final AtomicReference<ChartSource> CHARTS = new AtomicReference<>(NONE);

  private static SimulatedPlane plane;
  private static String place;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("platform");
    plane.restart(
        UnaryOperator.identity(),
        wiring ->
            wiring.with(
                Vendor.class,
                new Vendor(
                    () -> VendorRoles.in(SimulatedPlane.VENDOR),
                    new ComponentCharts(wanted -> CHARTS.get().find(wanted)))));
    place = plane.infrastructure();
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  @Test
  @Order(1)
  void without_its_charts_nothing_is_begun_and_the_reason_is_told() {
    plane.untilPhase(place, "blocked");

    JsonNode ready = condition("Ready");
    assertThat(ready.get("reason").asString()).isEqualTo("ChartUnavailable");
    assertThat(ready.get("message").asString())
        .contains("chart cert-manager", "found none", "put cert-manager-", "into the folder");
    assertThat(plane.at(place + "/resources")).isEmpty();
  }

  @Test
  @Order(2)
  void once_they_are_there_it_goes_on_by_itself_and_tells_of_every_component() {
    CHARTS.set(TestCharts.SOURCE);

    plane.until(
        () -> !plane.cluster().isEmpty() && has("IstiodReady"), place, place + "/resources");
    assertThat(condition("IstiodReady").get("status").asString()).isEqualTo("False");
    assertThat(condition("IstiodReady").get("reason").asString()).isEqualTo("Installing");
    plane.untilPhase(place, "ready");

    for (String component :
        new String[] {
          "CertManager",
          "ExternalDns",
          "AwsLoadBalancerController",
          "ClusterAutoscaler",
          "IstioBase",
          "Istiod",
          "IstioGateway",
          "Prometheus",
          "ClickhouseOperator"
        }) {
      assertThat(condition(component + "Ready").get("status").asString()).isEqualTo("True");
    }
    JsonNode versions = plane.at(place).get("versions");
    assertThat(versions.get("release").asString()).isEqualTo("1");
    assertThat(versions.get("cert-manager").asString()).startsWith("v1.");
  }

  @Test
  @Order(3)
  void a_program_that_somebody_takes_away_comes_back_and_the_component_says_so_meanwhile() {
    plane.cluster().orElseThrow().remove("deployments.apps", "istio-system", "istiod");

    plane.until(() -> !condition("IstiodReady").get("status").asString().equals("True"), place);
    assertThat(condition("IstiodReady").get("message").asString()).startsWith("Deployment/istiod");
    assertThat(condition("CertManagerReady").get("status").asString()).isEqualTo("True");
    plane.untilPhase(place, "ready");
    assertThat(plane.cluster().orElseThrow().object("deployments.apps", "istio-system", "istiod"))
        .isPresent();
  }

  /** Two control planes of different age may work side by side: one must not undo the other. */
  @Test
  @Order(4)
  void what_is_of_a_newer_release_is_left_to_a_newer_control_plane() {
    JdbcClient jdbc = plane.controlPlane.part(JdbcClient.class);
    UUID id = UUID.fromString(place.substring("/byocInfrastructure/".length()));
    release(jdbc, id, 2);
    plane.cluster().orElseThrow().remove("deployments.apps", "istio-system", "istiod");
    String before = plane.client.get(place).result().get("conditions").toString();

    Instant later = plane.clock.instant().plus(Duration.ofHours(1));
    plane.until(() -> plane.clock.instant().isAfter(later), place);

    assertThat(plane.cluster().orElseThrow().object("deployments.apps", "istio-system", "istiod"))
        .isEmpty();
    assertThat(plane.at(place).get("conditions").toString()).isEqualTo(before);
    assertThat(plane.client.get(place + "/plan").status()).isEqualTo(409);
    assertThat(plane.client.get(place + "/plan").text()).contains("newer-release");
    release(jdbc, id, 1);
    plane.until(
        () ->
            plane
                .cluster()
                .orElseThrow()
                .object("deployments.apps", "istio-system", "istiod")
                .isPresent(),
        place);
    plane.untilPhase(place, "ready");
  }

  private static void release(JdbcClient jdbc, UUID id, int release) {
    assertThat(
            jdbc.sql(
                    "UPDATE infrastructure SET spec = jsonb_set(spec, '{release}',"
                        + " to_jsonb(:release)) WHERE id = :id")
                .param("release", release)
                .param("id", id)
                .update())
        .isEqualTo(1);
  }

  @Test
  @Order(5)
  void its_end_needs_no_chart() {
    CHARTS.set(NONE);
    plane.client.delete(place + "?data=delete").result();
    plane.untilPhase(place, "deleted");
  }

  private static boolean has(String type) {
    for (JsonNode one : plane.at(place).get("conditions")) {
      if (one.get("type").asString().equals(type)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode condition(String type) {
    for (JsonNode one : plane.at(place).get("conditions")) {
      if (one.get("type").asString().equals(type)) {
        return one;
      }
    }
    throw new AssertionError("no " + type + " in " + plane.at(place).get("conditions"));
  }
}
