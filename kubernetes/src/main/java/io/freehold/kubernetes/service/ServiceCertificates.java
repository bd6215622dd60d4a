package io.freehold.kubernetes.service;

import io.freehold.kubernetes.platform.InternalAuthority;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;

/**
 * TLS between the gateway, the servers and their Keeper: a certificate of the infrastructure's own
 * authority for the servers, and another one for Keeper. Neither has a name outside the cluster.
 *
 * <p>The operator opens the ports with TLS and closes those without, has the servers go to Keeper
 * with TLS, and mounts the secrets: pods wait for them. Its own port 9001, replication between
 * servers on 9009 and Keeper's Raft on 9234 it leaves as they are (<a
 * href="https://github.com/ClickHouse/clickhouse-operator/blob/v0.0.2/internal/controller/clickhouse/templates.go">source</a>).
 */
final class ServiceCertificates {
  /** Of the servers; what is between the gateway and them goes to these. */
  static final int HTTPS = 8443;

  static final int NATIVE_TLS = 9440;

  private static final String SERVERS = "clickhouse-certificate";
  private static final String KEEPER = "keeper-certificate";

  private ServiceCertificates() {}

  /** Under the name that the gateway asks for, and those that the servers have for each other. */
  static Manifest servers(String namespace, String cluster) {
    return InternalAuthority.certificate(
        namespace,
        SERVERS,
        List.of(inside(namespace), pods(namespace, cluster + "-clickhouse-headless")));
  }

  static Manifest keeper(String namespace, String cluster) {
    return InternalAuthority.certificate(
        namespace, KEEPER, List.of(pods(namespace, cluster + "-keeper-headless")));
  }

  /** Where the servers are reached within the cluster. */
  static String inside(String namespace) {
    return host(namespace, ClickHouseService.INSIDE);
  }

  /** The name of the server that there always is, while there are any. */
  static String firstServer(String namespace, String cluster) {
    return "%1$s-clickhouse-0-0-0.%2$s"
        .formatted(cluster, host(namespace, cluster + "-clickhouse-headless"));
  }

  /** Each pod of a headless service has a name, one label below that of the service. */
  private static String pods(String namespace, String service) {
    return "*." + host(namespace, service);
  }

  private static String host(String namespace, String service) {
    return InternalAuthority.host(namespace, service);
  }

  /**
   * The setting of the operator's resources by which the ports without TLS are closed.
   *
   * @param secret the certificate's, with that of its authority in it
   */
  static Map<String, Object> required(String secret) {
    return Map.of("enabled", true, "required", true, "serverCertSecret", Map.of("name", secret));
  }

  /**
   * Has the gateway speak TLS to the servers, and none that is not theirs. It presents no
   * certificate of its own; of its secret, which has to be in its own namespace, it reads whom to
   * trust (<a
   * href="https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings">source</a>).
   */
  static Manifest fromGateway(String namespace, String service) {
    String host = host(namespace, service);
    return Manifest.of(
        namespace,
        service,
        Map.of(
            "spec",
            Map.of(
                "host",
                host,
                "trafficPolicy",
                Map.of(
                    "tls",
                    Map.of(
                        "mode",
                        "SIMPLE",
                        "credentialName",
                        InternalAuthority.GATEWAY_SECRET,
                        "sni",
                        host,
                        "subjectAltNames",
                        List.of(host))))));
  }
}
