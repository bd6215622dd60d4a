package io.freehold.kubernetes.service;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.platform.NetworkRules;
import io.freehold.kubernetes.platform.NetworkRules.Peer;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who in the cluster reaches a service's pods: those of its own namespace, and of others the
 * gateway, the operator and Prometheus, each on its ports alone; and what sends logs, where the
 * service was chosen to keep them. What is not named here is refused: the ports between servers and
 * within Keeper are nobody's outside of the namespace. The kubelet's probes always get through (<a
 * href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">source</a>).
 */
final class PodFences {
  /**
   * The operator asks every server how it is (<a
   * href="https://github.com/ClickHouse/clickhouse-operator/blob/v0.0.2/internal/controller/clickhouse/constants.go">source</a>).
   */
  private static final int MANAGEMENT = 9001;

  /** Here it asks Keeper, which also serves its clients, the servers, on it. */
  private static final int KEEPER = 2281;

  private static final int METRICS = 9363;

  private PodFences() {}

  /**
   * Adds them.
   *
   * @return the namespace, once they stand
   */
  static <C> Ref<KubernetesKind.Observed> add(
      Section<C, KubernetesSession> cluster,
      Ref<KubernetesKind.Observed> namespace,
      ServiceDeployment service) {
    var own =
        cluster.add(
            "network",
            KubernetesKinds.NETWORK_POLICY,
            namespace,
            in ->
                NetworkRules.letIn(
                    in.name(),
                    "own-pods",
                    Map.of(),
                    List.of(NetworkRules.from(List.of(Peer.OF_SAME_NAMESPACE)))));
    var servers =
        cluster.add(
            "network-servers",
            KubernetesKinds.NETWORK_POLICY,
            namespace,
            in ->
                NetworkRules.letIn(
                    in.name(), "servers", ClickHouse.serverLabels(service), toServers(service)));
    var keeper =
        cluster.add(
            "network-keeper",
            KubernetesKinds.NETWORK_POLICY,
            namespace,
            in ->
                NetworkRules.letIn(
                    in.name(),
                    "keeper",
                    ClickHouse.labels(service, ClickHouse.KEEPER),
                    List.of(NetworkRules.from(List.of(Peer.OPERATOR), KEEPER))));
    return namespace.after(own).after(servers).after(keeper);
  }

  private static List<Map<String, Object>> toServers(ServiceDeployment service) {
    List<Map<String, Object>> rules =
        new ArrayList<>(
            List.of(
                NetworkRules.from(
                    List.of(Peer.of(Platform.INGRESS_NAMESPACE, Platform.INGRESS_SELECTOR)),
                    ServiceCertificates.HTTPS,
                    ServiceCertificates.NATIVE_TLS),
                NetworkRules.from(List.of(Peer.OPERATOR), MANAGEMENT),
                NetworkRules.from(List.of(Peer.PROMETHEUS), METRICS)));
    if (service.logRetentionDays().isPresent()) {
      rules.add(LogTable.wayIn());
    }
    return rules;
  }
}
