package io.freehold.kubernetes.service;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.platform.Certificates;
import io.freehold.kubernetes.platform.InternalAuthority;
import io.freehold.kubernetes.platform.LogTableSign;
import io.freehold.kubernetes.platform.NetworkRules;
import io.freehold.kubernetes.platform.NetworkRules.Peer;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a service that was chosen to keep the logs of its infrastructure has for them: a table, and
 * two users. One makes the table and says how long a log stays; the other, whom the pods that send
 * logs are, adds rows to it. Neither has a password: each is who shows a certificate of the
 * cluster's own authority with its name (<a
 * href="https://clickhouse.com/docs/operations/external-authenticators/ssl-x509">source</a>).
 *
 * <p>All servers of all services know the two, since the operator 0.0.2 restarts servers for
 * whatever changes in their configuration: choosing restarts nothing. Where a service was not
 * chosen there is no such certificate, no such table, and no way past the network policy.
 */
public final class LogTable {
  /** The names of the nodes are stored: they never change. All of them begin so. */
  private static final String NODES = "log-table";

  /** A retention follows: each is a job of its own. */
  private static final String JOBS = NODES + "/";

  /** Once it is there, the service takes logs. */
  private static final String SIGN = NODES;

  private static final String CERTIFICATE = NODES + "-certificate";
  private static final String CLIENT_NODE = NODES + "-client";

  /** The Certificate of who makes the table, and the name that it has in there. */
  private static final String MAKER = "log-table";

  private static final String SHIPPING = "loghouse-shipping";
  private static final String SHIPPING_NAMESPACE = "logging";

  private static final String CLIENT = "log-table-client";
  private static final String CLIENT_FILE = "client.yaml";
  private static final String CLIENT_FOLDER = "/etc/freehold/client";
  private static final String CERTIFICATE_FOLDER = "/etc/freehold/certificate";

  private static final String WRITING_USER = "freehold_logs";
  private static final String MAKING_USER = "freehold_logs_setup";
  private static final String DATABASE = "freehold_logs";

  private static final int MORE_ATTEMPTS = 1;
  private static final int SECONDS_BETWEEN_LOOKS = 10;
  private static final int SECONDS_TO_ANSWER = 10;

  private LogTable() {}

  /** Whether it is a node of the table: the service runs without. */
  public static boolean isOf(String node) {
    return node.startsWith(NODES);
  }

  /** The nodes of a table that forgets after so many days: once all are ready, it is there. */
  public static Set<String> nodes(int retentionDays) {
    return Set.of(CERTIFICATE, CLIENT_NODE, jobNode(retentionDays), SIGN);
  }

  /** The one of them that makes the table. */
  public static String jobNode(int retentionDays) {
    return JOBS + retentionDays;
  }

  /** Whether a job is not made yet because an earlier one has to go first. */
  public static boolean waits(Failure failure) {
    return failure.code().equals(LogTableJob.WAITS);
  }

  /** The users, as the servers know them from their configuration. */
  static Map<String, Object> users(String namespace, List<String> from) {
    return Map.of(
        WRITING_USER,
        ConfiguredUser.withCertificate(
            InternalAuthority.host(SHIPPING_NAMESPACE, SHIPPING),
            from,
            List.of("GRANT INSERT ON " + LogTableSign.TABLE)),
        MAKING_USER,
        ConfiguredUser.withCertificate(
            InternalAuthority.host(namespace, MAKER),
            from,
            List.of(
                "GRANT CREATE DATABASE ON " + DATABASE + ".*",
                "GRANT CREATE TABLE ON " + DATABASE + ".*",
                "GRANT ALTER TTL ON " + LogTableSign.TABLE)));
  }

  /** By which the pods that send logs reach the servers. */
  static Map<String, Object> wayIn() {
    return NetworkRules.from(
        List.of(Peer.of(SHIPPING_NAMESPACE, Map.of("app.kubernetes.io/name", SHIPPING))),
        ServiceCertificates.HTTPS);
  }

  /**
   * Adds what makes the table, where the service was chosen. The table and what is in it stay when
   * it is not any more: they are the customer's.
   *
   * @param fenced the namespace
   */
  static <C> void add(
      Section<C, KubernetesSession> all,
      ServiceDeployment service,
      Ref<KubernetesKind.Observed> fenced) {
    OptionalInt retentionDays = service.logRetentionDays();
    var cluster = all.onlyIf(retentionDays.isPresent());
    var certificate =
        cluster.add(
            CERTIFICATE,
            Certificates.ISSUED,
            fenced,
            in -> InternalAuthority.certificate(in.name(), MAKER));
    var client =
        cluster.add(
            CLIENT_NODE,
            ChartKinds.CONFIG_MAP,
            fenced,
            in -> Manifest.of(in.name(), CLIENT, Map.of("data", Map.of(CLIENT_FILE, client()))));
    Ref<?> made = certificate.after(client);
    if (retentionDays.isPresent()) {
      int days = retentionDays.getAsInt();
      made =
          cluster.add(
              jobNode(days),
              new LogTableJob(),
              certificate,
              client,
              (shows, how) -> job(service, days, shows.name(), how.name()));
    }
    all.sweep(JOBS, List.of(new LogTableJob()), Set.of());
    cluster.add(
        SIGN, ChartKinds.CONFIG_MAP, fenced, made, (in, table) -> LogTableSign.in(in.name()));
  }

