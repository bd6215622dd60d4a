package io.freehold.kubernetes.contract;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.time.Instant;
import java.util.Optional;

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
}
