package io.freehold.simulator.kubernetes.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.model.network.Cidr;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.store.Selector;
import java.util.List;
import java.util.Optional;

/**
 * Which connections to pods the cluster's network policies let through, as Kubernetes means them: a
 * pod for which there is none takes all, any other what one of its policies lets in. A field that
 * it does not know fails loudly. Whether a pod listens is not asked.
 */
public record PodNetwork(SimulatedCluster cluster) {
  private static final String POLICIES = "networkpolicies.networking.k8s.io";

  /**
   * The pods that have those labels.
   *
   * @param labels a label selector as a query has it; empty for all of the namespace
   */
  public List<ObjectNode> pods(String namespace, String labels) {
    return ClusterObjects.in(cluster, "pods", namespace).stream()
        .filter(Selector.of(labels, ""))
        .toList();
  }

  /** Why a pod does not reach another on that TCP port; empty where it does. */
  public Optional<String> refusal(JsonNode from, JsonNode to, int port) {
    String address = from.at("/status/podIP").asText();
    return refusal(
        peer -> peer.has("ipBlock") ? isIn(peer, address) : isMeant(peer, from, to), to, port);
  }

  /** Why nothing at that address, which is no pod's, reaches a pod; empty where it does. */
  public Optional<String> refusal(String address, JsonNode to, int port) {
    return refusal(peer -> peer.has("ipBlock") && isIn(peer, address), to, port);
  }

  private Optional<String> refusal(JsonList.Test comesFrom, JsonNode to, int port) {
    List<ObjectNode> policies =
        ClusterObjects.in(cluster, POLICIES, namespaceOf(to)).stream()
            .filter(policy -> isFor(policy, to))
            .toList();
    boolean letIn =
        policies.isEmpty()
            || policies.stream()
                .anyMatch(policy ->
                    JsonList.any(
                        policy.at("/spec/ingress"), rule -> letsIn(rule, comesFrom, port)));
    return letIn
        ? Optional.empty()
        : Optional.of(
            "no network policy of %s lets it in to %s on port %d"
                .formatted(namespaceOf(to), to.at("/metadata/name").asText(), port));
  }

  private static boolean isFor(JsonNode policy, JsonNode pod) {
    JsonNode spec = policy.path("spec");
    JsonList.known(spec, "podSelector", "policyTypes", "ingress");
    return Selector.ofObject(spec.path("podSelector")).test(pod)
        && JsonList.any(spec.path("policyTypes"), type -> type.asText().equals("Ingress"));
  }

  private static boolean letsIn(JsonNode rule, JsonList.Test comesFrom, int port) {
    JsonList.known(rule, "from", "ports");
    return (rule.path("from").isEmpty() || JsonList.any(rule.path("from"), comesFrom))
        && (rule.path("ports").isEmpty() || JsonList.any(rule.path("ports"), one -> is(one, port)));
  }

  private static boolean is(JsonNode one, int port) {
    JsonList.known(one, "protocol", "port");
    return one.path("protocol").asText("TCP").equals("TCP")
        && (!one.has("port") || one.path("port").asInt() == port);
  }

  private static boolean isIn(JsonNode peer, String address) {
    JsonList.known(peer, "ipBlock");
    JsonList.known(peer.path("ipBlock"), "cidr");
    return Cidr.parse(peer.at("/ipBlock/cidr").asText()).contains(Cidr.parse(address + "/32"));
  }

  private boolean isMeant(JsonNode peer, JsonNode from, JsonNode to) {
    JsonList.known(peer, "namespaceSelector", "podSelector");
    boolean namespace =
        peer.has("namespaceSelector")
            ? cluster
                .object("namespaces", "", namespaceOf(from))
                .filter(Selector.ofObject(peer.path("namespaceSelector")))
                .isPresent()
            : namespaceOf(from).equals(namespaceOf(to));
    return namespace
        && (!peer.has("podSelector") || Selector.ofObject(peer.path("podSelector")).test(from));
  }

  private static String namespaceOf(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }
}
