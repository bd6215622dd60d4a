package io.freehold.app.demo;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.model.latency.Bound;
import io.freehold.protocol.infrastructure.Condition;
import io.freehold.protocol.infrastructure.Infrastructure;
import io.freehold.protocol.infrastructure.Resource;
import io.freehold.protocol.service.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what a report needs, while it is there. */
final class Measurements {
  private final DemoStage stage;
  private final Api api;
  private Duration untilReady = Duration.ZERO;
  private Duration untilRunning = Duration.ZERO;
  private Map<String, Long> resources = Map.of();
  private String state = "";
  private String endpoint = "";
  private @Nullable Integer leftovers;

  Measurements(DemoStage stage, Api api) {
    this.stage = stage;
    this.api = api;
  }

  /** The infrastructure is ready: since when, its condition tells. */
  void ready(Infrastructure infrastructure) throws IOException, InterruptedException, ApiRefusal {
    Instant since =
        infrastructure.conditions().stream()
            .filter(one -> one.type().equals("Ready"))
            .map(Condition::lastTransitionTime)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    untilReady = Duration.between(Objects.requireNonNull(infrastructure.createdAt()), since);
    Resource[] all =
        api.get("/byocInfrastructure/" + infrastructure.id() + "/resources", Resource[].class);
    resources =
        Arrays.stream(all)
            .collect(Collectors.groupingBy(Resource::kind, TreeMap::new, Collectors.counting()));
  }

  void running(Service service, Duration after) {
    untilRunning = after;
    state = service.state();
    endpoint =
        service.endpoints().stream()
            .filter(one -> one.protocol().equals("https"))
            .map(one -> "https://" + one.host() + ":" + one.port())
            .findFirst()
            .orElse("");
  }

  /** Everything is said to be deleted: AWS itself tells whether that is true. */
  void deleted() {
    leftovers = stage.ours().size();
  }

  DemoReport report(@Nullable Long seed, Duration wall) {
    Bound ready = stage.infrastructureBound();
    Bound running = stage.serviceBound();
    return new DemoReport(
        seed,
        seconds(untilReady),
        seconds(ready.duration()),
        rounded(ready.ratio(untilReady)),
        stage.aws().callLog().throttled(),
        leftovers,
        seconds(wall),
        new DemoReport.Service(
            state,
            endpoint,
            seconds(untilRunning),
            seconds(running.duration()),
            rounded(running.ratio(untilRunning))),
        stage.aws().callLog().byAction(),
        resources);
  }

  private static double seconds(Duration span) {
    return rounded(span.toNanos() / 1e9);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
