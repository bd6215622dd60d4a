package io.freehold.app.demo;

import io.freehold.app.standin.StandIns;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.session.AwsSession;
import io.freehold.aws.session.RoleSessions;
import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.profile.Connection;
import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.Wiring;
import io.freehold.controlplane.access.RateLimit;
import io.freehold.controlplane.database.DatabaseSettings;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.secret.KeyPair;
import io.freehold.kubernetes.platform.Certificates;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.customer.ExistingVpc;
import io.freehold.simulator.customer.StackDeployment;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.controller.Operators;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A control plane, the AWS that it works on, and an organization with an account there. */
public final class DemoStage implements AutoCloseable {
  /** The customer's AWS account. */
  public static final String ACCOUNT = "111122223333";

  public static final String REGION = "us-east-1";

  private static final String VENDOR = "999988887777";
  private static final int MOST_LOOKS = 60;

  private final LatencyProfile profile;
  private final OptionalLong seed;
  private final SimulatedKubernetes kubernetes;
  private final SimulatedAws aws;
  private final ControlPlane controlPlane;
  private final Connection connection;
  private final Optional<ExistingVpc> customersVpc;

  private DemoStage(
      LatencyProfile profile,
      OptionalLong seed,
      SimulatedKubernetes kubernetes,
      SimulatedAws aws,
      ControlPlane controlPlane,
      Connection connection,
      Optional<ExistingVpc> customersVpc) {
    this.profile = profile;
    this.seed = seed;
    this.kubernetes = kubernetes;
    this.aws = aws;
    this.controlPlane = controlPlane;
    this.connection = connection;
    this.customersVpc = customersVpc;
  }

  /**
   * How to set it up.
   *
   * @param clock of AWS and the control plane: scaled or virtual
   * @param wall of clients
   * @param port on the loopback address; 0 takes any free one
   * @param data where PostgreSQL keeps its data, and the log goes
   * @param seed of how long everything takes; without one everything takes its median
   * @param work how the control plane works by that clock
   * @param pass lets so much of that clock's time pass
   * @param faults what is wrong with the customer's account
   */
  public record Settings(
      Clock clock,
      InstantSource wall,
      int port,
      Path data,
      OptionalLong seed,
      ControlPlaneSettings.Work work,
      Consumer<Duration> pass,
      Set<Fault> faults) {
    public Settings {
      faults = Set.copyOf(faults);
    }
  }

  /** Starts it all, up to an account that is ready to be worked on. */
  public static DemoStage set(Settings settings)
      throws IOException, InterruptedException, ApiRefusal {
    LatencyProfile standard = LatencyProfile.standard();
    LatencyProfile profile = settings.seed().isPresent() ? standard : standard.medians();
    long seed = settings.seed().orElse(1);
    SimulatedKubernetes kubernetes =
        new SimulatedKubernetes(settings.clock(), profile, seed, Operators.BY_DEPLOYMENT);
    try {
      SimulatedAws aws = new SimulatedAws(settings.clock(), profile, seed, kubernetes);
      RoleSessions sessions = new RoleSessions(aws::client, aws.rootOf(VENDOR), settings.clock());
      ControlPlane controlPlane =
          ControlPlane.start(
              ControlPlaneSettings.local(
                      settings.port(), new DatabaseSettings.Embedded(settings.data(), 0))
                  .withLogFile(settings.data().resolve("control-plane.log"))
                  // A virtual day has as many requests as a real one, and takes a minute.
                  .withRateLimit(new RateLimit(1_000_000, Duration.ofSeconds(1)))
                  .withWork(settings.work()),
              Wiring.of(settings.clock(), settings.wall())
                  .with(RoleSessions.class, sessions)
                  .with(Vendor.class, new Vendor(() -> VendorRoles.in(VENDOR), StandIns.charts())));
      try {
        Connection connection = organization(controlPlane);
        onboard(connection, aws, ACCOUNT, settings.pass());
        return new DemoStage(
            profile,
            settings.seed(),
            kubernetes,
            aws,
            controlPlane,
            connection,
            Fault.arrange(settings.faults(), aws));
      } catch (IOException | InterruptedException | ApiRefusal | RuntimeException broken) {
        controlPlane.close();
        throw broken;
      }
    } catch (IOException | InterruptedException | ApiRefusal | RuntimeException broken) {
      kubernetes.close();
      throw broken;
    }
  }

  private static Connection organization(ControlPlane controlPlane)
      throws IOException, InterruptedException, ApiRefusal {
    KeyPair operator = controlPlane.issueOperatorKey("demo");
    try (Api operators =
        Api.ofOperators(controlPlane.url(), operator.keyId(), operator.keySecret())) {
      JsonNode organization =
          operators.post(
              "/organizations",
              Api.JSON
                  .createObjectNode()
                  .put("name", "Demo")
                  .put("adminEmail", "demo@example.com"));
      return new Connection(
          controlPlane.url(),
          organization.at("/organization/id").asString(),
          organization.get("keyId").asString(),
          organization.get("keySecret").asString());
    }
  }

