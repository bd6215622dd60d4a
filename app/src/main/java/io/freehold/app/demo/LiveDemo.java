package io.freehold.app.demo;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.protocol.infrastructure.Infrastructure;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The main job in scaled time, for people: by the client verbs that they would type themselves. */
public final class LiveDemo {
  private final DemoStage stage;
  private final InstantSource clock;
  private final ToIntFunction<String[]> verbs;
  private final Ready whenReady;

  /** Told that the infrastructure is ready. */
  public interface Ready {
    void of(Infrastructure infrastructure) throws IOException;
  }

  /**
   * @param clock that the stage was set up with
   * @param verbs runs a client verb, and answers with its exit code
   * @param whenReady told before the service is asked for
   */
  public LiveDemo(
      DemoStage stage, InstantSource clock, ToIntFunction<String[]> verbs, Ready whenReady) {
    this.stage = stage;
    this.clock = clock;
    this.verbs = verbs;
    this.whenReady = whenReady;
  }

  /**
   * Up, and down again if {@code teardown}.
   *
   * @param seed as it was set up with
   * @param wall how long it has run by now, by the machine's clock
   * @return what was measured, also where a verb failed, which has said why
   */
  public DemoReport run(boolean teardown, @Nullable Long seed, Supplier<Duration> wall)
      throws InterruptedException {
    Measurements measurements = new Measurements(stage);
    try (Api api = new Api(stage.connection())) {
      // As whoever is careful does. Here it also has the program at its speed: what takes it a
      // moment when it is cold would count as many, in scaled time.
      verb("preflight", "--account", DemoStage.ACCOUNT, "--region", DemoStage.REGION);
      verb(
          "infra",
          "create",
          "--account",
          DemoStage.ACCOUNT,
          "--region",
          DemoStage.REGION,
          "--name",
          "demo",
          "--wait");
      Infrastructure infrastructure = api.get("/byocInfrastructure", Infrastructure[].class)[0];
      measurements.ready(api, infrastructure);
      whenReady.of(infrastructure);
      Instant start = clock.instant();
      verb("service", "create", "--infra", infrastructure.name(), "--name", "demo", "--wait");
      Service service = api.get("/services", Service[].class)[0];
      // By the demo's clock nobody uses it for long: a quarter of an hour is over in no time.
      var _ =
          api.patch(
              "/services/" + service.id() + "/replicaScaling",
              Api.JSON.createObjectNode().put("idleScaling", false));
      measurements.running(
          service, infrastructure.name(), start, Duration.between(start, clock.instant()));
      if (teardown) {
        try {
          verb("service", "delete", "demo", "--data", "delete", "--yes", "--wait");
          verb("infra", "delete", infrastructure.name(), "--data", "delete", "--yes", "--wait");
        } finally {
          measurements.deleted();
        }
      }
      return measurements.report(null, seed, wall.get());
    } catch (DemoFailure | ApiRefusal | IOException why) {
      return measurements.report(DemoReport.Failure.of(why), seed, wall.get());
    }
  }

  private void verb(String... line) throws DemoFailure {
    int code = verbs.applyAsInt(line);
    if (code != 0) {
      throw new DemoFailure(
          code, "freehold %s ended with %d".formatted(String.join(" ", line), code));
    }
  }
}
