package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import io.freehold.simulator.kubernetes.ingress.PodNetwork;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway and the network let through, by Istio's rules and by Kubernetes'. */
class WayThroughTest {
  private static final String HOST = "a.example.com";
  private static final String CLIENT = "203.0.113.7";

  private TestCluster test;

  @BeforeEach
  void start() {
    test = TestCluster.start();
    apply(Manifests.istio("gateways", "Gateway", "networking"));
    apply(Manifests.istio("authorizationpolicies", "AuthorizationPolicy", "security"));
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: tls, namespace: default}
        type: Opaque
        """);
    apply(
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: g, namespace: default}
        spec:
          servers:
          - hosts: [a.example.com]
            port: {number: 8443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: tls}
        """);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void where_any_policy_allows_something_what_none_allows_is_refused() {
    assertThat(refused(CLIENT)).as("without a policy").isFalse();

    policy("none", "{action: ALLOW, rules: []}");
    assertThat(refused(CLIENT)).as("with one that allows nothing").isTrue();

    policy("office", "{action: ALLOW, rules: [%s]}".formatted(rule("203.0.113.0/24")));
    assertThat(refused(CLIENT)).isFalse();
    assertThat(refused("198.51.100.9")).isTrue();

    policy("home", "{rules: [%s]}".formatted(rule("198.51.100.0/24")));
    assertThat(refused("198.51.100.9")).as("allowed by another; ALLOW is the default").isFalse();

    policy("guest", "{action: DENY, rules: [%s]}".formatted(rule("203.0.113.7")));
    assertThat(refused(CLIENT)).as("a policy that denies comes first").isTrue();
    assertThat(refused("203.0.113.8")).isFalse();
  }

  @Test
  void a_pod_takes_everything_until_there_is_a_policy_for_it_and_then_what_the_policies_let_in() {
    JsonNode a = pod("default", "a", "10.0.0.4");
    JsonNode b = pod("default", "b", "10.0.0.5");
    JsonNode other = pod("kube-system", "a", "10.0.0.6");
    assertThat(reaches(other, b, 9000)).as("without a policy").isTrue();

    network(
        "own", "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}]}]}");
    assertThat(reaches(a, b, 9000)).isTrue();
    assertThat(reaches(other, b, 9000)).isFalse();
    assertThat(reaches(b, other, 9000)).as("a policy is for its own namespace").isTrue();

    network(
        "some",
        """
        {podSelector: {matchLabels: {app: b}}, policyTypes: [Ingress], ingress: [{
          from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}},
                  podSelector: {matchLabels: {app: a}}}],
          ports: [{protocol: TCP, port: 8123}]}]}
        """);
    assertThat(reaches(other, b, 8123)).as("policies add to each other").isTrue();
    assertThat(reaches(other, b, 9000)).isFalse();
    assertThat(reaches(other, a, 8123)).isFalse();
    assertThat(reaches(pod("kube-system", "c", "10.0.0.7"), b, 8123)).isFalse();
    assertThat(new PodNetwork(test.cluster()).refusal("10.0.0.9", b, 8123)).isPresent();

    network(
        "range",
        "{podSelector: {matchLabels: {app: b}}, policyTypes: [Ingress],"
            + " ingress: [{from: [{ipBlock: {cidr: 10.0.0.8/29}}]}]}");
    assertThat(new PodNetwork(test.cluster()).refusal("10.0.0.9", b, 1)).isEmpty();
    assertThat(new PodNetwork(test.cluster()).refusal("10.0.1.9", b, 1)).isPresent();
  }

  /** By a policy: there is nothing behind this gateway. */
  private boolean refused(String client) {
    return new IngressGateway(test.cluster(), "default", Map.of())
        .refusal(HOST, 8443, client)
        .filter(reason -> reason.contains("policy "))
        .isPresent();
  }

  private boolean reaches(JsonNode from, JsonNode to, int port) {
    return new PodNetwork(test.cluster()).refusal(from, to, port).isEmpty();
  }

  private static String rule(String range) {
    return "{from: [{source: {remoteIpBlocks: [%s]}}], when: [{key: connection.sni, values: [%s]}]}"
        .formatted(range, HOST);
  }

  private static JsonNode pod(String namespace, String app, String address) {
    var pod = new ObjectMapper().createObjectNode();
    pod.putObject("metadata")
        .put("namespace", namespace)
        .put("name", app)
        .putObject("labels")
        .put("app", app);
    pod.putObject("status").put("podIP", address);
    return pod;
  }

  private void policy(String name, String spec) {
    apply(
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: %s, namespace: default}
        spec: %s
        """
            .formatted(name, spec));
  }

  private void network(String name, String spec) {
    apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: %s, namespace: default}
        spec: %s
        """
            .formatted(name, spec.strip()));
  }

  private void apply(String yaml) {
    var ignored = Manifests.apply(test.client(), yaml);
  }
}
