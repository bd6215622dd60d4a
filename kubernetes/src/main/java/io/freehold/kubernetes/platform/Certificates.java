package io.freehold.kubernetes.platform;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.Node;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.kubernetes.resource.Readiness;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who issues certificates in a cluster, and the one wildcard certificate of an infrastructure,
 * which all its services share: their public and their private names are one label below its
 * domain.
 *
 * <p>An infrastructure does not wait for its certificate, which takes longer than all the rest of
 * the cluster, and which others decide about. A service does: it is of no use without.
 */
public final class Certificates {
  /** The TLS secret in the gateway's namespace. */
  public static final String SECRET = "wildcard-certificate";

  /** The node of the certificate, and its name in the graph of a service that waits for it. */
  public static final String NODE = "certificate";

  /** The Certificate in the gateway's namespace. */
  public static final String NAME = "wildcard-certificate";

  /**
   * A certificate that is present once it is issued, whatever else its object says. All of one
   * graph are of this kind, or none: those of a kind are looked at together, in one way.
   */
  public static final KubernetesKind ISSUED =
      KubernetesKinds.CERTIFICATE.readyWhen(Readiness.ISSUED);

  static final String ISSUER = "freehold-acme";

  private static final String ID = Platform.INGRESS_NAMESPACE + "/" + NAME;

  /** Of the lifetime that the issuer gave it: so much is left when it is renewed. */
  private static final int RENEWED_BEFORE_PERCENT = 33;

  private static final Failure MISSING =
      Failure.refused(
          Failure.Kind.DEPENDENCY,
          "certificate-missing",
          "the infrastructure has not ordered its wildcard certificate yet");

  private Certificates() {}

  /**
   * What is to be certified, and how its owner is proved.
   *
   * @param domain all names one label below it
   * @param zoneId of the Route 53 zone of that domain
   * @param region whose endpoint of STS is used on the way to Route 53
   * @param acme who issues it
   */
  public record Order(String domain, Ref<String> zoneId, String region, Acme acme) {}

  /**
   * Adds them. Both nodes are there as soon as their objects are: what these come to is looked at
   * by {@link CertificateStanding}.
   *
   * @param certManager present once there is somebody to take the objects
   * @param namespace the gateway's
   */
  static <C> void add(
      Section<C, KubernetesSession> cluster, Ref<?> certManager, Ref<?> namespace, Order order) {
    var issuer =
        cluster.add(
            "certificate-issuer",
            KubernetesKinds.CLUSTER_ISSUER,
            certManager,
            order.zoneId(),
            (there, zone) -> issuer(order, zone));
    cluster.add(
        NODE,
        KubernetesKinds.CERTIFICATE,
        issuer,
        namespace,
        (by, in) -> certificate(by.name(), order.domain()));
  }

  /** The infrastructure's certificate, in the graph of a service: present once it is issued. */
  public static <C> Ref<KubernetesKind.Observed> adopt(Section<C, KubernetesSession> cluster) {
    return cluster.adopt(
        NODE,
        ISSUED,
        ID,
        there -> Optional.empty(),
        new Node.Awaited<>(
            MISSING, ISSUED.predict(Manifest.of(Platform.INGRESS_NAMESPACE, NAME, Map.of()))));
  }

  /**
   * By DNS-01, since no other challenge gives wildcards. Without a key: cert-manager comes to Route
   * 53 by the pod identity of its service account (<a
   * href="https://cert-manager.io/docs/configuration/acme/dns01/route53/">source</a>).
   */
  private static Manifest issuer(Order order, String zoneId) {
    Map<String, Object> acme = new LinkedHashMap<>();
    acme.put("server", order.acme().directory().toString());
    order.acme().email().ifPresent(email -> acme.put("email", email));
    order
        .acme()
        .authorities()
        .ifPresent(pem ->
            acme.put(
                "caBundle",
                Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))));
    acme.put("privateKeySecretRef", Map.of("name", ISSUER + "-account"));
    acme.put(
        "solvers",
        List.of(
            Map.of(
                "selector",
                Map.of("dnsZones", List.of(order.domain())),
                "dns01",
                Map.of("route53", Map.of("region", order.region(), "hostedZoneID", zoneId)))));
    return Manifest.ofCluster(ISSUER, Map.of("spec", Map.of("acme", acme))).unawaited();
  }

  private static Manifest certificate(String issuer, String domain) {
    return Manifest.of(
            Platform.INGRESS_NAMESPACE,
            NAME,
            Map.of(
                "spec",
                Map.of(
                    "secretName",
                    SECRET,
                    "dnsNames",
                    List.of("*." + domain),
                    "issuerRef",
                    Map.of("group", "cert-manager.io", "kind", "ClusterIssuer", "name", issuer),
                    "renewBeforePercentage",
                    RENEWED_BEFORE_PERCENT,
                    "privateKey",
                    Map.of("algorithm", "ECDSA", "size", 256, "rotationPolicy", "Always"))))
        .unawaited();
  }
}
