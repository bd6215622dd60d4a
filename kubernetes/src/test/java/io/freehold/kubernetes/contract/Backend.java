package io.freehold.kubernetes.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.simulator.charts.StandInCharts;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
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
  /** Makes the custom kinds known, as the platform does. */
  Backend withDefinitions() {
    for (String file :
        List.of(
            "clickhouse-operator-helm/crds/keeperclusters",
            "clickhouse-operator-helm/crds/clickhouseclusters",
            "cert-manager/crds/clusterissuers",
            "cert-manager/crds/certificates",
            "aws-load-balancer-controller/crds/targetgroupbindings",
            "base/crds/gateways",
            "base/crds/virtualservices",
            "base/crds/destinationrules",
            "base/crds/authorizationpolicies")) {
      String definition = StandInCharts.text(file + ".yaml");
      client
          .load(new ByteArrayInputStream(definition.getBytes(StandardCharsets.UTF_8)))
          .serverSideApply();
    }
    return this;
  }

  @Override
  public void close() {
    client.close();
    end.run();
  }
}