  private static Manifest job(
      ServiceDeployment service, int days, String certificate, String configuration) {
    Map<String, String> labels = ClickHouse.labels(service, LogTableJob.COMPONENT);
    ClientPod pod =
        new ClientPod(
            "table",
            ClickHouse.SERVER_IMAGE + ":" + service.version(),
            script(service.namespace()),
            List.of(Map.of("name", "STATEMENTS", "value", statements(days))),
            List.of(
                new ClientPod.Volume(
                    "client", Map.of("configMap", Map.of("name", configuration)), CLIENT_FOLDER),
                new ClientPod.Volume(
                    "certificate",
                    Map.of("secret", Map.of("secretName", certificate)),
                    CERTIFICATE_FOLDER)));
    return Manifest.of(
            service.namespace(),
            "log-table-" + days,
            Map.of(
                "spec",
                Map.of(
                    "backoffLimit",
                    MORE_ATTEMPTS,
                    "template",
                    Map.of("metadata", Map.of("labels", labels), "spec", pod.spec()))))
        .withLabels(labels);
  }

  /**
   * Each may be repeated. The database is made on all other servers by the operator, which keeps
   * the databases of all of them the same; the table comes to them by the database. A part has one
   * day's logs, and goes as a whole.
   */
  private static String statements(int retentionDays) {
    return """
    CREATE DATABASE IF NOT EXISTS %1$s \
    ENGINE = Replicated('/clickhouse/databases/%1$s', '{shard}', '{replica}'); \
    CREATE TABLE IF NOT EXISTS %2$s (timestamp DateTime64(6, 'UTC'), \
    namespace_name LowCardinality(String), pod_name LowCardinality(String), \
    container_name LowCardinality(String), host LowCardinality(String), \
    container_image LowCardinality(String), stream LowCardinality(String), \
    labels Map(LowCardinality(String), String), log String CODEC(ZSTD(3))) \
    ENGINE = ReplicatedMergeTree PARTITION BY toDate(timestamp) \
    ORDER BY (namespace_name, pod_name, container_name, timestamp) \
    TTL toDateTime(timestamp) + toIntervalDay(%3$d) SETTINGS ttl_only_drop_parts = 1; \
    ALTER TABLE %2$s MODIFY TTL toDateTime(timestamp) + toIntervalDay(%3$d)\
    """
        .formatted(DATABASE, LogTableSign.TABLE, retentionDays);
  }

  /**
   * Of the first server, which is always one. It is waited for however long it takes, since a
   * service may be stopped before its table is made, and what it is waited for is said whenever
   * that changes; what is wrong after that fails.
   *
   * <p>Servers that are away do not hold it up: in a Replicated database they do what they have
   * missed once they are back, and one that is slow is not waited for longer than the server does
   * (<a
   * href="https://clickhouse.com/docs/reference/settings/session-settings/distributed-ddl">source</a>).
   */
  private static String script(String namespace) {
    String server = ServiceCertificates.firstServer(namespace, ClickHouseService.SERVERS);
    return "until said=$(wget --ca-certificate=%s/%s -nv --tries=1 --timeout=%d -O /dev/null"
            .formatted(CERTIFICATE_FOLDER, InternalAuthority.CA_KEY, SECONDS_TO_ANSWER)
        + " https://%s:%d/ping 2>&1);".formatted(server, ServiceCertificates.HTTPS)
        + " do [ \"$said\" = \"$before\" ] || echo \"$said\" >&2; before=$said;"
        + " sleep %d; done;".formatted(SECONDS_BETWEEN_LOOKS)
        + " exec clickhouse-client --config-file %s/%s --host %s --port %d --secure --user %s"
            .formatted(
                CLIENT_FOLDER, CLIENT_FILE, server, ServiceCertificates.NATIVE_TLS, MAKING_USER)
        + " --distributed_ddl_output_mode=null_status_on_timeout_only_active"
        + " --query \"$STATEMENTS\"";
  }

  /** Whom it trusts, and with what it shows who it is. */
  private static String client() {
    return """
    openSSL:
      client:
        caConfig: %1$s/%2$s
        certificateFile: %1$s/tls.crt
        privateKeyFile: %1$s/tls.key
        loadDefaultCAFile: false
        verificationMode: relaxed
        extendedVerification: true
    """
        .formatted(CERTIFICATE_FOLDER, InternalAuthority.CA_KEY);
  }
}
