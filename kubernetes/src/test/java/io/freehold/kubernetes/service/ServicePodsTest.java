package io.freehold.kubernetes.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.SimulatedKubernetes;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which pods a service waits for. */
class ServicePodsTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final String SERVICE = "default";

  /** Neither one that is done and therefore not ready, nor one that waits for a node. */
  @Test
  void pods_of_backups_are_none_of_them() {
    VirtualClock clock = new VirtualClock(START);
    try (SimulatedKubernetes kubernetes =
            new SimulatedKubernetes(clock, LatencyProfile.standard().medians(), 1);
        KubernetesClient client =
            client(
                kubernetes.createCluster(
                    "pods", new StandaloneEnvironment().withReadyNodes(1, "arm64", START)))) {
      client.resource(pod("server", ClickHouse.SERVERS, "replicas", "Always")).create();
      client.resource(pod("keeper", ClickHouse.KEEPER, "keepers", "Always")).create();
      client.resource(pod("backup-waits", Backups.COMPONENT, "none", "Never")).create();
      client.resource(pod("backup-done", Backups.COMPONENT, "", "Never")).create();
      clock.advance(Duration.ofHours(1));
      assertThat(client.pods().inNamespace(SERVICE).withName("backup-done").get().getStatus())
          .extracting("phase")
          .isEqualTo("Succeeded");

      ServicePods seen =
          ServicePods.in(
              new KubernetesSession(Optional.of(client), new Owner("infra"), new Owner(SERVICE)),
              SERVICE);
      assertThat(seen.withoutNode())
          .extracting(ServicePods.WithoutNode::pod)
          .containsExactly("keeper", "server");
      assertThat(seen.starting()).isEmpty();
    }
  }

  private static Pod pod(String name, String component, String pool, String restart) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(SERVICE)
        .withLabels(
            Map.of(ClickHouse.SERVICE_LABEL, SERVICE, ClickHouse.COMPONENT_LABEL, component))
        .endMetadata()
        .withNewSpec()
        .withNodeSelector(pool.isEmpty() ? Map.of() : Map.of(NodePool.LABEL, pool))
        .withRestartPolicy(restart)
        .addNewContainer()
        .withName("it")
        .withImage("example.com/it:1")
        .endContainer()
        .endSpec()
        .build();
  }

  private static KubernetesClient client(SimulatedCluster cluster) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(cluster.endpoint().toString())
            .withOauthToken(StandaloneEnvironment.TOKEN)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
