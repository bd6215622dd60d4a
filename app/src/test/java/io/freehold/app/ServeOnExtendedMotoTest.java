package io.freehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freehold.aws.moto.Inventory;
import io.freehold.aws.moto.MotoServer;
import io.freehold.aws.moto.OpenEnvironment;
import io.freehold.cli.client.Api;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.profile.Connection;
import io.freehold.cli.profile.Profiles;
import io.freehold.controlplane.ControlPlaneSettings.Work;
import io.freehold.kernel.time.ScaledClock;
import io.freehold.kubernetes.catalogue.Component;
import io.freehold.kubernetes.catalogue.ReleaseCatalogue;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.charts.StandInCharts;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.controller.Operators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * {@code serve} on an AWS that we did not write, by way of the command line alone: moto answers for
 * AWS, but for the gaps that {@code gaps.py} fills, and the simulator's Kubernetes API for the
 * cluster, at whose place moto has none.
 */
class ServeOnExtendedMotoTest {
  private static final String ACCOUNT = "111122223333";
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/ClickHouseManagementRole";
  private static final double SPEED = 60;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path folder;

  private final Clock clock = new ScaledClock(Clock.systemUTC(), SPEED);
  private final MotoServer moto = MotoServer.running();
  private final SimulatedKubernetes kubernetes =
      new SimulatedKubernetes(
          clock, LatencyProfile.standard().medians(), 1, Operators.BY_DEPLOYMENT);
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private Terminal vendor;
  private Terminal customer;
  private Thread serving;

  @BeforeEach
  void serve() {
    moto.reset();
    System.setProperty("aws.accessKeyId", "AKIAFREEHOLDTEST0001");
    System.setProperty("aws.secretAccessKey", "x");
    SimulatedCluster cluster =
        kubernetes.createCluster("elsewhere", new OpenEnvironment(clock.instant()));
    vendor = new Terminal(folder);
    customer = new Terminal(folder);
    CommandLine command =
        new CommandLine(
            new ServeCommand(vendor.around(), clock, new Work(SPEED, Duration.ofMillis(50), 4)));
    serving =
        new Thread(
            () ->
                end.complete(
                    command.execute(
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString(),
                        "--charts",
                        charts().toString(),
                        "--aws-endpoint",
                        moto.uri().toString(),
                        "--kubernetes-endpoint",
                        cluster.endpoint().toString(),
                        "--egress-cidrs",
                        "198.51.100.0/24",
                        "--credentials",
                        folder.resolve("operator.json").toString())),
            "serve");
    serving.start();
    await()
        .atMost(LIMIT)
        .until(() -> end.isDone() || vendor.out().contains("Freehold answers at "));
    assertThat(end).as(() -> vendor.out() + vendor.err()).isNotDone();
  }

  /** A folder as a closed network has one, with what stands in for the simulated programs. */
  private Path charts() {
    Path charts = folder.resolve("charts");
    for (Component component : ReleaseCatalogue.newest().components()) {
      component
          .chart()
          .ifPresent(wanted ->
              StandInCharts.find(wanted.name(), wanted.version())
                  .ifPresent(files -> write(charts.resolve(wanted.name()), files)));
    }
    return charts;
  }

  private static void write(Path chart, Map<String, byte[]> files) {
    files.forEach((path, content) -> {
      try {
        Path file = chart.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @AfterEach
  void stop() throws Exception {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    serving.interrupt();
    assertThat(end.get(3, TimeUnit.MINUTES)).as(vendor.err()).isEqualTo(ExitCode.DONE);
    kubernetes.close();
  }

  /** As the vendor does it for a new customer. */
  private void makeOrganization() throws Exception {
    JsonNode key = Api.JSON.readTree(Files.readString(folder.resolve("operator.json")));
    URI url = URI.create(key.get("url").asString());
    try (Api operators =
        Api.ofOperators(url, key.get("keyId").asString(), key.get("keySecret").asString())) {
      JsonNode made =
          operators.post(
              "/organizations",
              Api.JSON.createObjectNode().put("name", "Wired").put("adminEmail", "a@example.com"));
      new Profiles(folder.resolve("profiles"))
          .save(
              Profiles.DEFAULT,
              new Connection(
                  url,
                  made.at("/organization/id").asString(),
                  made.get("keyId").asString(),
                  made.get("keySecret").asString()));
    }
  }

  private void types(String line) {
    assertThat(customer.run(line.split(" ")))
        .as(() -> line + "\n" + customer.out() + customer.err())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void an_infrastructure_comes_up_and_goes_again_and_what_no_emulator_can_tell_is_said_aloud()
      throws Exception {
    assertThat(vendor.err())
        .contains("warning: an emulator at " + moto.uri() + " answers in place of AWS")
        .contains("external ID", "iam:SimulatePrincipalPolicy")
        .contains("warning: every cluster is reached at " + kubernetesAddress());
    makeOrganization();
    moto.session(ROLE, "customer")
        .iam()
        .createRole(r -> r.roleName("ClickHouseManagementRole").assumeRolePolicyDocument("{}"));
    Map<String, Long> before = Inventory.of(moto.session(ROLE, "customer"));

    types("account add --account 111122223333 --region us-east-1 --email a@example.com");
    types("account verify 111122223333 --wait --role " + ROLE);
    types("infra create --account 111122223333 --region us-east-1 --name wired --wait");

    types("preflight wired");
    assertThat(customer.out())
        .containsPattern("warn +role +role-external-id .* nothing that could be tried")
        .containsPattern("warn +permissions +permissions-not-checked")
        .doesNotContainPattern("(?m)^fail ");
    assertThat(Inventory.of(moto.session(ROLE, "customer")))
        .containsEntry("clusters", 1L)
        .containsEntry("node groups", 7L)
        .containsEntry("NAT gateways", 3L);

    types("service create --infra wired --name db --wait");
    types("service get db");
    assertThat(customer.out())
        .containsPattern("https +\\S+\\.aws\\.byoc\\.clickhouse\\.cloud:8443");

    types("service delete db --data delete --yes --wait");
    types("infra delete wired --data delete --yes --wait");
    assertThat(Inventory.of(moto.session(ROLE, "customer"))).isEqualTo(before);
  }

  private String kubernetesAddress() {
    return kubernetes.cluster("elsewhere").endpoint().toString();
  }
}
