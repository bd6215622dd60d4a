package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.kubernetes.catalogue.ComponentCharts;
import io.freehold.kubernetes.chart.ChartFolder;
import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.loadbalancing.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The whole life of an infrastructure and a service with the charts that customers get, on a
 * simulated cluster: where the folder {@code FREEHOLD_CHARTS} has every chart of the catalogue.
 */
class RealPlatformTest {
  private static final String OUTSIDE = "203.0.113.7";

  @Test
  void with_the_real_charts_an_infrastructure_comes_up_serves_and_goes() throws Exception {
    String folder = System.getenv("FREEHOLD_CHARTS");
    assumeTrue(folder != null && Files.isDirectory(Path.of(folder)), "needs FREEHOLD_CHARTS");
    try (SimulatedPlane plane = SimulatedPlane.start("real-platform")) {
      plane.restart(
          UnaryOperator.identity(),
          wiring ->
              wiring.with(
                  Vendor.class,
                  new Vendor(
                      () -> VendorRoles.in(SimulatedPlane.VENDOR),
                      new ComponentCharts(new ChartFolder(Path.of(folder))))));
      Instant start = plane.clock.instant();
      String place = plane.infrastructure();
      plane.untilPhase(place, "ready");
      Duration took = Duration.between(start, plane.clock.instant());
      System.out.printf(
          "with the real charts: ready after %s, %.3f of the bound, %d nodes%n",
          took,
          Bound.infrastructure(LatencyProfile.standard().medians()).ratio(took),
          plane.at(place + "/resources").size());
      for (JsonNode condition : plane.at(place).get("conditions")) {
        if (condition.get("type").asString().equals("CertificateReady")) {
          continue; // it comes later
        }
        assertThat(condition.get("status").asString()).as(condition.toString()).isEqualTo("True");
      }
      String service = plane.service(place);
      plane.untilState(service, "running");
      plane
          .client
          .patch(service, "{'ipAccessList':{'add':[{'source':'0.0.0.0/0','description':'all'}]}}")
          .result();
      String host = plane.at(service).at("/endpoints/0/host").asString();
      plane.until(() -> plane.aws.connect(host, 8443, OUTSIDE) instanceof Connection.Open, service);
      assertThat(plane.at(place + "/plan").get("changes")).isEmpty();

      plane.client.patch(service + "/state", "{'command':'stop'}").result();
      plane.untilState(service, "stopped");
      plane.client.delete(service).result();
      plane.until(() -> plane.client.get(service).status() == 404, service);
      plane.client.delete(place + "?data=delete").result();
      plane.untilPhase(place, "deleted");
      assertThat(
              plane.aws.live(SimulatedPlane.CUSTOMER).stream()
                  .filter(one -> one.tags().containsKey(AwsSession.OWNER_TAG)))
          .isEmpty();
    }
  }
}
