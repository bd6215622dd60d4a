package io.freehold.kubernetes.service;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kubernetes.platform.Certificates;
import io.freehold.kubernetes.platform.Platform;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.GeneratedSecret;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One ClickHouse service: its namespace, Keeper, servers and the way in. */
public final class ClickHouseService {
  /** The service account of the servers: by it they get the role that reaches their objects. */
  public static final String SERVICE_ACCOUNT = "clickhouse";

  /** The names of the nodes are stored: they never change. */
  private static final String SECRET = "default-user";

  private static final String SECRET_KEY = "password-sha256-hex";
  private static final String KEEPER = "keeper";
  public static final String SERVERS = "clickhouse";

  /** By it the servers are measured. */
  public static final String METRICS = "metrics";

  /** Where the servers are reached within the cluster, in their own namespace. */
  static final String INSIDE = "clickhouse-inside";

  private ClickHouseService() {}

  /**
   * Adds the service.
   *
   * @param identity present once pods of {@link #SERVICE_ACCOUNT} get their role: a pod that starts
   *     before never gets it, however often its containers are restarted
   */
  public static <C> void add(
      Section<C, KubernetesSession> cluster, ServiceDeployment service, Ref<?> identity) {
    var namespace =
        cluster.add(
            "namespace",
            KubernetesKinds.NAMESPACE,
            () ->
                Manifest.ofCluster(service.namespace(), Map.of())
                    .withLabels(Map.of("clickhouse-byoc-service", service.namespace())));
    // Before any pod that it is for.
    var fenced = PodFences.add(cluster, namespace, service);
    var secret =
        cluster.add(
            "password", KubernetesKinds.SECRET, namespace, in -> secret(in.name(), service));
    // The name that the servers' role trusts: by it they reach their own objects and no others.
    var account =
        cluster.add(
            "account",
            KubernetesKinds.SERVICE_ACCOUNT,
            namespace,
            in -> Manifest.of(in.name(), SERVICE_ACCOUNT, Map.of()));
    // Pods wait for the secrets of these by themselves, and for their nodes meanwhile.
    var keeperCertificate =
        cluster.add(
            "keeper-certificate",
            Certificates.ISSUED,
            fenced,
            in -> ServiceCertificates.keeper(in.name(), KEEPER));
    var certificate =
        cluster.add(
            "clickhouse-certificate",
            Certificates.ISSUED,
            fenced,
            in -> ServiceCertificates.servers(in.name(), SERVERS));
    var keeper =
        cluster.add(
            "keeper",
            KubernetesKinds.KEEPER_CLUSTER,
            keeperCertificate.onceThere(),
            of ->
                Manifest.of(
                    of.namespace(), KEEPER, Map.of("spec", ClickHouse.keeper(service, of.name()))));
    var among =
        cluster.add(
            "cluster-secret",
            GeneratedSecret.TYPE,
            namespace,
            in -> GeneratedSecret.manifest(in.name(), ForgetJob.SECRET));
    var backups = Backups.add(cluster, service, fenced, certificate);
    // The operator makes the servers' pods while Keeper is still starting: the nodes of both come
    // side by side. Servers wait for Keeper by themselves.
    var servers =
        cluster.add(
            SERVERS,
            ServerCluster.TYPE,
            keeper.onceThere(),
            certificate.onceThere(),
            secret.after(among).with(backups.user(), Passwords::new),
            account.after(identity),
            (ensemble, shown, passwords, runsAs) ->
                Manifest.of(
                        ensemble.namespace(),
                        SERVERS,
                        Map.of(
                            "spec",
                            ClickHouse.servers(
                                service,
                                ensemble.name(),
                                shown.name(),
                                passwords.own().name(),
                                SECRET_KEY,
                                passwords.backups().name(),
                                runsAs.name())))
                    .withAnnotations(
                        service.backups().ending()
                            ? Map.of(RemovedReplicas.KEPT, "true")
                            : Map.of()));
    Backups.addLast(cluster, service, backups.client(), servers);
    LogTable.add(cluster, service, fenced);
    var inside =
        cluster.add(
            "service", KubernetesKinds.SERVICE, namespace, in -> insideService(in.name(), service));
    var tls =
        cluster.add(
            "inside-tls",
            KubernetesKinds.DESTINATION_RULE,
            inside,
            to -> ServiceCertificates.fromGateway(to.namespace(), to.name()));
    cluster.add(
        METRICS,
        ChartKinds.POD_MONITOR,
        namespace,
        in -> ServiceMetrics.monitor(in.name(), service));
    // Before the gateway knows the names. Without it nobody gets in: see IngressGuard.
    var access =
        cluster.add(
            "access",
            KubernetesKinds.AUTHORIZATION_POLICY,
            namespace,
            in -> GatewayAccess.policy(in.name(), service));
    var guarded = namespace.after(access);
    var gateway =
        cluster.add(
            "gateway",
            KubernetesKinds.GATEWAY,
            // One that does not run needs none, and can be stopped and deleted without.
            service.replicas() == 0 ? guarded : guarded.after(Certificates.adopt(cluster)),
            in -> gateway(in.name(), service));
    cluster.add(
        "route",
        KubernetesKinds.VIRTUAL_SERVICE,
        gateway,
        // The ports behind the route take nothing else than TLS.
        inside.after(tls),
        (way, to) -> route(way.namespace(), way.name(), to.name(), service));
  }

