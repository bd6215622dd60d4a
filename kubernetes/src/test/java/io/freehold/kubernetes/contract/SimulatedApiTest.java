package io.freehold.kubernetes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the kinds, on the simulated Kubernetes API, over HTTP. */
class SimulatedApiTest extends KindContract {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @Override
  Backend start() {
    SimulatedKubernetes kubernetes =
        new SimulatedKubernetes(new VirtualClock(START), LatencyProfile.standard().medians(), 1);
    SimulatedCluster cluster =
        kubernetes.createCluster(
            "contract", new StandaloneEnvironment().withReadyNodes(3, "arm64", START));
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(cluster.endpoint().toString())
            .withOauthToken(StandaloneEnvironment.TOKEN)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new Backend(
        new KubernetesClientBuilder().withConfig(config).build(),
        Optional.of(cluster),
        kubernetes::close);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void a_creation_whose_answer_is_lost_makes_no_second(Sample sample) {
    Place place = place(sample);
    SimulatedCluster cluster = backend.simulated().orElseThrow();
    var lever = cluster.loseAnswerOf("apply", resource(sample));
    assertThat(catchThrowableOfType(RuntimeException.class, place::create))
        .satisfies(lost -> {
          assertThat(classify(lost).kind()).isEqualTo(Failure.Kind.TRANSIENT);
          assertThat(classify(lost).effect()).isEqualTo(Failure.Effect.UNKNOWN);
        });
    assertThat(lever.fired()).isEqualTo(1);
    Map<String, Object> first = place.withoutStatus();
    assertThat(place.create()).isEqualTo(place.id());
    assertThat(place.withoutStatus()).isEqualTo(first);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void a_creation_whose_request_is_lost_leaves_nothing(Sample sample) {
    Place place = place(sample);
    var lever = backend.simulated().orElseThrow().loseRequestOf("apply", resource(sample));
    assertThat(catchThrowableOfType(RuntimeException.class, place::create)).isNotNull();
    assertThat(lever.fired()).isEqualTo(1);
    assertThat(place.look()).isInstanceOf(Observation.Absent.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void every_refusal_is_classified(Sample sample) {
    Map<Integer, Failure.Kind> kinds =
        Map.of(
            401, Failure.Kind.DEPENDENCY,
            403, Failure.Kind.PERMISSION,
            409, Failure.Kind.CONFLICT,
            429, Failure.Kind.THROTTLED,
            500, Failure.Kind.TRANSIENT,
            503, Failure.Kind.TRANSIENT);
    kinds.forEach((code, kind) -> {
      Place place = place(sample);
      var ignored = backend.simulated().orElseThrow().failNext("apply", resource(sample), code, 1);
      var thrown = catchThrowableOfType(RuntimeException.class, place::create);
      assertThat(classify(thrown).kind()).as("%d", code).isEqualTo(kind);
    });
  }

  private static String resource(Sample sample) {
    var kind = sample.kind().context();
    return kind.getGroup().isEmpty() ? kind.getPlural() : kind.getPlural() + "." + kind.getGroup();
  }
}
