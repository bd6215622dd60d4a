package io.freehold.app.demo;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.model.latency.Bound;
import io.freehold.protocol.IpAccess;
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
  private @Nullable Duration untilReady;
  private @Nullable Map<String, Long> resources;
  private DemoReport.@Nullable Service service;
  private @Nullable Integer leftovers;

  Measurements(DemoStage stage) {
    this.stage = stage;
  }

  /** The infrastructure is ready: since when, its condition tells. */
  void ready(Api api, Infrastructure infrastructure)
      throws IOException, InterruptedException, ApiRefusal {
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

  /**
   * The service runs.
   *
   * @param infrastructure where, by its short name
   * @param asked when it was asked for
   * @param after how long that took
   */
  void running(Service running, String infrastructure, Instant asked, Duration after) {
    Bound bound = stage.serviceBound(infrastructure, asked);
    service =
        new DemoReport.Service(
            running.state(),
            running.endpoints().stream()
                .filter(one -> one.protocol().equals("https"))
                .map(one -> "https://" + one.host() + ":" + one.port())
                .findFirst()
                .orElse(""),
            running.ipAccessList().stream().map(IpAccess::source).toList(),
            running.conditions().stream()
                .filter(
                    one -> one.type().equals("AccessRestricted") && one.status().equals("False"))
                .findFirst()
                .map(one -> one.reason() + ": " + one.message())
                .orElse(null),
            running.conditions().stream()
                .filter(one -> one.type().equals("CertificateReady"))
                .findFirst()
                .map(one -> one.reason() + ": " + one.message())
                .orElse("not known yet"),
            DemoReport.seconds(after),
            DemoReport.seconds(bound.duration()),
            DemoReport.rounded(bound.ratio(after)));
  }

  /** Everything is to be deleted, or is said to be: AWS itself tells what there is. */
  void deleted() {
    leftovers = stage.ours().size();
  }

  /**
   * What is known by now.
   *
   * @param failure why there is no more; null where all was reached
   */
  DemoReport report(DemoReport.@Nullable Failure failure, @Nullable Long seed, Duration wall) {
    Bound bound = stage.infrastructureBound();
    return new DemoReport(
        failure,
        seed,
        untilReady == null ? null : DemoReport.seconds(untilReady),
        DemoReport.seconds(bound.duration()),
        untilReady == null ? null : DemoReport.rounded(bound.ratio(untilReady)),
        stage.aws().callLog().throttled(),
        leftovers,
        DemoReport.seconds(wall),
        service,
        stage.aws().callLog().byAction(),
        resources);
  }
}
