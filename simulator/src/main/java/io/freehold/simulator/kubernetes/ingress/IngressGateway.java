package io.freehold.simulator.kubernetes.ingress;

import static io.freehold.simulator.kubernetes.ingress.JsonList.all;
import static io.freehold.simulator.kubernetes.ingress.JsonList.any;
import static io.freehold.simulator.kubernetes.ingress.JsonList.known;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.model.network.Cidr;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Istio's gateway does with a TLS connection: by the Gateways of the cluster, by the
 * authorization policies for its pods, and by where its routes lead. What a policy denies is
 * refused; so is, where any policy allows something, what none allows. A field that it does not
 * know fails loudly.
 *
 * @param namespace of the gateway's pods
 * @param labels of the gateway's pods
 */
public record IngressGateway(
    SimulatedCluster cluster, String namespace, Map<String, String> labels) {
  private static final String GATEWAYS = "gateways.networking.istio.io";
  private static final String POLICIES = "authorizationpolicies.security.istio.io";

  /** As Freehold puts it into its clusters. */
  public static IngressGateway of(SimulatedCluster cluster) {
    return new IngressGateway(cluster, "istio-ingress", Map.of("istio", "ingressgateway"));
  }

  private record Asked(String serverName, Cidr client) {}

  /**
   * Why a connection is turned away; empty where it is let through.
   *
   * @param serverName of the TLS handshake
   * @param client the IPv4 address that the proxy protocol tells
   */
  public Optional<String> refusal(String serverName, int port, String client) {
    Optional<JsonNode> server =
        ClusterObjects.everywhere(cluster, GATEWAYS).stream()
            .flatMap(gateway -> server(gateway, serverName, port))
            .findFirst();
    if (server.isEmpty()) {
      return Optional.of("no gateway serves " + serverName + " on port " + port);
    }
    // Where its pods are, wherever the Gateway itself is.
    String secret = server.get().at("/tls/credentialName").asText();
    if (cluster.object("secrets", namespace, secret).isEmpty()) {
      return Optional.of("the gateway has no certificate: there is no secret " + secret);
    }
    Asked asked = new Asked(serverName, Cidr.parse(client + "/32"));
    boolean someAllow = false;
    boolean allowed = false;
    for (ObjectNode policy : ClusterObjects.in(cluster, POLICIES, namespace)) {
      JsonNode spec = policy.path("spec");
      known(spec, "selector", "action", "rules");
      if (!selects(spec.path("selector"))) {
        continue;
      }
      boolean matches = any(spec.path("rules"), rule -> matches(rule, asked));
      switch (spec.path("action").asText("ALLOW")) {
        case "DENY" -> {
          if (matches) {
            return Optional.of(
                "policy %s denies %s to %s"
                    .formatted(policy.at("/metadata/name").asText(), serverName, client));
          }
        }
        case "ALLOW" -> {
          someAllow = true;
          allowed |= matches;
        }
        default -> throw new UnsupportedOperationException("action " + spec.path("action"));
      }
    }
    return someAllow && !allowed
        ? Optional.of("no policy allows %s to %s".formatted(serverName, client))
        : new Upstream(cluster, namespace, pods()).refusal(serverName, port);
  }

  private List<ObjectNode> pods() {
    String selector =
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
    return new PodNetwork(cluster).pods(namespace, selector);
  }

  private static Stream<JsonNode> server(JsonNode gateway, String serverName, int port) {
    return StreamSupport.stream(gateway.at("/spec/servers").spliterator(), false)
        .filter(server ->
            server.at("/port/number").asInt() == port
                && any(server.path("hosts"), host -> host.asText().equals(serverName)));
  }

  private boolean selects(JsonNode selector) {
    known(selector, "matchLabels");
    return selector.path("matchLabels").properties().stream()
        .allMatch(one -> one.getValue().asText().equals(labels.get(one.getKey())));
  }

  private static boolean matches(JsonNode rule, Asked asked) {
    known(rule, "from", "when");
    return (!rule.has("from") || any(rule.path("from"), from -> comesFrom(from, asked)))
        && all(rule.path("when"), condition -> holds(condition, asked));
  }

  private static boolean comesFrom(JsonNode from, Asked asked) {
    known(from, "source");
    JsonNode source = from.path("source");
    known(source, "remoteIpBlocks", "notRemoteIpBlocks");
    return (!source.has("remoteIpBlocks") || isIn(source.path("remoteIpBlocks"), asked))
        && (!source.has("notRemoteIpBlocks") || !isIn(source.path("notRemoteIpBlocks"), asked));
  }

  private static boolean isIn(JsonNode blocks, Asked asked) {
    return any(blocks, block -> Cidr.parseAddressOrRange(block.asText()).contains(asked.client));
  }

  private static boolean holds(JsonNode condition, Asked asked) {
    known(condition, "key", "values");
    if (!condition.path("key").asText().equals("connection.sni")) {
      throw new UnsupportedOperationException("condition on " + condition.path("key"));
    }
    return any(condition.path("values"), value -> value.asText().equals(asked.serverName));
  }
}
