package io.freehold.kubernetes.platform;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The infrastructure's own certificate authority, for what is said within its cluster: between the
 * gateway and the servers of services, and between these and their Keeper. Nobody outside the
 * cluster trusts it, and its key never leaves cert-manager's namespace.
 */
public final class InternalAuthority {
  /** The TLS secret in the gateway's namespace of whose keys the gateway reads {@code ca.crt}. */
  public static final String GATEWAY_SECRET = "internal-authority";

  /** The key of every TLS secret of its certificates under which its own certificate is. */
  public static final String CA_KEY = "ca.crt";

  private static final String ISSUER = "freehold-internal";
  private static final String ROOT_ISSUER = "freehold-root";
  private static final String NAME = "freehold-internal-authority";
  private static final String GATEWAY = "istio-ingressgateway";

  /** Ten years: as long as nobody has to think of it. */
  private static final String AUTHORITY_LIFETIME = "87600h";

  /**
   * Renewed at half of its life. With the same key and name, so that the old certificate vouches
   * for what is issued after it, and the new one for what was issued before: whoever has read the
   * old one has five years to read the new one.
   */
  private static final int AUTHORITY_RENEWED_BEFORE_PERCENT = 50;

  /** 90 days, of which a third is left when it is renewed: whoever shows one reads the new one. */
  private static final String CERTIFICATE_LIFETIME = "2160h";

  private static final int RENEWED_BEFORE_PERCENT = 33;

  private InternalAuthority() {}

  /**
   * Adds it. All of it is there as soon as its objects are: cert-manager signs within seconds, and
   * tries again by itself what has to wait for another.
   *
   * @param certManager present once there is somebody to take the objects
   * @param itsNamespace where cert-manager looks for the keys of issuers of the whole cluster
   * @param gateways the gateway's namespace
   */
  static <C> void add(
      Section<C, KubernetesSession> cluster,
      Ref<?> certManager,
      Ref<?> itsNamespace,
      Ref<?> gateways) {
    var root =
        cluster.add(
            "internal-root-issuer",
            KubernetesKinds.CLUSTER_ISSUER,
            certManager,
            there ->
                Manifest.ofCluster(ROOT_ISSUER, Map.of("spec", Map.of("selfSigned", Map.of())))
                    .unawaited());
    var authority =
        cluster.add(
            "internal-authority",
            KubernetesKinds.CERTIFICATE,
            root,
            itsNamespace,
            (by, in) -> authority(by.name()));
    var issuer =
        cluster.add(
            "internal-issuer",
            KubernetesKinds.CLUSTER_ISSUER,
            authority,
            of ->
                Manifest.ofCluster(ISSUER, Map.of("spec", Map.of("ca", Map.of("secretName", NAME))))
                    .unawaited());
    cluster.add(
        "gateway-authority",
        KubernetesKinds.CERTIFICATE,
        issuer,
        gateways,
        (by, in) ->
            certificate(
                    Platform.INGRESS_NAMESPACE,
                    GATEWAY_SECRET,
                    List.of(
                        "%s.%s.svc.cluster.local".formatted(GATEWAY, Platform.INGRESS_NAMESPACE)))
                .unawaited());
  }

  /**
   * A certificate of it, for both sides of a connection.
   *
   * @param name of the Certificate and of its secret
   */
  public static Manifest certificate(String namespace, String name, List<String> dnsNames) {
    return Manifest.of(
        namespace,
        name,
        Map.of(
            "spec",
            Map.of(
                "secretName",
                name,
                "dnsNames",
                dnsNames,
                "duration",
                CERTIFICATE_LIFETIME,
                "usages",
                List.of("digital signature", "server auth", "client auth"),
                "issuerRef",
                issuer(ISSUER),
                "renewBeforePercentage",
                RENEWED_BEFORE_PERCENT,
                "privateKey",
                key("Always"))));
  }

  /** The same for what is called so in its namespace, though nothing there need have that name. */
  public static Manifest certificate(String namespace, String name) {
    return certificate(namespace, name, List.of(host(namespace, name)));
  }

  /** The name in that certificate. */
  public static String host(String namespace, String name) {
    return "%s.%s.svc.cluster.local".formatted(name, namespace);
  }

  /** What tells one certificate from the next under the same name: when it ends. */
  static String end(KubernetesKind.Observed certificate) {
    return certificate.object().get("status") instanceof Map<?, ?> status
        ? Objects.toString(status.get("notAfter"), "")
        : "";
  }

  private static Manifest authority(String issuer) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("secretName", NAME);
    spec.put("isCA", true);
    spec.put("commonName", ISSUER);
    spec.put("duration", AUTHORITY_LIFETIME);
    spec.put("usages", List.of("cert sign", "crl sign"));
    spec.put("issuerRef", issuer(issuer));
    spec.put("renewBeforePercentage", AUTHORITY_RENEWED_BEFORE_PERCENT);
    spec.put("privateKey", key("Never"));
    return Manifest.of(Platform.CERTIFYING, NAME, Map.of("spec", spec)).unawaited();
  }

  private static Map<String, Object> issuer(String name) {
    return Map.of("group", "cert-manager.io", "kind", "ClusterIssuer", "name", name);
  }

  private static Map<String, Object> key(String rotation) {
    return Map.of("algorithm", "ECDSA", "size", 256, "rotationPolicy", rotation);
  }
}
