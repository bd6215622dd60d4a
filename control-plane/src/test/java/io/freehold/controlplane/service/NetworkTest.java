package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.freehold.controlplane.SimulatedPlane;
import io.freehold.simulator.kubernetes.SimulatedCluster;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import io.freehold.simulator.kubernetes.ingress.PodNetwork;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;

/** Which of a service's ports are reached from where, by the network policies of its cluster. */
class NetworkTest {
  private static final String SERVERS = "app.kubernetes.io/component=clickhouse";
  private static final String KEEPERS = "app.kubernetes.io/component=keeper";
  private static final String GATEWAY = "istio=ingressgateway";
  private static final String POLICIES = "networkpolicies.networking.k8s.io";
  private static final String CLIENT = "203.0.113.7";

  private static SimulatedPlane plane;
  private static String service;
  private static String host;
  private static String namespace;
  private static String other;

  @BeforeAll
  static void start() {
    plane = SimulatedPlane.start("network");
    String place = plane.infrastructure();
    service = plane.service(place);
    String second = plane.service(place);
    plane.untilState(service, "running");
    plane.untilState(second, "running");
    host = host(service);
    namespace = firstLabel(host);
    other = firstLabel(host(second));
  }

  @AfterAll
  static void stop() throws Exception {
    plane.close();
  }

  /** Those of servers, of Keeper, and what the operator, measurements and Raft use. */
  @ParameterizedTest
  @ValueSource(
      ints = {8123, 9000, 9001, 9004, 9009, 9363, 2181, 9090, 9123, 9181, 9234, 9440, 8443})
  void no_port_is_reached_from_another_services_pods_or_from_an_address_of_the_vpc(int port) {
    for (JsonNode target : all()) {
      for (String theirs : List.of(SERVERS, KEEPERS)) {
        assertThat(network().refusal(pod(other, theirs), target, port)).isPresent();
      }
      assertThat(network().refusal(pod("cert-manager", ""), target, port)).isPresent();
      assertThat(network().refusal("10.0.17.4", target, port)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8123, 9000, 9001, 9009, 9363, 2181, 2281, 9181, 9234})
  void no_inner_port_is_reached_from_the_internet(int port) {
    assertThat(IngressGateway.of(cluster()).refusal(host, port, CLIENT)).isPresent();
    JsonNode gateway = pod("istio-ingress", GATEWAY);
    assertThat(network().refusal("10.0.17.4", gateway, port)).isPresent();
    assertThat(network().refusal(gateway, pod(namespace, SERVERS), port)).isPresent();
    assertThat(network().refusal(gateway, pod(namespace, KEEPERS), port)).isPresent();
  }

  @Test
  void who_has_to_do_with_a_service_reaches_it() {
    JsonNode server = pod(namespace, SERVERS);
    JsonNode keeper = pod(namespace, KEEPERS);
    for (int port : List.of(8443, 9440)) {
      assertThat(network().refusal(pod("istio-ingress", GATEWAY), server, port)).isEmpty();
    }
    assertThat(network().refusal(server, server, 9009)).isEmpty();
    assertThat(network().refusal(server, keeper, 2281)).isEmpty();
    assertThat(network().refusal(keeper, keeper, 9234)).isEmpty();
    JsonNode operator = pod("clickhouse-operator", "");
    assertThat(network().refusal(operator, server, 9001)).isEmpty();
    assertThat(network().refusal(operator, keeper, 2281)).isEmpty();
    JsonNode prometheus = pod("monitoring", "app.kubernetes.io/name=prometheus");
    assertThat(network().refusal(prometheus, server, 9363)).isEmpty();
    JsonNode gateway = pod("istio-ingress", GATEWAY);
    assertThat(network().refusal(prometheus, gateway, 15090)).isEmpty();
    for (int port : List.of(8443, 9440)) {
      assertThat(network().refusal("10.0.17.4", gateway, port)).isEmpty();
      assertThat(IngressGateway.of(cluster()).refusal(host, port, CLIENT)).isEmpty();
    }
  }

  @Test
  void the_clusters_network_is_told_to_keep_to_policies() {
    EksClient eks =
        plane.aws.client(
            EksClient.class, plane.aws.rootOf(SimulatedPlane.CUSTOMER), Region.US_EAST_1);
    String cluster = eks.listClusters().clusters().getFirst();

    assertThat(
            eks.describeAddon(r -> r.clusterName(cluster).addonName("vpc-cni"))
                .addon()
                .configurationValues())
        .isEqualTo("{\"enableNetworkPolicy\":\"true\"}");
  }

  @Test
  void a_policy_that_somebody_deletes_comes_back() {
    assertThat(cluster().object(POLICIES, namespace, "servers")).isPresent();
    cluster().remove(POLICIES, namespace, "servers");
    assertThat(IngressGateway.of(cluster()).refusal(host, 8443, CLIENT))
        .as("the gateway is then nobody whom a policy lets in")
        .isPresent();

    plane.until(() -> cluster().object(POLICIES, namespace, "servers").isPresent(), service);
    plane.untilState(service, "running");
    assertThat(IngressGateway.of(cluster()).refusal(host, 8443, CLIENT)).isEmpty();
  }

  private static List<JsonNode> all() {
    return List.of(pod(namespace, SERVERS), pod(namespace, KEEPERS));
  }

  private static JsonNode pod(String in, String labels) {
    return network().pods(in, labels).getFirst();
  }

  private static PodNetwork network() {
    return new PodNetwork(cluster());
  }

  private static SimulatedCluster cluster() {
    return plane.cluster().orElseThrow();
  }

  private static String host(String path) {
    return plane.at(path).at("/endpoints/0/host").asString();
  }

  private static String firstLabel(String name) {
    return name.substring(0, name.indexOf('.'));
  }
}
