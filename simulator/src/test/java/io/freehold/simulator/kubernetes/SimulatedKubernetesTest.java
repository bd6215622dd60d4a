package io.freehold.simulator.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of Kubernetes, held by the simulated cluster under virtual time. */
class SimulatedKubernetesTest extends KubernetesContract {
  private static TestCluster cluster;

  @BeforeAll
  static void start() {
    cluster = TestCluster.start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  KubernetesClient client() {
    return cluster.client();
  }
}
