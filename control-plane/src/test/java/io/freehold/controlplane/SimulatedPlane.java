package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.RoleSessions;
import io.freehold.controlplane.access.RateLimit;
import io.freehold.controlplane.database.DatabaseSettings;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.controlplane.work.VirtualTime;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.controller.Operators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A control plane of its own over a simulated AWS, in virtual time: REST, PostgreSQL, queue and
 * clouds are real programs. One organization has onboarded one account.
 */
public final class SimulatedPlane implements AutoCloseable {
  public static final String CUSTOMER = "111122223333";
  public static final String VENDOR = "999988887777";

  private static final Duration LIMIT = Duration.ofHours(3);

  public final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  public final SimulatedKubernetes kubernetes;
  public final SimulatedAws aws;
  public ControlPlane controlPlane;
  public TestClient client;
  private final String name;
  private final DatabaseSettings database = TestDatabase.make();
  private volatile Supplier<VendorRoles> vendor = () -> VendorRoles.in(VENDOR);
  private @Nullable SimulatedCluster cluster;
  private TestClient operators;
  private final AtomicInteger services = new AtomicInteger();

  private SimulatedPlane(String name) throws IOException {
    this.name = name;
    LatencyProfile profile = LatencyProfile.standard().medians();
    kubernetes = new SimulatedKubernetes(clock, profile, 1, Operators.BY_DEPLOYMENT);
    kubernetes.onEach(made -> cluster = made);
    aws = new SimulatedAws(clock, profile, 1, kubernetes);
    controlPlane = ControlPlane.start(settings(), wiring());
    KeyPair operator = controlPlane.issueOperatorKey("test " + UUID.randomUUID());
    operators =
        new TestClient(controlPlane.url(), operator.keyId(), operator.keySecret(), "/v1/operator");
    client = operators.newOrganization();
    client.onboard(
        CUSTOMER,
        externalId -> SimulatedCustomer.deploy(aws, CUSTOMER, VENDOR, externalId, clock::advance));
  }

  private ControlPlaneSettings settings() {
    return ControlPlaneSettings.local(0, database)
        .withLogFile(Path.of("target", name + ".log"))
        .withRateLimit(new RateLimit(1_000_000, Duration.ofSeconds(1)))
        .withWork(new ControlPlaneSettings.Work(1, Duration.ofMillis(5), 4));
  }

  private Wiring wiring() {
    return Wiring.of(clock, Clock.systemUTC())
        .with(RoleSessions.class, new RoleSessions(aws::client, aws.rootOf(VENDOR), clock))
        .with(Vendor.class, new Vendor(() -> vendor.get(), TestCharts.STAND_INS));
  }

  /** Ends the control plane and starts another on the same database, with changed settings. */
  public void restart(UnaryOperator<ControlPlaneSettings> settings, UnaryOperator<Wiring> wiring) {
    try {
      controlPlane.close();
      controlPlane = ControlPlane.start(settings.apply(settings()), wiring.apply(wiring()));
      client = client.withUrl(controlPlane.url());
      operators = operators.withUrl(controlPlane.url());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param name of its log under {@code target}
   */
  public static SimulatedPlane start(String name) {
    try {
      return new SimulatedPlane(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of another organization, which has no account yet. */
  public TestClient newOrganization() {
    return operators.newOrganization();
  }

  /** From now on the vendor's own account answers so. */
  public void vendor(Supplier<VendorRoles> answer) {
    vendor = answer;
  }

  /** A client of the operators' API. */
  public TestClient operator() {
    return operators;
  }

  /** The cluster that was made last. */
  public Optional<SimulatedCluster> cluster() {
    return Optional.ofNullable(cluster);
  }

  /** Asks for an infrastructure, and answers its path. */
  public String infrastructure() {
    return "/byocInfrastructure/"
        + client
            .post(
                "/byocInfrastructure",
                "{'accountId':'%s','regionId':'us-east-1'}".formatted(CUSTOMER))
            .result()
            .get("id")
            .asString();
  }

  /**
   * Asks for a small service there, one that never sleeps, as soon as the infrastructure takes any,
   * and answers its path.
   */
  public String service(String infrastructure) {
    until(
        () -> at(infrastructure).get("state").asString().equals("infra-ready"),
        infrastructure,
        infrastructure + "/resources");
    return "/services/"
        + client
            .post(
                "/services",
                """
                {'name':'%s','byocId':'%s','provider':'aws','region':'us-east-1',
                 'minReplicaMemoryGb':48,'maxReplicaMemoryGb':48,'idleScaling':false}
                """
                    .formatted(
                        "service " + services.incrementAndGet(),
                        infrastructure.substring("/byocInfrastructure/".length())))
            .result()
            .at("/service/id")
            .asString();
  }

  /** What is at that path. */
  public JsonNode at(String path) {
    return client.get(path).result();
  }

  /** Lets time pass until it is so; nothing is being worked on then. */
  public void until(BooleanSupplier reached, String... shown) {
    assertThat(controlPlane.part(VirtualTime.class).runUntil(reached, LIMIT))
        .as(() -> {
          StringBuilder text = new StringBuilder();
          for (String path : shown) {
            text.append(client.get(path).text()).append('\n');
          }
          return text.toString();
        })
        .isTrue();
  }

  /** Until an infrastructure is in that phase. */
  public void untilPhase(String infrastructure, String phase) {
    until(
        () -> at(infrastructure).get("phase").asString().equals(phase),
        infrastructure,
        infrastructure + "/resources",
        infrastructure + "/leftovers");
  }

  /** Until a service is in that state. */
  public void untilState(String service, String state) {
    until(() -> at(service).get("state").asString().equals(state), service);
  }

  @Override
  public void close() throws IOException {
    controlPlane.close();
    kubernetes.close();
  }
}