  /** The secrets of the two users that the servers know from their configuration. */
  private record Passwords(KubernetesKind.Observed own, KubernetesKind.Observed backups) {}

  /** Whether deleting it would delete the customer's data: volumes go with their namespace. */
  public static boolean holdsData(LedgerEntry entry) {
    return entry.kind().equals(KubernetesKinds.NAMESPACE.kind());
  }

  private static Manifest secret(String namespace, ServiceDeployment service) {
    String value =
        Base64.getEncoder()
            .encodeToString(service.passwordSha256Hex().getBytes(StandardCharsets.US_ASCII));
    return Manifest.of(
        namespace, SECRET, Map.of("type", "Opaque", "data", Map.of(SECRET_KEY, value)));
  }

  private static Manifest insideService(String namespace, ServiceDeployment service) {
    return Manifest.of(
        namespace,
        INSIDE,
        Map.of(
            "spec",
            Map.of(
                "type",
                "ClusterIP",
                "selector",
                ClickHouse.serverLabels(service),
                "ports",
                List.of(
                    // By the first word Istio knows what is within the TLS.
                    port("http-secure", ServiceCertificates.HTTPS),
                    port("tcp-secure", ServiceCertificates.NATIVE_TLS)))));
  }

  private static Map<String, Object> port(String name, int port) {
    return Map.of("name", name, "port", port, "targetPort", port, "protocol", "TCP");
  }

  /**
   * The client's TLS ends here: a connection that is no longer TLS cannot be routed by its server
   * name.
   */
  private static Manifest gateway(String namespace, ServiceDeployment service) {
    Map<String, Object> tls =
        Map.of("mode", "SIMPLE", "credentialName", service.certificateSecret());
    return Manifest.of(
        namespace,
        SERVERS,
        Map.of(
            "spec",
            Map.of(
                "selector",
                Platform.INGRESS_SELECTOR,
                "servers",
                List.of(
                    server("https", 8443, "HTTPS", service.hosts(), tls),
                    server("native-tls", 9440, "TLS", service.hosts(), tls)))));
  }

  private static Map<String, Object> server(
      String name, int port, String protocol, List<String> hosts, Map<String, Object> tls) {
    return Map.of(
        "port",
        Map.of("name", name, "number", port, "protocol", protocol),
        "hosts",
        hosts,
        "tls",
        tls);
  }

  private static Manifest route(
      String namespace, String gateway, String to, ServiceDeployment service) {
    String host = "%s.%s.svc.cluster.local".formatted(to, namespace);
    return Manifest.of(
        namespace,
        SERVERS,
        Map.of(
            "spec",
            Map.of(
                "hosts",
                service.hosts(),
                "gateways",
                List.of(gateway),
                "http",
                List.of(
                    Map.of(
                        "match",
                        List.of(Map.of("port", 8443)),
                        "route",
                        List.of(destination(host, ServiceCertificates.HTTPS)))),
                "tcp",
                List.of(
                    Map.of(
                        "match",
                        List.of(Map.of("port", 9440)),
                        "route",
                        List.of(destination(host, ServiceCertificates.NATIVE_TLS)))))));
  }

  private static Map<String, Object> destination(String host, int port) {
    return Map.of("destination", Map.of("host", host, "port", Map.of("number", port)));
  }
}
