package io.freehold.app.demo;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.controlplane.work.VirtualTime;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.protocol.infrastructure.Condition;
import io.freehold.protocol.infrastructure.Infrastructure;
import io.freehold.protocol.service.Service;
import io.freehold.simulator.customer.ExistingVpc;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The main job in virtual time, for programs: the same requests that a client would make, and
 * between them as much time passes as is needed.
 */
public final class VirtualDemo {
  private static final Duration LIMIT = Duration.ofHours(3);
  private static final String INFRASTRUCTURES = "/byocInfrastructure";
  private static final String SERVICES = "/services";

  private final DemoStage stage;
  private final VirtualClock clock;
  private final VirtualTime time;
  private final Consumer<String> progress;

  /** A request that is repeated. */
  private interface Asking {
    boolean holds() throws IOException, InterruptedException, ApiRefusal;
  }

  /**
   * @param stage set up with {@code clock}
   * @param progress told what was reached, a line each
   */
  public VirtualDemo(DemoStage stage, VirtualClock clock, Consumer<String> progress) {
    this.stage = stage;
    this.clock = clock;
    this.time = stage.controlPlane().part(VirtualTime.class);
    this.progress = progress;
  }

  /**
   * Up, and down again if {@code teardown}.
   *
   * @param seed as it was set up with
   * @param wall how long it has run by now, by the machine's clock
   * @return what was measured, also where it did not come to its end
   */
  public DemoReport run(boolean teardown, @Nullable Long seed, Supplier<Duration> wall)
      throws InterruptedException {
    Measurements measurements = new Measurements(stage);
    try (Api api = new Api(stage.connection())) {
      Infrastructure infrastructure = infrastructure(api);
      measurements.ready(api, infrastructure);
      Service service = service(api, infrastructure, measurements);
      if (teardown) {
        try {
          down(api, infrastructure, service);
        } finally {
          measurements.deleted();
        }
      }
      return measurements.report(null, seed, wall.get());
    } catch (DemoFailure | ApiRefusal | IOException why) {
      return measurements.report(DemoReport.Failure.of(why), seed, wall.get());
    }
  }

  private Infrastructure infrastructure(Api api)
      throws IOException, InterruptedException, ApiRefusal, DemoFailure {
    ObjectNode body =
        Api.JSON
            .createObjectNode()
            .put("accountId", DemoStage.ACCOUNT)
            .put("regionId", DemoStage.REGION);
    stage.customersVpc().ifPresent(vpc -> place(body, vpc));
    String path = INFRASTRUCTURES + "/" + api.post(INFRASTRUCTURES, body).get("id").asString();
    progress.accept("infrastructure requested");
    if (!reached(() -> phase(api, path).matches("ready|blocked"))
        || !phase(api, path).equals("ready")) {
      throw failure(api.get(path, Infrastructure.class));
    }
    progress.accept("infrastructure ready");
    return api.get(path, Infrastructure.class);
  }

  private static void place(ObjectNode body, ExistingVpc vpc) {
    body.putObject("network")
        .put("mode", "customer")
        .put("vpcId", vpc.vpcId())
        .set("privateSubnetIds", Api.JSON.valueToTree(vpc.privateSubnetIds()));
  }

  private Service service(Api api, Infrastructure infrastructure, Measurements measurements)
      throws IOException, InterruptedException, ApiRefusal, DemoFailure {
    ObjectNode body =
        Api.JSON
            .createObjectNode()
            .put("name", "demo")
            .put("provider", "aws")
            .put("region", DemoStage.REGION)
            .put("byocId", infrastructure.id())
            .put("minReplicaMemoryGb", 48)
            .put("maxReplicaMemoryGb", 48);
    Instant start = clock.instant();
    String path = SERVICES + "/" + api.post(SERVICES, body).at("/service/id").asString();
    if (!reached(() -> state(api, path).matches("running|failed"))) {
      throw new DemoFailure("the service is still " + state(api, path));
    }
    Duration took = Duration.between(start, clock.instant());
    if (!state(api, path).equals("running")) {
      throw new DemoFailure("the service is " + state(api, path));
    }
    // Its infrastructure tells of the certificate, and looks at it in its own time.
    if (!reached(() -> hasCertificate(api.get(path, Service.class)))) {
      throw new DemoFailure("the service runs, and its certificate is not told of");
    }
    Service service = api.get(path, Service.class);
    measurements.running(service, infrastructure.name(), start, took);
    progress.accept("service running");
    WayIn.go(
        stage.aws(),
        IngressGateway.of(stage.cluster(DemoStage.ACCOUNT, infrastructure.name())),
        service);
    progress.accept("service reached");
    return service;
  }

  private static boolean hasCertificate(Service service) {
    return service.conditions().stream()
        .anyMatch(one -> one.type().equals("CertificateReady") && one.status().equals("True"));
  }

  private void down(Api api, Infrastructure infrastructure, Service service)
      throws IOException, InterruptedException, ApiRefusal, DemoFailure {
    String path = SERVICES + "/" + service.id();
    var _ = api.patch(path + "/state", Api.JSON.createObjectNode().put("command", "stop"));
    if (!reached(() -> state(api, path).equals("stopped"))) {
      throw new DemoFailure("the service is still " + state(api, path) + ", not stopped");
    }
    var _ = api.delete(path + "?data=delete");
    if (!reached(() -> state(api, path).equals("terminated"))) {
      throw new DemoFailure("the service is still " + state(api, path) + ", not gone");
    }
    progress.accept("service deleted");
    String place = INFRASTRUCTURES + "/" + infrastructure.id();
    var _ = api.delete(place + "?data=delete");
    if (!reached(() -> phase(api, place).matches("deleted|delete-blocked"))
        || !phase(api, place).equals("deleted")) {
      throw failure(api.get(place, Infrastructure.class));
    }
    progress.accept("infrastructure deleted");
  }

  private boolean reached(Asking asking) throws IOException, InterruptedException, ApiRefusal {
    // Asked once more outside, where what goes wrong can be thrown.
    return time.runUntil(() -> holdsOrFails(asking), LIMIT) && asking.holds();
  }

  private static boolean holdsOrFails(Asking asking) {
    try {
      return asking.holds();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return true;
    } catch (IOException | ApiRefusal broken) {
      return true;
    }
  }

  private static String phase(Api api, String path)
      throws IOException, InterruptedException, ApiRefusal {
    return api.get(path).get("phase").asString();
  }

  /** What is not found any more is terminated. */
  private static String state(Api api, String path)
      throws IOException, InterruptedException, ApiRefusal {
    try {
      return api.get(path).get("state").asString();
    } catch (ApiRefusal refusal) {
      if (refusal.problem().status() == 404) {
        return "terminated";
      }
      throw refusal;
    }
  }

  private static DemoFailure failure(Infrastructure infrastructure) {
    String conditions =
        infrastructure.conditions().stream()
            .map((Condition one) -> one.reason() + " " + one.message())
            .collect(Collectors.joining("; "));
    return new DemoFailure(
        infrastructure.phase().endsWith("blocked") ? ExitCode.BLOCKED : ExitCode.FAILED,
        "the infrastructure is %s: %s".formatted(infrastructure.phase(), conditions));
  }
}
