package io.freehold.kubernetes.platform;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.platform.NetworkRules.Peer;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Closes the gateway: what no policy allows is refused, whether or not there is a service of that
 * name. Every service adds a policy of its own that opens its names to whom it lets in.
 */
public final class IngressGuard {
  /** Where Envoy tells Prometheus what it has forwarded. */
  private static final int METRICS = 15090;

  private IngressGuard() {}

  /**
   * Adds it.
   *
   * @param checking present once the cluster knows the kind, and what checks its objects answers
   * @param namespace the gateway's
   * @param networks from whose addresses the load balancers speak: those of the VPC
   * @param ports on which they do, and look whether it is there
   * @return present once the gateway is closed
   */
  static <C> Ref<?> add(
      Section<C, KubernetesSession> cluster,
      Ref<?> checking,
      Ref<?> namespace,
      List<String> networks,
      List<Integer> ports) {
    var closed =
        cluster.add(
            "access-baseline",
            KubernetesKinds.AUTHORIZATION_POLICY,
            checking,
            namespace,
            (by, in) -> allowing("deny-by-default", List.of()));
    var reached =
        cluster.add(
            "network-ingress",
            KubernetesKinds.NETWORK_POLICY,
            namespace,
            in -> reached(networks, ports));
    return closed.after(reached);
  }

  /**
   * A policy for the gateway that allows what its rules say. Istio refuses whatever no such policy
   * allows as soon as there is one, be it one without a rule (<a
   * href="https://istio.io/latest/docs/reference/config/security/authorization-policy/">source</a>).
   */
  public static Manifest allowing(String name, List<Map<String, Object>> rules) {
    return Manifest.of(
        Platform.INGRESS_NAMESPACE,
        name,
        Map.of(
            "spec",
            Map.of(
                "selector",
                Map.of("matchLabels", Platform.INGRESS_SELECTOR),
                "action",
                "ALLOW",
                "rules",
                rules)));
  }

  /** A load balancer speaks from an address of its own, which is one of its subnet. */
  private static Manifest reached(List<String> networks, List<Integer> ports) {
    return NetworkRules.letIn(
        Platform.INGRESS_NAMESPACE,
        "gateway",
        Platform.INGRESS_SELECTOR,
        List.of(
            NetworkRules.from(
                networks.stream().map(Peer::range).toList(),
                ports.stream().mapToInt(Integer::intValue).toArray()),
            NetworkRules.from(List.of(Peer.PROMETHEUS), METRICS)));
  }
}
