package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.policy.ManagementPolicy;
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
import io.freehold.simulator.customer.ManagementRole;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.loadbalancing.Connection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The main job through the real control plane: REST, PostgreSQL, queue, and AWS's own clients. */
class ProvisioningTest {
  private static final String CUSTOMER = "111122223333";
  private static final String VENDOR = "999988887777";
  private static final Duration LIMIT = Duration.ofHours(2);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  private final LatencyProfile profile = LatencyProfile.standard().medians();
  private SimulatedKubernetes kubernetes;
  private SimulatedAws aws;
  private ControlPlane controlPlane;
  private TestClient client;

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
    JsonNode made =
        new TestClient(controlPlane.url(), operator.keyId(), operator.keySecret(), "/v1/operator")
            .post("/organizations", "{'name':'Test','adminEmail':'admin@example.com'}")
            .result();
    TestClient admin =
        new TestClient(
            controlPlane.url(),
            made.get("keyId").asString(),
            made.get("keySecret").asString(),
            "/v1/organizations/" + made.get("organization").get("id").asString());
    JsonNode account =
        admin
            .post(
                "/cloudAccounts",
                "{'accountId':'%s','regionId':'us-east-1','adminEmail':'a@example.com'}"
                    .formatted(CUSTOMER))
            .result();
    admin
        .patch(
            "/cloudAccounts/" + account.get("id").asString(),
            "{'managementRoleArn':'%s'}".formatted(role(account.get("externalId").asString())))
        .result();
    return admin;
  }

  private String role(String externalId) {
    return ManagementRole.create(
        aws, CUSTOMER, VENDOR, externalId, ManagementPolicy.document().json());
  }

  private JsonNode get(String id) {
    return client.get("/byocInfrastructure/" + id).result();
  }

  private boolean is(String id, String phase) {
    return get(id).get("phase").asString().equals(phase);
  }

  @Test
  void anEmptyAccountBecomesReadyCloseToTheBoundAndGoesDownToNothing() {
    String id =
        client
            .post(
                "/byocInfrastructure",
                "{'accountId':'%s','regionId':'us-east-1'}".formatted(CUSTOMER))
            .result()
            .get("id")
            .asString();
    Instant start = clock.instant();
    VirtualTime time = controlPlane.part(VirtualTime.class);

    assertThat(time.runUntil(() -> is(id, "ready"), LIMIT)).as(() -> get(id).toString()).isTrue();
    Duration took = Duration.between(start, clock.instant());
    double ratio = Bound.infrastructure(profile).ratio(took);
    System.out.printf(
        "ready after %s, %.3f of the bound; %d reads, %d writes, %d throttled%n",
        took, ratio, aws.callLog().reads(), aws.callLog().writes(), aws.callLog().throttled());
    assertThat(ratio).isBetween(1.0, 1.05);
    assertThat(aws.callLog().throttled()).isZero();

    aServiceRunsStopsStartsAndGoes(id, time);

    client.delete("/byocInfrastructure/" + id + "?data=delete");
    assertThat(time.runUntil(() -> is(id, "deleted"), LIMIT)).as(() -> get(id).toString()).isTrue();
    List<LiveResource> left =
        aws.live(CUSTOMER).stream()
            .filter(one -> one.tags().containsKey(AwsSession.OWNER_TAG))
            .toList();
    assertThat(left).isEmpty();
  }

  private void aServiceRunsStopsStartsAndGoes(String infrastructure, VirtualTime time) {
    Instant start = clock.instant();
    JsonNode made =
        client
            .post(
                "/services",
                "{'name':'first','byocId':'%s','provider':'aws','region':'us-east-1','minReplicaMemoryGb':48,'maxReplicaMemoryGb':48}"
                    .formatted(infrastructure))
            .result()
            .get("service");
    String service = made.get("id").asString();
    assertThat(time.runUntil(() -> serviceIs(service, "running"), LIMIT))
        .as(() -> service(service).toString())
        .isTrue();
    double ratio = Bound.service(profile).ratio(Duration.between(start, clock.instant()));
    System.out.printf("service running after %.3f of the bound%n", ratio);
    assertThat(ratio).isLessThan(1.10);
    String host = made.at("/endpoints/0/host").asString();
    assertThat(aws.connect(host, 8443, "203.0.113.7")).isInstanceOf(Connection.Open.class);
    assertThat(aws.connect(host, 9440, "203.0.113.7")).isInstanceOf(Connection.Open.class);
    assertThat(aws.connect(host, 8123, "203.0.113.7")).isInstanceOf(Connection.Refused.class);

    client.patch("/services/" + service + "/state", "{'command':'stop'}").result();
    assertThat(time.runUntil(() -> serviceIs(service, "stopped"), LIMIT)).isTrue();
    client.patch("/services/" + service + "/state", "{'command':'start'}").result();
    assertThat(time.runUntil(() -> serviceIs(service, "running"), LIMIT)).isTrue();
    assertThat(client.delete("/byocInfrastructure/" + infrastructure).status()).isEqualTo(409);
    client.patch("/services/" + service + "/state", "{'command':'stop'}").result();
    assertThat(time.runUntil(() -> serviceIs(service, "stopped"), LIMIT)).isTrue();
    client.delete("/services/" + service);
    assertThat(time.runUntil(() -> client.get("/services/" + service).status() == 404, LIMIT))
        .isTrue();
  }

  private JsonNode service(String id) {
    return client.get("/services/" + id).result();
  }

  private boolean serviceIs(String id, String state) {
    return service(id).get("state").asString().equals(state);
  }
}
