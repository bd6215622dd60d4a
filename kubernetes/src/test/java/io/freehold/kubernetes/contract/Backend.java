package io.freehold.kubernetes.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A Kubernetes that the kinds are held against.
 *
 * @param client that of an administrator with everything allowed
 * @param simulated its levers, where it is the simulated one
 * @param end stops it
 */
record Backend(KubernetesClient client, Optional<SimulatedCluster> simulated, Runnable end)
    implements AutoCloseable {
  private static final String FOLDER = "/io/freehold/kubernetes/platform/";

  /** Makes the custom kinds known, as the platform does. */
  Backend withDefinitions() {
    for (String file :
        List.of(
            "clickhouse.com_keeperclusters",
            "clickhouse.com_clickhouseclusters",
            "cert-manager.io_clusterissuers",
            "cert-manager.io_certificates",
            "elbv2.k8s.aws_targetgroupbindings",
            "networking.istio.io_gateways",
            "networking.istio.io_virtualservices",
            "security.istio.io_authorizationpolicies")) {
      try (InputStream definition =
          KubernetesKinds.class.getResourceAsStream(FOLDER + file + ".yaml")) {
        client.load(definition).serverSideApply();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  @Override
  public void close() {
    client.close();
    end.run();
  }
}
