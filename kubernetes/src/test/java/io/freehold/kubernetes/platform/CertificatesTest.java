package io.freehold.kubernetes.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.kernel.graph.Node;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.simulator.kubernetes.tls.SimulatedCertificate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificatesTest {
  private static final URI OWN = URI.create("https://ca.internal:9000/acme/acme/directory");

  @Test
  void an_authority_of_ones_own_is_told_to_cert_manager_with_who_vouches_for_it() {
    String pem = SimulatedCertificate.ofLoopback().pem();
    Map<?, ?> acme =
        issuer(new Acme(OWN, Optional.of("certificates@example.com"), Optional.of(pem)));
    assertThat(acme.get("server")).isEqualTo(OWN.toString());
    assertThat(acme.get("email")).isEqualTo("certificates@example.com");
    byte[] bundle = Base64.getDecoder().decode(String.valueOf(acme.get("caBundle")));
    assertThat(new String(bundle, StandardCharsets.US_ASCII)).isEqualTo(pem);
  }

  @Test
  void of_lets_encrypt_nothing_is_said_that_need_not_be() {
    assertThat(issuer(Acme.LETS_ENCRYPT).keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrder("server", "privateKeySecretRef", "solvers");
  }

  @Test
  void what_is_wrong_with_an_issuer_is_told_all_at_once() {
    Optional<String> email = Optional.of("a@b");
    Optional<String> authorities =
        Optional.of("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    URI plain = URI.create("http://ca.internal/directory");
    assertThat(Acme.violations(plain, email, authorities))
        .extracting(one -> one.substring(0, one.indexOf(':')))
        .containsExactly("directory", "email", "ca");
    assertThat(Acme.violations(OWN, Optional.empty(), Optional.empty())).isEmpty();
    assertThatThrownBy(() -> new Acme(plain, Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://ca.internal/directory");
  }

  private static Map<?, ?> issuer(Acme acme) {
    ResourceGraph<KubernetesSession> graph = new ResourceGraph<>();
    Section<KubernetesSession, KubernetesSession> cluster =
        graph.in(new Place<>("cluster", session -> session));
    Ref<KubernetesKind.Observed> there =
        cluster.add("there", KubernetesKinds.NAMESPACE, () -> Manifest.ofCluster("x", Map.of()));
    Certificates.add(
        cluster,
        there,
        there,
        new Certificates.Order("infra.example.com", there.map(any -> "Z0"), "eu-west-1", acme));
    Node<KubernetesSession, ?, ?, ?> node = graph.node("certificate-issuer").orElseThrow();
    Manifest manifest =
        (Manifest)
            node.desired()
                .apply(any -> Optional.of(new KubernetesKind.Observed("", "x", Map.of(), Map.of())))
                .orElseThrow();
    Map<?, ?> spec = (Map<?, ?>) manifest.content().get("spec");
    return (Map<?, ?>) spec.get("acme");
  }
}
