package io.freehold.kubernetes.service;

import io.freehold.kubernetes.platform.IngressMetrics;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Has Prometheus measure the servers. They listen for it on a port that the operator gives them,
 * and that no gateway leads to.
 */
final class ServiceMetrics {
  /** Also of the monitor: Prometheus calls what it measures by namespace and monitor. */
  private static final String NAME = "clickhouse";

  /** As the operator calls the servers' port 9363. */
  private static final String PORT = "prometheus";

  private ServiceMetrics() {}

  /** How Prometheus calls the measuring of a service's servers. */
  static String job(String namespace) {
    return namespace + "/" + NAME;
  }

  static Manifest monitor(String namespace, ServiceDeployment service) {
    return Manifest.of(
        namespace,
        NAME,
        Map.of(
            "spec",
            Map.of(
                "selector",
                Map.of("matchLabels", ClickHouse.serverLabels(service)),
                "podMetricsEndpoints",
                List.of(Map.of("port", PORT, "interval", IngressMetrics.INTERVAL)))));
  }
}
