package io.freehold.kubernetes.service;

import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.kubernetes.platform.InternalAuthority;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.GeneratedSecret;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The backups of a service: a job asks one of the servers to write one, and the server writes it as
 * the role that reaches the service's own objects. Who asks is a user that may do nothing else.
 */
public final class Backups {
  /** The names of the nodes are stored: they never change. */
  private static final String CLIENT_NODE = "backup-client";

  public static final String SCHEDULE = "backups";

  public static final String LAST = "final-backup";
  private static final String USER_NODE = "backup-user";

  static final String COMPONENT = "backup";

  /** What tells the pods that its job is theirs. */
  static final String JOB_LABEL = "batch.kubernetes.io/job-name";

  private static final String SECRET = "backup-user";
  private static final String CLIENT = "backup-client";
  private static final String CLIENT_FILE = "client.yaml";
  private static final String CLIENT_FOLDER = "/etc/freehold/client";
  private static final String AUTHORITY_FOLDER = "/etc/freehold/authority";
  static final String USER = "freehold_backup";
  private static final String PASSWORD_HASH = "FREEHOLD_BACKUP_PASSWORD_SHA256_HEX";

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MORE_ATTEMPTS = 3;

  /** Servers may wait for nodes, and read much of Keeper's before they answer: 45 minutes. */
  private static final int LOOKS_FOR_A_SERVER = 270;

  /** A node that is not needed any more is needed until the backup is made. */
  private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";

  private static final int SECONDS_BETWEEN_LOOKS = 10;

  /** What is told of them has to be read before they go. */
  private static final int REMEMBERED = 10;

  /**
   * All but what every server has of itself. What is created by SQL and is in no database is asked
   * for by its system table: users and their roles, profiles, policies and quotas, and functions
   * (<a
   * href="https://clickhouse.com/docs/cloud/manage/backups/export-backups-to-own-cloud-account">source</a>).
   * These come first: a name after the excepted databases would be one of them.
   */
  private static final String STATEMENTS =
      """
      BACKUP TABLE system.users, TABLE system.roles, TABLE system.settings_profiles, \
      TABLE system.row_policies, TABLE system.quotas, TABLE system.functions, \
      ALL EXCEPT DATABASES system, information_schema, INFORMATION_SCHEMA \
      TO S3('$(DESTINATION)'); \
      SELECT compressed_size FROM system.backups WHERE position(name, '$(POD)') > 0\
      """;

  private Backups() {}

  /**
   * What was added.
   *
   * @param user the user's secret: the servers have to know it
   * @param client what the client of a backup is given
   */
  record Added(Ref<KubernetesKind.Observed> user, Ref<Client> client) {}

  /**
   * What the client of a backup is given.
   *
   * @param userSecret who it is
   * @param knows whom it speaks to
   */
  record Client(String userSecret, Trust knows) {}

  /**
   * By what the client knows a server.
   *
   * @param configuration the config map
   * @param certificateSecret of the servers: with the certificate of its authority
   */
  record Trust(String configuration, String certificateSecret) {}

  /**
   * Adds the schedule, and the user that it needs.
   *
   * @param certificate of the servers
   */
  static <C> Added add(
      Section<C, KubernetesSession> cluster,
      ServiceDeployment service,
      Ref<KubernetesKind.Observed> namespace,
      Ref<KubernetesKind.Observed> certificate) {
    var user =
        cluster.add(
            USER_NODE,
            GeneratedSecret.TYPE,
            namespace,
            in -> GeneratedSecret.manifest(in.name(), SECRET));
    var configuration =
        cluster.add(
            CLIENT_NODE,
            ChartKinds.CONFIG_MAP,
            namespace,
            in -> Manifest.of(in.name(), CLIENT, Map.of("data", Map.of(CLIENT_FILE, client()))));
    Ref<Client> client =
        user.with(
            configuration.with(
                certificate.onceThere(), (how, of) -> new Trust(how.name(), of.name())),
            (who, trust) -> new Client(who.name(), trust));
    cluster.add(
        SCHEDULE,
        KubernetesKinds.CRON_JOB,
        namespace,
        client,
        (in, with) -> Manifest.of(in.name(), "backups", Map.of("spec", schedule(service, with))));
    return new Added(user, client);
  }

  /**
   * Adds the last backup of a service that is being deleted. Whoever asks for it makes sure that
   * its servers run: they are present here as soon as they are on their way.
   */
  static <C> void addLast(
      Section<C, KubernetesSession> cluster,
      ServiceDeployment service,
      Ref<Client> client,
      Ref<KubernetesKind.Observed> servers) {
    cluster
        .onlyIf(service.backups().stage() == BackupPlan.Stage.LAST)
        .add(
            LAST,
            ChartKinds.JOB.once(),
            client,
            servers,
            (with, ready) ->
                Manifest.of(ready.namespace(), LAST, Map.of("spec", job(service, with)))
                    .withLabels(labels(service)));
  }

  /** What a server has to know of the user: nothing but the hash of its password. */
  static Map<String, Object> environment(String secret) {
    return Map.of(
        "name", PASSWORD_HASH, "valueFrom", secretKey(secret, GeneratedSecret.SHA256_HEX));
  }

  /**
   * The user: it may make backups and read how large they became. From within the VPC, where the
   * cluster's pods are; that includes the gateway's, so that it is the password that keeps others
   * out.
   *
   * <p>From ClickHouse 26.7 on its profile has to allow {@code
   * s3_allow_server_credentials_in_user_queries}, which 25.8 does not know (<a
   * href="https://github.com/ClickHouse/ClickHouse/pull/106855">source</a>).
   */
  static Map<String, Object> user(ServiceDeployment service) {
    return ConfiguredUser.of(
        PASSWORD_HASH,
        service.backups().from(),
        List.of("GRANT BACKUP ON *.*", "GRANT S3 ON *.*", "GRANT SELECT ON system.backups"));
  }

