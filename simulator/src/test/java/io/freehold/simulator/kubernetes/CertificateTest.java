package io.freehold.simulator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.simulator.kubernetes.ingress.IngressGateway;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cert-manager makes of a certificate, and when. */
class CertificateTest {
  private static final String RESOURCE = "certificates.cert-manager.io";
  private static final String LIMIT = "429 urn:ietf:params:acme:error:rateLimited: too many";
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final TestCluster test = TestCluster.start();

  @BeforeEach
  void order() {
    for (String yaml :
        List.of(
            Manifests.CERTIFICATES,
            Manifests.CLUSTER_ISSUERS,
            Manifests.CHALLENGES,
            """
            apiVersion: cert-manager.io/v1
            kind: Certificate
            metadata: {name: c, namespace: default}
            spec:
              secretName: tls
              dnsNames: ["*.example.com"]
              issuerRef: {kind: ClusterIssuer, name: acme}
            """)) {
      Manifests.apply(test.client(), yaml);
    }
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private void issuer() {
    Manifests.apply(
        test.client(),
        """
        apiVersion: cert-manager.io/v1
        kind: ClusterIssuer
        metadata: {name: acme}
        spec:
          acme:
            server: https://acme.example.com/directory
            solvers:
            - dns01: {route53: {region: eu-central-1, hostedZoneID: ZONE}}
        """);
  }

  private ObjectNode certificate() {
    return test.cluster().object(RESOURCE, "default", "c").orElseThrow();
  }

  private String condition(String type) {
    for (JsonNode one : certificate().at("/status/conditions")) {
      if (one.path("type").asText().equals(type)) {
        return one.path("status").asText() + " " + one.path("reason").asText();
      }
    }
    return "none";
  }

  private X509Certificate inSecret() throws CertificateException {
    ObjectNode secret = test.cluster().object("secrets", "default", "tls").orElseThrow();
    assertThat(secret.path("type").asText()).isEqualTo("kubernetes.io/tls");
    byte[] pem = Base64.getDecoder().decode(secret.at("/data/tls.crt").asText());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  @Test
  void it_is_issued_once_its_issuer_is_there_and_its_time_has_passed() throws Exception {
    test.pass(1000);
    assertThat(condition("Ready")).isEqualTo("False DoesNotExist");
    issuer();
    test.pass(99);
    assertThat(condition("Issuing")).isEqualTo("True DoesNotExist");
    test.pass(1);
    assertThat(condition("Ready")).isEqualTo("True Ready");
    assertThat(condition("Issuing")).isEqualTo("none");
    X509Certificate made = inSecret();
    assertThat(made.getSubjectAlternativeNames()).containsExactly(List.of(2, "*.example.com"));
    assertThat(made.getNotAfter().toInstant())
        .isEqualTo(Instant.parse(certificate().at("/status/notAfter").asText()))
        .isEqualTo(TestCluster.START.plusSeconds(1100 + 90 * DAY));
  }

  @Test
  void it_waits_for_an_issuer_that_has_no_account() {
    test.cluster().neverReady("ClusterIssuer", "", "acme");
    issuer();
    test.pass(1000);
    assertThat(condition("Ready")).isEqualTo("False DoesNotExist");
    test.cluster().readyAgain("ClusterIssuer", "", "acme");
    test.cluster().catchUp();
    test.pass(100);
    assertThat(condition("Ready")).isEqualTo("True Ready");
  }

  @Test
  void it_waits_for_the_domain_to_be_delegated_and_a_challenge_says_so() {
    test.environment().delegate(Set.of("OTHER"));
    issuer();
    test.pass(1000);
    assertThat(condition("Ready")).isEqualTo("False DoesNotExist");
    assertThat(challenge())
        .contains("Waiting for DNS-01 challenge propagation")
        .contains("example.com");
    test.environment().delegate(Set.of("ZONE"));
    test.cluster().catchUp();
    test.pass(100);
    assertThat(condition("Ready")).isEqualTo("True Ready");
    assertThat(challenge()).isEmpty();
  }

  private String challenge() {
    return test.cluster()
        .object("challenges.acme.cert-manager.io", "default", "c-challenge")
        .map(one -> one.at("/status/reason").asText())
        .orElse("");
  }

  @Test
  void what_was_refused_is_asked_for_again_after_an_hour_and_then_after_two() {
    test.cluster().refuseCertificates(LIMIT);
    issuer();
    test.pass(10);
    assertThat(condition("Issuing")).isEqualTo("False Failed");
    assertThat(certificate().at("/status/conditions/0/message").asText()).endsWith(LIMIT);
    test.pass(3600);
    assertThat(certificate().at("/status/failedIssuanceAttempts").asInt()).isEqualTo(2);
    test.cluster().issueCertificates();
    test.pass(2 * 3600 - 100);
    assertThat(condition("Issuing")).isEqualTo("False Failed");
    test.pass(300);
    assertThat(condition("Ready")).isEqualTo("True Ready");
  }

  @Test
  void it_is_renewed_a_third_before_its_end_with_another_key() throws Exception {
    issuer();
    test.pass(100);
    X509Certificate first = inSecret();
    test.pass(61 * DAY);
    assertThat(certificate().at("/status/revision").asInt()).isEqualTo(2);
    assertThat(inSecret().getPublicKey()).isNotEqualTo(first.getPublicKey());
    assertThat(inSecret().getNotBefore()).isAfter(first.getNotBefore());
  }

  @Test
  void one_that_cannot_be_renewed_is_good_until_its_end() {
    test.cluster().certificatesLast(Duration.ofHours(24));
    issuer();
    test.pass(100);
    test.cluster().refuseCertificates(LIMIT);
    test.pass(23 * 3600);
    assertThat(condition("Ready")).isEqualTo("True Ready");
    assertThat(condition("Issuing")).isEqualTo("False Failed");
    test.pass(3600);
    assertThat(condition("Ready")).isEqualTo("False Expired");
  }

  @Test
  void one_whose_secret_is_gone_is_asked_for_again() {
    issuer();
    test.pass(100);
    test.cluster().catchUp();
    test.cluster().remove("secrets", "default", "tls");
    assertThat(condition("Ready")).isEqualTo("False DoesNotExist");
    test.pass(100);
    assertThat(condition("Ready")).isEqualTo("True Ready");
  }

  @Test
  void a_gateway_without_its_secret_lets_nobody_in() {
    Manifests.apply(test.client(), Manifests.istio("gateways", "Gateway", "networking"));
    Manifests.apply(
        test.client(),
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
    IngressGateway gateway = new IngressGateway(test.cluster(), "default", Map.of());
    assertThat(gateway.refusal("a.example.com", 8443, "203.0.113.7"))
        .contains("the gateway has no certificate: there is no secret tls");
    issuer();
    test.pass(100);
    assertThat(gateway.refusal("a.example.com", 8443, "203.0.113.7"))
        .contains("no route leads on from the gateway for a.example.com");
  }
}
