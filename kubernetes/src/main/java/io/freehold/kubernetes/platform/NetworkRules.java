package io.freehold.kubernetes.platform;

import io.freehold.kubernetes.resource.Manifest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Network policies that let in what they name: a pod that one of them is for is reached by nobody
 * else. The policies that are for a pod add to each other.
 */
public final class NetworkRules {
  private NetworkRules() {}

  /**
   * Where a connection may come from.
   *
   * @param form as a policy has it
   */
  public record Peer(Map<String, Object> form) {
    public static final Peer OF_SAME_NAMESPACE = new Peer(Map.of("podSelector", Map.of()));

    /** The ClickHouse operator; nothing else runs in its namespace. */
    public static final Peer OPERATOR = of("clickhouse-operator", Map.of());

    /** Those pods of Prometheus that measure. */
    public static final Peer PROMETHEUS =
        of("monitoring", Map.of("app.kubernetes.io/name", "prometheus"));

    /**
     * Pods of a namespace that have these labels; all of them, where there are none. A namespace's
     * name is a label of it that Kubernetes itself sets.
     */
    public static Peer of(String namespace, Map<String, String> labels) {
      return new Peer(
          Map.of(
              "namespaceSelector",
              Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", namespace)),
              "podSelector",
              selector(labels)));
    }

    /** Addresses, of pods too. */
    static Peer range(String cidr) {
      return new Peer(Map.of("ipBlock", Map.of("cidr", cidr)));
    }
  }

  /** These may come in on these TCP ports; on every port, where none is named. */
  public static Map<String, Object> from(List<Peer> peers, int... ports) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("from", peers.stream().map(Peer::form).toList());
    if (ports.length > 0) {
      rule.put(
          "ports",
          Arrays.stream(ports)
              .<Map<String, Object>>mapToObj(port -> Map.of("protocol", "TCP", "port", port))
              .toList());
    }
    return rule;
  }

  /**
   * A policy for the incoming connections of pods.
   *
   * @param labels of those pods; none means all of the namespace
   * @param rules who may come in
   */
  public static Manifest letIn(
      String namespace, String name, Map<String, String> labels, List<Map<String, Object>> rules) {
    return Manifest.of(
        namespace,
        name,
        Map.of(
            "spec",
            Map.of(
                "podSelector",
                selector(labels),
                "policyTypes",
                List.of("Ingress"),
                "ingress",
                rules)));
  }

  private static Map<String, Object> selector(Map<String, String> labels) {
    return labels.isEmpty() ? Map.of() : Map.of("matchLabels", labels);
  }
}
