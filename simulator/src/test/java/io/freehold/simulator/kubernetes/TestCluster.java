package io.freehold.simulator.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.time.Duration;
import java.time.Instant;

/** One simulated cluster under virtual time, with a client. */
record TestCluster(
    VirtualClock clock,
    SimulatedKubernetes kubernetes,
    StandaloneEnvironment environment,
    SimulatedCluster cluster,
    KubernetesClient client)
    implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  /** Three nodes that are ready from the start. */
  static TestCluster start() {
    return start(new StandaloneEnvironment().withReadyNodes(3, "amd64", START));
  }

  static TestCluster start(StandaloneEnvironment environment) {
    VirtualClock clock = new VirtualClock(START);
    SimulatedKubernetes kubernetes =
        new SimulatedKubernetes(clock, LatencyProfile.standard().medians(), 1);
    SimulatedCluster cluster = kubernetes.createCluster("test", environment);
    return new TestCluster(clock, kubernetes, environment, cluster, clientOf(cluster));
  }

  static KubernetesClient clientOf(SimulatedCluster cluster) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(cluster.endpoint().toString())
            .withOauthToken(StandaloneEnvironment.TOKEN)
            .withRequestRetryBackoffLimit(0)
            .withNamespace("default")
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  @Override
  public void close() {
    client.close();
    kubernetes.close();
  }
}
