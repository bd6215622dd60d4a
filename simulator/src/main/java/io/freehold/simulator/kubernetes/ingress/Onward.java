package io.freehold.simulator.kubernetes.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way from the gateway to the pods behind a name: by the VirtualServices of the cluster, and by
 * what its network lets through. A name without pods, as that of a service that is stopped, is not
 * refused here.
 */
record Onward(SimulatedCluster cluster) {
  private static final String ROUTES = "virtualservices.networking.istio.io";
  private static final String SLICES = "endpointslices.discovery.k8s.io";

  /** One of the gateway's pods has to reach one of the name's: that one is then sent to. */
  Optional<String> refusal(List<ObjectNode> from, String serverName, int port) {
    PodNetwork network = new PodNetwork(cluster);
    Optional<String> refusal = Optional.empty();
    for (JsonNode destination : destinations(serverName, port)) {
      int onward = destination.at("/port/number").asInt();
      for (ObjectNode pod : pods(destination.path("host").asText())) {
        for (ObjectNode gateway : from) {
          refusal = network.refusal(gateway, pod, onward);
          if (refusal.isEmpty()) {
            return refusal;
          }
        }
      }
    }
    return refusal;
  }

  private List<JsonNode> destinations(String serverName, int port) {
    List<JsonNode> all = new ArrayList<>();
    for (ObjectNode route : ClusterObjects.everywhere(cluster, ROUTES)) {
      JsonNode spec = route.path("spec");
      if (JsonList.any(spec.path("hosts"), host -> host.asText().equals(serverName))) {
        Stream.of("http", "tcp")
            .forEach(protocol -> {
              for (JsonNode rule : spec.path(protocol)) {
                if (JsonList.any(rule.path("match"), one -> one.path("port").asInt() == port)) {
                  rule.path("route").forEach(to -> all.add(to.path("destination")));
                }
              }
            });
      }
    }
    return all;
  }

  /**
   * @param host {@code <service>.<namespace>.svc.cluster.local}
   */
  private List<ObjectNode> pods(String host) {
    String[] parts = host.split("\\.");
    List<ObjectNode> pods = new ArrayList<>();
    cluster
        .object(SLICES, parts[1], parts[0])
        .ifPresent(slice -> {
          for (JsonNode endpoint : slice.path("endpoints")) {
            cluster
                .object("pods", parts[1], endpoint.at("/targetRef/name").asText())
                .ifPresent(pods::add);
          }
        });
    return pods;
  }
}
