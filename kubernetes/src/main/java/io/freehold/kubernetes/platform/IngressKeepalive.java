package io.freehold.kubernetes.platform;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Has the gateway keep connections of clients alive on which nothing is said, as during a long
 * query over HTTP: a network load balancer drops a connection without a packet for 350 seconds, and
 * a keep-alive packet counts (<a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout">source</a>).
 * The load balancer's own limit could be raised, but to 6000 seconds at most. Istio has no setting
 * for connections that come in, so that Envoy's own configuration is added to.
 */
final class IngressKeepalive {
  private static final int SOCKET = 1;
  private static final int KEEPALIVE = 9;
  private static final int TCP = 6;
  private static final int IDLE_SECONDS = 4;
  private static final int INTERVAL_SECONDS = 5;
  private static final int PROBES = 6;

  private IngressKeepalive() {}

  /**
   * Adds it.
   *
   * @param checking present once the cluster knows the kind, and what checks its objects answers
   * @param namespace the gateway's
   */
  static <C> void add(Section<C, KubernetesSession> cluster, Ref<?> checking, Ref<?> namespace) {
    cluster.add(
        "ingress-keepalive",
        ChartKinds.ENVOY_FILTER,
        checking,
        namespace,
        (by, in) ->
            Manifest.of(
                Platform.INGRESS_NAMESPACE,
                "keepalive",
                Map.of(
                    "spec",
                    Map.of(
                        "workloadSelector",
                        Map.of("labels", Platform.INGRESS_SELECTOR),
                        "configPatches",
                        List.of(patch())))));
  }

  /** After two minutes without a packet, every half minute; a client that is gone is noticed. */
  private static Map<String, Object> patch() {
    return Map.of(
        "applyTo",
        "LISTENER",
        "match",
        Map.of("context", "GATEWAY"),
        "patch",
        Map.of(
            "operation",
            "MERGE",
            "value",
            Map.of(
                "socket_options",
                List.of(
                    option(SOCKET, KEEPALIVE, 1),
                    option(TCP, IDLE_SECONDS, 120),
                    option(TCP, INTERVAL_SECONDS, 30),
                    option(TCP, PROBES, 5)))));
  }

  /** By Linux's numbers; what a listening socket has, its connections have. */
  private static Map<String, Object> option(int level, int name, int value) {
    return Map.of("level", level, "name", name, "int_value", value, "state", "STATE_PREBIND");
  }
}
