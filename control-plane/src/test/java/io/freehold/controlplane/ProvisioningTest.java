package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.access.RateLimit;
import io.freehold.controlplane.database.DatabaseSettings;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.work.VirtualTime;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.loadbalancing.Connection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The main job through the real control plane: REST, PostgreSQL, queue, and AWS's own clients. */
class ProvisioningTest {
  private static final String CUSTOMER = "111122223333";
  private static final String VENDOR = "999988887777";
  private static final String OUTSIDE = "203.0.113.7";
  private static final String INSIDE = "10.0.0.9";
  private static final Duration LIMIT = Duration.ofHours(2);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  private final LatencyProfile profile = LatencyProfile.standard().medians();
  private SimulatedKubernetes kubernetes;
  private SimulatedAws aws;
  private ControlPlane controlPlane;
  private TestClient client;
  private String place;
  private String service;

  @BeforeEach
  void start() throws Exception {
    kubernetes = new SimulatedKubernetes(clock, profile, 1);
    aws = new SimulatedAws(clock, profile, 1, kubernetes);
    RoleSessions sessions = new RoleSessions(aws::client, aws.rootOf(VENDOR), clock);
    DatabaseSettings database =
        new DatabaseSettings.Embedded(
            Path.of("target", "provisioning-database").toAbsolutePath(), 0);
    controlPlane =
        ControlPlane.start(
            ControlPlaneSettings.local(0, database)
                .withLogFile(Path.of("target", "provisioning.log"))
                .withRateLimit(new RateLimit(1_000_000, Duration.ofSeconds(1)))
                .withWork(new ControlPlaneSettings.Work(1, Duration.ofMillis(5), 4)),
            Wiring.of(clock, Clock.systemUTC())
                .with(RoleSessions.class, sessions)
                .with(Vendor.class, new Vendor(() -> VendorRoles.in(VENDOR))));
    client = onboarded();
  }

  @AfterEach
  void stop() throws Exception {
    controlPlane.close();
    kubernetes.close();
  }

  private TestClient onboarded() {
    KeyPair operator = controlPlane.issueOperatorKey("test " + UUID.randomUUID());
    TestClient admin =
        new TestClient(controlPlane.url(), operator.keyId(), operator.keySecret(), "/v1/operator")
            .newOrganization();
    admin.onboard(
        CUSTOMER,
        externalId -> SimulatedCustomer.deploy(aws, CUSTOMER, VENDOR, externalId, clock::advance));
    return admin;
  }

  @Test
  void anEmptyAccountBecomesAServiceCloseToTheBoundAndGoesDownToNothing() {
    Instant start = clock.instant();
    String infrastructure =
        client
            .post(
                "/byocInfrastructure",
                "{'accountId':'%s','regionId':'us-east-1'}".formatted(CUSTOMER))
            .result()
            .get("id")
            .asString();
    place = "/byocInfrastructure/" + infrastructure;
    // Before there is anything for it to run in: it waits, and is woken.
    JsonNode made =
        client
            .post(
                "/services",
                """
                {'name':'first','byocId':'%s','provider':'aws','region':'us-east-1',
                 'minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}
                """
                    .formatted(infrastructure))
            .result()
            .get("service");
    service = "/services/" + made.get("id").asString();

    until(() -> phase().equals("ready"));
    Instant ready = clock.instant();
    assertThat(state()).isEqualTo("provisioning");
    report("infrastructure ready", Bound.infrastructure(profile), Duration.between(start, ready));
    assertThat(aws.callLog().throttled()).isZero();

    until(() -> state().equals("running"));
    report("service running", Bound.service(profile), Duration.between(ready, clock.instant()));

    isReachedPubliclyAndPrivately(made.at("/endpoints/0/host").asString());
    isScaledStoppedAndStarted();
    goesDownToNothing();
  }

  private static void report(String what, Bound bound, Duration took) {
    double ratio = bound.ratio(took);
    System.out.printf("%s after %s: %.3f of the bound%n", what, took, ratio);
    assertThat(ratio).as(what).isLessThan(1.05);
  }

  private void isReachedPubliclyAndPrivately(String host) {
    assertThat(aws.connect(host, 8443, OUTSIDE)).isInstanceOf(Connection.Open.class);
    assertThat(aws.connect(host, 9440, OUTSIDE)).isInstanceOf(Connection.Open.class);
    assertThat(aws.connect(host, 8123, OUTSIDE)).isInstanceOf(Connection.Refused.class);
    String privateHost = host.replaceFirst("\\.", "-private.");

    client.patch(place + "/loadBalancers", "{'private':true}").result();
    // Until it has a record of its own, the wildcard leads to the public load balancer.
    until(() ->
        aws.connect(privateHost, 8443, INSIDE) instanceof Connection.Open open
            && open.balancerArn().contains("-private/"));
    assertThat(aws.connect(privateHost, 8443, OUTSIDE)).isInstanceOf(Connection.Refused.class);
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
        aws.live(CUSTOMER).stream()
            .filter(one -> one.tags().containsKey(AwsSession.OWNER_TAG))
            .toList();
    assertThat(left).isEmpty();
  }

  private void until(BooleanSupplier reached) {
    assertThat(controlPlane.part(VirtualTime.class).runUntil(reached, LIMIT))
        .as(() -> client.get(place).text() + client.get(service).text())
        .isTrue();
  }

  private String phase() {
    return client.get(place).result().get("phase").asString();
  }

  private String state() {
    return client.get(service).result().get("state").asString();
  }
}
