package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last stretch, from the gateway to a server, and the authority that both know. */
class UpstreamTest {
  private static final String HOST = "inside.default.svc.cluster.local";
  private static final String TRUSTING = "mode: SIMPLE, credentialName: trust";
  private static final long YEAR = Duration.ofDays(365).toSeconds();

  private final TestCluster test = TestCluster.start();

  @BeforeEach
  void build() {
    apply(Manifests.CERTIFICATES);
    apply(Manifests.CLUSTER_ISSUERS);
    for (String kind : List.of("Gateway", "VirtualService", "DestinationRule")) {
      apply(Manifests.istio(kind.toLowerCase(Locale.ROOT) + "s", kind, "networking"));
    }
    for (String name : List.of("cert-manager", "ingress")) {
      apply(
          """
          apiVersion: v1
          kind: Namespace
          metadata: {name: %s}
          """
              .formatted(name));
    }
    authority("mine");
    certificate("ingress", "trust", "gateway.ingress", "mine");
    certificate("default", "shown", HOST, "mine");
    apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: server, namespace: default, labels: {app: server}}
        spec:
          containers:
          - name: server
            image: server:1
            ports:
            - {name: http-secure, containerPort: 8443}
            - {name: http, containerPort: 8123}
          volumes:
          - {name: clickhouse-server-tls-volume, secret: {secretName: shown}}
        """);
    apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: inside, namespace: default}
        spec:
          selector: {app: server}
          ports:
          - {name: http-secure, port: 8443, targetPort: 8443}
          - {name: http, port: 8123, targetPort: 8123}
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
            tls: {mode: SIMPLE, credentialName: trust}
        """);
    route(8443);
    rule(HOST);
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private void apply(String yaml) {
    var _ = Manifests.apply(test.client(), yaml);
  }

  private void authority(String name) {
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: ClusterIssuer
        metadata: {name: root}
        spec: {selfSigned: {}}
        """);
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: %1$s, namespace: cert-manager}
        spec:
          secretName: %1$s
          isCA: true
          commonName: %1$s
          duration: 87600h
          renewBeforePercentage: 50
          privateKey: {rotationPolicy: Never}
          issuerRef: {kind: ClusterIssuer, name: root}
        """
            .formatted(name));
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: ClusterIssuer
        metadata: {name: %1$s}
        spec: {ca: {secretName: %1$s}}
        """
            .formatted(name));
  }

  private void certificate(String namespace, String name, String dnsName, String issuer) {
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          secretName: %1$s
          dnsNames: [%3$s]
          duration: 2160h
          issuerRef: {kind: ClusterIssuer, name: %4$s}
        """
            .formatted(name, namespace, dnsName, issuer));
  }

  private void route(int port) {
    apply(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: v, namespace: default}
        spec:
          hosts: [a.example.com]
          http:
          - match: [{port: 8443}]
            route: [{destination: {host: %s, port: {number: %d}}}]
        """
            .formatted(HOST, port));
  }

  private void rule(String name) {
    ruleOf(
        "trafficPolicy: {tls: {%s, sni: %2$s, subjectAltNames: [%2$s]}}".formatted(TRUSTING, name));
  }

  private void ruleOf(String spec) {
    apply(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: d, namespace: default}
        spec: {host: %s, %s}
        """
            .formatted(HOST, spec));
  }

  private Optional<String> refusal() {
    return new IngressGateway(test.cluster(), "ingress", Map.of())
        .refusal("a.example.com", 8443, "203.0.113.7");
  }

  private X509Certificate certificateIn(String namespace, String secret, String key)
      throws Exception {
    byte[] pem =
        Base64.getDecoder()
            .decode(
                test.cluster()
                    .object("secrets", namespace, secret)
                    .orElseThrow()
                    .at("/data")
                    .path(key)
                    .asText());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  @Test
  void a_server_is_reached_whose_certificate_is_of_the_authority_that_the_gateway_trusts() {
    test.pass(60);
    assertThat(refusal()).isEmpty();
  }

  @Test
  void a_gateway_that_speaks_without_tls_gets_nowhere() {
    test.pass(60);
    test.cluster().remove("destinationrules.networking.istio.io", "default", "d");
    assertThat(refusal())
        .contains("the gateway speaks without TLS to port 8443, which takes nothing else");
  }

  @Test
  void nor_does_one_that_speaks_tls_to_a_port_without() {
    route(8123);
    test.pass(60);
    assertThat(refusal()).contains("the gateway speaks TLS to port 8123, which knows none");
  }

  @Test
  void the_certificate_of_another_authority_is_not_trusted() {
    authority("theirs");
    certificate("default", "shown", HOST, "theirs");
    test.pass(60);
    assertThat(refusal())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("the gateway does not trust the server"));
  }

  @Test
  void nor_is_one_for_another_name() {
    rule("other.default.svc.cluster.local");
    test.pass(60);
    assertThat(refusal())
        .contains("the server's certificate is not for [other.default.svc.cluster.local]");
  }

  /** It may be what switches the check off. */
  @Test
  void a_rule_of_which_a_part_is_not_known_fails_loudly() {
    test.pass(60);
    ruleOf("trafficPolicy: {tls: {%s, insecureSkipVerify: true}}".formatted(TRUSTING));
    assertNotKnown("insecureSkipVerify");
    ruleOf("trafficPolicy: {tls: {%s}, portLevelSettings: []}".formatted(TRUSTING));
    assertNotKnown("portLevelSettings");
    ruleOf("trafficPolicy: {tls: {%s}}, subsets: []".formatted(TRUSTING));
    assertNotKnown("subsets");
  }

  private void assertNotKnown(String field) {
    assertThatThrownBy(this::refusal)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(field + " is not simulated");
  }

  @Test
  void a_server_without_its_certificate_does_not_start() {
    test.cluster().neverReady("Certificate", "default", "shown");
    test.pass(60);
    assertThat(refusal()).contains("no server is ready behind " + HOST);
    test.cluster().readyAgain("Certificate", "default", "shown");
    test.cluster().catchUp();
    test.pass(60);
    assertThat(refusal()).isEmpty();
  }

  @Test
  void it_is_issued_within_seconds_and_renewed_with_another_key() throws Exception {
    test.pass(2);
    assertThat(test.cluster().object("secrets", "default", "shown")).isEmpty();
    test.pass(2);
    X509Certificate first = certificateIn("default", "shown", "tls.crt");
    assertThat(first.getSubjectAlternativeNames()).containsExactly(List.of(2, HOST));
    assertThat(certificateIn("default", "shown", "ca.crt"))
        .isEqualTo(certificateIn("cert-manager", "mine", "tls.crt"));
    test.pass(Duration.ofDays(61).toSeconds());
    assertThat(certificateIn("default", "shown", "tls.crt").getPublicKey())
        .isNotEqualTo(first.getPublicKey());
    assertThat(refusal()).isEmpty();
  }

  /** So whoever still has the old one is as right as who has the new one. */
  @Test
  void the_old_and_the_new_authority_vouch_for_the_same_certificates() throws Exception {
    test.pass(60);
    X509Certificate old = certificateIn("cert-manager", "mine", "tls.crt");
    X509Certificate before = certificateIn("default", "shown", "tls.crt");
    test.pass(5 * YEAR + 60);
    X509Certificate renewed = certificateIn("cert-manager", "mine", "tls.crt");
    X509Certificate after = certificateIn("default", "shown", "tls.crt");
    assertThat(renewed.getNotAfter()).isAfter(old.getNotAfter());
    assertThat(after).isNotEqualTo(before);
    assertThat(renewed.getPublicKey()).isEqualTo(old.getPublicKey());
    assertThat(renewed.getSubjectX500Principal()).isEqualTo(old.getSubjectX500Principal());
    after.verify(old.getPublicKey());
    before.verify(renewed.getPublicKey());
    assertThat(refusal()).isEmpty();
  }

  @Test
  void an_issuer_without_its_key_says_so() {
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: ClusterIssuer
        metadata: {name: empty}
        spec: {ca: {secretName: nowhere}}
        """);
    test.pass(60);
    assertThat(
            test.cluster()
                .object("clusterissuers.cert-manager.io", "", "empty")
                .orElseThrow()
                .at("/status/conditions/0")
                .toString())
        .contains("ErrGetKeyPair", "secrets \\\"nowhere\\\" not found");
  }
}
