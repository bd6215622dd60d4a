package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.session.AwsSession;
import io.freehold.kubernetes.platform.Certificates;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.loadbalancing.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The main job through the real control plane: REST, PostgreSQL, queue, and AWS's own clients. */
class ProvisioningTest {
  private static final String OUTSIDE = "203.0.113.7";
  private static final String INSIDE = "10.0.0.9";
  private static final LatencyProfile PROFILE = LatencyProfile.standard().medians();

  private final SimulatedPlane plane = SimulatedPlane.start("provisioning");
  private final TestClient client = plane.client;
  private String place;
  private String service;

  @AfterEach
  void stop() throws Exception {
    plane.close();
  }

  @Test
  void anEmptyAccountBecomesAServiceCloseToTheBoundAndGoesDownToNothing() {
    Instant start = plane.clock.instant();
    place = plane.infrastructure();
    until(() -> phase().equals("ready"));
    Instant ready = plane.clock.instant();
    service = plane.service(place);
    String host = plane.at(service).at("/endpoints/0/host").asString();
    assertThat(state()).isEqualTo("provisioning");
    report("infrastructure ready", Bound.infrastructure(PROFILE), Duration.between(start, ready));
    assertThat(plane.aws.callLog().throttled()).isZero();

    until(() -> state().equals("running"));
    report(
        "service running",
        Bound.service(PROFILE, Duration.between(ready, certified())),
        Duration.between(ready, plane.clock.instant()));

    isReachedPubliclyAndPrivately(host);
    isScaledStoppedAndStarted();
    goesDownToNothing();
  }

  private Instant certified() {
    return plane
        .cluster()
        .orElseThrow()
        .issued(Platform.INGRESS_NAMESPACE, Certificates.NAME)
        .orElseThrow();
  }

  private static void report(String what, Bound bound, Duration took) {
    double ratio = bound.ratio(took);
    System.out.printf("%s after %s: %.3f of the bound%n", what, took, ratio);
    assertThat(ratio).as(what).isLessThan(1.05);
  }

  private void isReachedPubliclyAndPrivately(String host) {
    assertThat(plane.aws.connect(host, 8443, OUTSIDE)).isInstanceOf(Connection.Open.class);
    assertThat(plane.aws.connect(host, 9440, OUTSIDE)).isInstanceOf(Connection.Open.class);
    assertThat(plane.aws.connect(host, 8123, OUTSIDE)).isInstanceOf(Connection.Refused.class);
    String privateHost = host.replaceFirst("\\.", "-private.");

    client.patch(place + "/loadBalancers", "{'private':true}").result();
    // Until it has a record of its own, the wildcard leads to the public load balancer.
    until(() ->
        plane.aws.connect(privateHost, 8443, INSIDE) instanceof Connection.Open open
            && open.balancerArn().contains("-private/"));
    assertThat(plane.aws.connect(privateHost, 8443, OUTSIDE))
        .isInstanceOf(Connection.Refused.class);
    until(() -> phase().equals("ready") && state().equals("running"));
  }

  private void isScaledStoppedAndStarted() {
    client.patch(service + "/replicaScaling", "{'numReplicas':2}").result();
    until(() -> !state().equals("running"));
    assertThat(state()).isEqualTo("partially_running");
    until(() -> state().equals("running"));
    for (String command : List.of("stop", "start", "stop")) {
      client.patch(service + "/state", "{'command':'%s'}".formatted(command)).result();
      until(() -> state().equals(command.equals("stop") ? "stopped" : "running"));
    }
  }

  private void goesDownToNothing() {
    assertThat(client.delete(place).code()).isEqualTo("services-exist");
    client.delete(service);
    until(() -> client.get(service).status() == 404);
    client.delete(place + "?data=delete");
    until(() -> phase().equals("deleted"));
    List<LiveResource> left =
        plane.aws.live(SimulatedPlane.CUSTOMER).stream()
            .filter(one -> one.tags().containsKey(AwsSession.OWNER_TAG))
            .toList();
    assertThat(left).isEmpty();
  }

  private void until(BooleanSupplier reached) {
    plane.until(reached, place, service);
  }

  private String phase() {
    return plane.at(place).get("phase").asString();
  }

  private String state() {
    return plane.at(service).get("state").asString();
  }
}
