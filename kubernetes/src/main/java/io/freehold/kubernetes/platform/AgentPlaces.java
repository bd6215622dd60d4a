package io.freehold.kubernetes.platform;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Where Freehold's own agents are to run, and as whom: by these names EKS gives their pods the
 * roles that the infrastructure has for them. Nothing runs there yet.
 */
final class AgentPlaces {
  private static final String NAMESPACE = "freehold";

  /** The names of the nodes are stored: they never change. */
  private static final List<String> ACCOUNTS = List.of("state-exporter", "clickhouse-scraper");

  private AgentPlaces() {}

  static <C> void add(Section<C, KubernetesSession> cluster, Ref<?> api) {
    var namespace =
        cluster.add(
            "agents-namespace",
            KubernetesKinds.NAMESPACE,
            api,
            any -> Manifest.ofCluster(NAMESPACE, Map.of()));
    for (String account : ACCOUNTS) {
      cluster.add(
          "agents-" + account,
          KubernetesKinds.SERVICE_ACCOUNT,
          namespace,
          in -> Manifest.of(in.name(), account, Map.of()));
    }
  }
}