  private static void onboard(
      Connection connection, SimulatedAws aws, String accountId, Consumer<Duration> pass)
      throws IOException, InterruptedException, ApiRefusal {
    try (Api api = new Api(connection)) {
      JsonNode account =
          api.post(
              "/cloudAccounts",
              Api.JSON
                  .createObjectNode()
                  .put("accountId", accountId)
                  .put("regionId", REGION)
                  .put("adminEmail", "demo@example.com"));
      deploy(api, "/cloudAccounts/" + account.get("id").asString(), accountId, aws, pass);
    }
  }

  /** As a customer does it: the template is deployed, and its role reported. */
  private static void deploy(
      Api api, String account, String accountId, SimulatedAws aws, Consumer<Duration> pass)
      throws IOException, InterruptedException, ApiRefusal {
    String template = api.text(account + "/onboarding/cloudformation.yaml");
    Map<String, String> outputs =
        new StackDeployment(aws, accountId, REGION, pass).create("freehold", template, Map.of());
    String role = Objects.requireNonNull(outputs.get("ManagementRoleArn"));
    var _ = api.patch(account, Api.JSON.createObjectNode().put("managementRoleArn", role));
    // A new role can be assumed after some seconds.
    for (int i = 0; i < MOST_LOOKS && !isReady(api, account); i++) {
      pass.accept(Duration.ofSeconds(2));
    }
  }

  private static boolean isReady(Api api, String account)
      throws IOException, InterruptedException, ApiRefusal {
    return api.post(account + "/verify", Api.JSON.createObjectNode())
        .get("state")
        .asString()
        .equals("ready");
  }

  /** How the organization's admin connects. */
  public Connection connection() {
    return connection;
  }

  /** The VPC that the customer has already, where one was asked for. */
  public Optional<ExistingVpc> customersVpc() {
    return customersVpc;
  }

  /**
   * A kubeconfig file for the infrastructure's cluster that is good for as long as the stage
   * stands.
   *
   * @param infrastructure its short name
   * @throws IllegalStateException where its cluster does not answer yet
   */
  public String kubeconfig(String infrastructure) {
    return cluster(ACCOUNT, infrastructure).kubeconfig(aws.eks().standingToken(ACCOUNT));
  }

  /**
   * The organization gets another account.
   *
   * @param pass lets so much time pass
   */
  public void onboard(String accountId, Consumer<Duration> pass)
      throws IOException, InterruptedException, ApiRefusal {
    onboard(connection, aws, accountId, pass);
  }

  /**
   * The cluster of an infrastructure.
   *
   * @param infrastructure its short name
   * @throws IllegalStateException where its cluster does not answer yet
   */
  public SimulatedCluster cluster(String accountId, String infrastructure) {
    String cluster =
        new InfrastructureNames(new ShortName(infrastructure), REGION, NamingScheme.standard())
            .cluster();
    return aws.eks()
        .kubernetes(new Location(accountId, REGION), cluster)
        .orElseThrow(() -> new IllegalStateException(cluster + " does not answer yet"));
  }

  /** The AWS that everything is in. */
  public SimulatedAws aws() {
    return aws;
  }

  /** The control plane itself. */
  public ControlPlane controlPlane() {
    return controlPlane;
  }

  /** The least time to {@code ready}, whoever does it, with what everything really took. */
  Bound infrastructureBound() {
    return seed.isPresent()
        ? Bound.infrastructure(aws.drawn(ACCOUNT, REGION))
        : Bound.infrastructure(profile);
  }

  /**
   * The least time to {@code running}, whoever does it: with what was left of the certificate's
   * when the service was asked for.
   *
   * @param infrastructure its short name
   */
  Bound serviceBound(String infrastructure, Instant asked) {
    Duration certificate =
        cluster(ACCOUNT, infrastructure)
            .issued(Platform.INGRESS_NAMESPACE, Certificates.NAME)
            .map(issued -> Duration.between(asked, issued))
            .orElseThrow(() -> new IllegalStateException("it runs without a certificate"));
    return Bound.service(profile, certificate);
  }

  /** What lives in the customer's account and carries an infrastructure's tag. */
  List<LiveResource> ours() {
    return aws.live(ACCOUNT).stream()
        .filter(one -> one.tags().containsKey(AwsSession.OWNER_TAG))
        .toList();
  }

  @Override
  public void close() throws IOException {
    controlPlane.close();
    kubernetes.close();
  }
}
