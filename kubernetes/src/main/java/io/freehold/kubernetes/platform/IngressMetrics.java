package io.freehold.kubernetes.platform;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Has Prometheus measure the gateway, through which every client of every service comes: by it one
 * knows which services are used.
 */
public final class IngressMetrics {
  /** How often Prometheus looks at what Freehold has it measure. */
  public static final String INTERVAL = "30s";

  private static final String NAME = "istio-ingressgateway";

  /** How Prometheus calls the measuring of the gateway: by namespace and monitor. */
  public static final String JOB = Platform.INGRESS_NAMESPACE + "/" + NAME;

  private IngressMetrics() {}

  /**
   * Adds it. Istio gives the gateway's pods the port when it makes them (<a
   * href="https://istio.io/latest/docs/ops/integrations/prometheus/">source</a>).
   *
   * @param measuring present once the cluster knows the kind
   * @param gateway present once its pods are
   */
  static <C> void add(Section<C, KubernetesSession> cluster, Ref<?> measuring, Ref<?> gateway) {
    cluster.add(
        "ingress-metrics",
        ChartKinds.POD_MONITOR,
        measuring,
        gateway,
        (by, pods) ->
            Manifest.of(
                Platform.INGRESS_NAMESPACE,
                NAME,
                Map.of(
                    "spec",
                    Map.of(
                        "selector",
                        Map.of("matchLabels", Platform.INGRESS_SELECTOR),
                        "podMetricsEndpoints",
                        List.of(
                            Map.of(
                                "port",
                                "http-envoy-prom",
                                "path",
                                "/stats/prometheus",
                                "interval",
                                INTERVAL))))));
  }
}