  /** By which identity a server writes them: its own, as it does its data. */
  static Map<String, Object> endpoint(ServiceDeployment service) {
    return Map.of(
        "backups",
        Map.of(
            "endpoint",
            service.backups().url(),
            "region",
            service.region(),
            "use_environment_credentials",
            true));
  }

  private static Map<String, Object> schedule(ServiceDeployment service, Client client) {
    return Map.of(
        "schedule",
        service.backups().cron(),
        "timeZone",
        "Etc/UTC",
        "concurrencyPolicy",
        "Forbid",
        "startingDeadlineSeconds",
        // A service that sleeps at that time each day makes it when it wakes. No period has a
        // hundred times of its schedule, beyond which Kubernetes only warns or gives up.
        service.backups().period().toSeconds(),
        "suspend",
        service.replicas() == 0 || service.backups().ending(),
        "successfulJobsHistoryLimit",
        REMEMBERED,
        "failedJobsHistoryLimit",
        REMEMBERED,
        "jobTemplate",
        Map.of("metadata", Map.of("labels", labels(service)), "spec", job(service, client)));
  }

  /**
   * Each attempt is a pod of its own, and writes to a place of its own: a broken one may remain.
   */
  private static Map<String, Object> job(ServiceDeployment service, Client client) {
    return Map.of(
        "backoffLimit",
        MORE_ATTEMPTS,
        "activeDeadlineSeconds",
        LONGEST.toSeconds(),
        "template",
        Map.of(
            "metadata",
            Map.of("labels", labels(service), "annotations", Map.of(SAFE_TO_EVICT, "false")),
            "spec",
            pod(service, client).spec()));
  }

  private static ClientPod pod(ServiceDeployment service, Client client) {
    return new ClientPod(
        "backup",
        ClickHouse.SERVER_IMAGE + ":" + service.version(),
        script(service),
        List.of(
            Map.of(
                "name",
                "CLICKHOUSE_PASSWORD",
                "valueFrom",
                secretKey(client.userSecret(), GeneratedSecret.PASSWORD)),
            fromField("JOB", "metadata.labels['" + JOB_LABEL + "']"),
            fromField("POD", "metadata.name"),
            // Variables of a pod's environment may be used in those after them.
            Map.of("name", "DESTINATION", "value", service.backups().url() + "$(JOB)/$(POD)"),
            Map.of("name", "STATEMENTS", "value", STATEMENTS)),
        List.of(
            new ClientPod.Volume(
                "client",
                Map.of("configMap", Map.of("name", client.knows().configuration())),
                CLIENT_FOLDER),
            // The certificate of the authority alone: it is no business of a client to be a server.
            new ClientPod.Volume(
                "authority",
                Map.of(
                    "secret",
                    Map.of(
                        "secretName",
                        client.knows().certificateSecret(),
                        "items",
                        List.of(
                            Map.of(
                                "key",
                                InternalAuthority.CA_KEY,
                                "path",
                                InternalAuthority.CA_KEY)))),
                AUTHORITY_FOLDER)));
  }

  /**
   * A service that starts again starts a backup that it missed at once, before its servers answer:
   * so these are waited for. Where none comes, the backup's own error tells of it.
   *
   * <p>The client gives up on an answer after five minutes, unless told otherwise: a backup answers
   * at its end (<a href="https://github.com/ClickHouse/ClickHouse/issues/61871">source</a>). What
   * it prints, the size above all, is found in the pod's state later.
   */
  private static String script(ServiceDeployment service) {
    String client =
        "clickhouse-client --config-file %s/%s --host %s --port %d --secure --user %s"
            .formatted(
                CLIENT_FOLDER,
                CLIENT_FILE,
                ServiceCertificates.inside(service.namespace()),
                ServiceCertificates.NATIVE_TLS,
                USER);
    // Kubernetes leaves alone what looks like a variable of its own and is none: $((...)).
    return "looks=0; until %s --query 'SELECT 1' > /dev/null 2>&1 || [ $looks -ge %d ]; do"
            .formatted(client, LOOKS_FOR_A_SERVER)
        + " looks=$((looks + 1)); sleep %d; done; ".formatted(SECONDS_BETWEEN_LOOKS)
        + "exec %s --receive_timeout %d".formatted(client, LONGEST.toSeconds())
        + " --query \"$STATEMENTS\" > /dev/termination-log";
  }

  /**
   * The client's configuration: it trusts the infrastructure's own authority and no other, and
   * looks at the name, which it would not unless told to.
   */
  private static String client() {
    return """
    openSSL:
      client:
        caConfig: %s/%s
        loadDefaultCAFile: false
        verificationMode: relaxed
        extendedVerification: true
    """
        .formatted(AUTHORITY_FOLDER, InternalAuthority.CA_KEY);
  }

  private static Map<String, String> labels(ServiceDeployment service) {
    return ClickHouse.labels(service, COMPONENT);
  }

  private static Map<String, Object> secretKey(String secret, String key) {
    return Map.of("secretKeyRef", Map.of("name", secret, "key", key));
  }

  private static Map<String, Object> fromField(String name, String path) {
    return Map.of("name", name, "valueFrom", Map.of("fieldRef", Map.of("fieldPath", path)));
  }
}
