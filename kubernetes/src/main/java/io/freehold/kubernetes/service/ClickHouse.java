package io.freehold.kubernetes.service;

import io.freehold.kubernetes.platform.Platform;
import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.service.ReplicaSize;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The specs of the official operator's custom resources. */
final class ClickHouse {
  static final String SERVICE_LABEL = "clickhouse-byoc-service";
  static final String COMPONENT_LABEL = "app.kubernetes.io/component";

  /** The component of Keeper's pods. */
  static final String KEEPER = "keeper";

  /** The component of the servers' pods. */
  static final String SERVERS = "clickhouse";

  static final String SERVER_IMAGE = "docker.io/clickhouse/clickhouse-server";

  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String HOST = "kubernetes.io/hostname";

  /** Every infrastructure has its nodes in three. */
  private static final int ZONES = 3;

  private static final int KEEPER_GRACE_SECONDS = 120;
  private static final int SERVER_GRACE_SECONDS = 600;

  /** Half of the time that a server has for its end. */
  private static final Duration HANDING_OVER = Duration.ofSeconds(SERVER_GRACE_SECONDS / 2);

  private static final String CLUSTER_SECRET = "FREEHOLD_CLUSTER_SECRET";
  private static final String COLLECTION = "freehold_cluster";

  /**
   * To the console, where logs are taken from. They go to files on the data volume as well, which
   * the operator 0.0.2 cannot be asked not to do: to it false is the same as nothing, and it writes
   * true instead (<a
   * href="https://github.com/ClickHouse/clickhouse-operator/blob/v0.0.2/internal/controllerutil/common.go">source</a>).
   * So there are few and small ones.
   */
  private static final Map<String, Object> LOGGER =
      Map.of("level", "information", "size", "50M", "count", 2);

  private ClickHouse() {}

  static Map<String, String> serverLabels(ServiceDeployment service) {
    return labels(service, SERVERS);
  }

  static Map<String, String> labels(ServiceDeployment service, String component) {
    return Map.of(SERVICE_LABEL, service.namespace(), COMPONENT_LABEL, component);
  }

  static Map<String, Object> keeper(ServiceDeployment service, String certificateSecret) {
    return Map.of(
        "replicas",
        service.keeperReplicas(),
        "labels",
        labels(service, KEEPER),
        "podTemplate",
        keeperPods(),
        "containerTemplate",
        Map.of(
            "image",
            image("docker.io/clickhouse/clickhouse-keeper", service),
            "resources",
            resources("500m", "2Gi")),
        "dataVolumeClaimSpec",
        volume(service.keeperVolumeGb()),
        "settings",
        Map.of("logger", LOGGER, "tls", ServiceCertificates.required(certificateSecret)));
  }

  static Map<String, Object> servers(
      ServiceDeployment service,
      String keeper,
      String certificateSecret,
      String passwordSecret,
      String passwordKey,
      String backupSecret,
      String serviceAccount) {
    Map<String, Object> password =
        Map.of(
            "passwordType",
            "password_sha256_hex",
            "secret",
            Map.of("name", passwordSecret, "key", passwordKey));
    return Map.of(
        "replicas",
        service.replicas(),
        "shards",
        1,
        "labels",
        serverLabels(service),
        "keeperClusterRef",
        Map.of("name", keeper),
        "podTemplate",
        serverPods(service, serviceAccount),
        "containerTemplate",
        Map.of(
            "image",
            image(SERVER_IMAGE, service),
            "resources",
            resources(String.valueOf(service.cpus()), service.memoryGb() + "Gi"),
            "env",
            // The operator hands the password over in an environment variable, which a running
            // server does not read again: another value here has the servers restarted one by one.
            List.of(
                Map.of("name", "FREEHOLD_PASSWORD_FINGERPRINT", "value", fingerprint(service)),
                Backups.environment(backupSecret),
                Map.of("name", CLUSTER_SECRET, "valueFrom", ForgetJob.clusterSecret()),
                ForgetJob.environment())),
        "dataVolumeClaimSpec",
        volume(service.volumeGb()),
        "settings",
        Map.of(
            "logger",
            LOGGER,
            // While there is no server, the operator 0.0.2 takes each for one that was removed: the
            // last to answer would drop the databases of all the others.
            "enableDatabaseSync",
            service.replicas() > 0,
            "tls",
            ServiceCertificates.required(certificateSecret),
            "defaultUserPassword",
            password,
            "extraConfig",
            configuration(service),
            "extraUsersConfig",
            Map.of("users", users(service))));
  }

  /** Those of Freehold's own, the same in every service. */
  private static Map<String, Object> users(ServiceDeployment service) {
    List<String> from = service.backups().from();
    Map<String, Object> users = new HashMap<>(LogTable.users(service.namespace(), from));
    users.put(Backups.USER, Backups.user(service));
    users.put(ForgetJob.USER, ForgetJob.user(from));
    return users;
  }

  /** One in each zone, which the operator's zone key demands; there are never more than zones. */
  private static Map<String, Object> keeperPods() {
    return Map.of(
        "topologyZoneKey",
        ZONE,
        "nodeHostnameKey",
        HOST,
        "terminationGracePeriodSeconds",
        KEEPER_GRACE_SECONDS,
        "nodeSelector",
        on(NodePool.KEEPER),
        "tolerations",
        List.of(toleration(NodePool.KEEPER)));
  }

  /**
   * Spread evenly over the zones. Not by the operator's zone key: with that no two servers may be
   * in one zone, and a fourth never finds a place.
   */
  private static Map<String, Object> serverPods(ServiceDeployment service, String serviceAccount) {
    Map<String, Object> evenly =
        Map.of(
            "maxSkew",
            1,
            "minDomains",
            ZONES,
            "topologyKey",
            ZONE,
            "whenUnsatisfiable",
            "DoNotSchedule",
            "labelSelector",
            Map.of("matchLabels", serverLabels(service)));
    NodePool pool = pool(service);
    return Map.of(
        "topologySpreadConstraints",
        List.of(evenly),
        "nodeHostnameKey",
        HOST,
        "terminationGracePeriodSeconds",
        SERVER_GRACE_SECONDS,
        "serviceAccountName",
        serviceAccount,
        "nodeSelector",
        on(pool),
        "tolerations",
        List.of(toleration(pool)));
  }

  /** Each size has its own: a node takes one server. */
  private static NodePool pool(ServiceDeployment service) {
    return ReplicaSize.ofMemoryGb(service.memoryGb())
        .map(NodePool::of)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "memoryGb: found %d, needed one of %s"
                    .formatted(service.memoryGb(), ReplicaSize.memorySizes())));
  }

  private static Map<String, Object> on(NodePool pool) {
    return Map.of(NodePool.LABEL, pool.name());
  }

  private static Map<String, Object> toleration(NodePool pool) {
    return Map.of(
        "key",
        NodePool.LABEL,
        "operator",
        "Equal",
        "value",
        pool.name(),
        "effect",
        NodePool.EFFECT);
  }

  /** Tells one password's hash from another, and nothing else of it. */
  private static String fingerprint(ServiceDeployment service) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(service.passwordSha256Hex().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Map<String, Object> image(String repository, ServiceDeployment service) {
    return Map.of("repository", repository, "tag", service.version());
  }

  private static Map<String, Object> resources(String cpu, String memory) {
    Map<String, Object> amounts = Map.of("cpu", cpu, "memory", memory);
    return Map.of("requests", amounts, "limits", amounts);
  }

  private static Map<String, Object> volume(int gigabytes) {
    return Map.of(
        "accessModes",
        List.of("ReadWriteOnce"),
        "storageClassName",
        Platform.STORAGE_CLASS,
        "resources",
        Map.of("requests", Map.of("storage", gigabytes + "Gi")));
  }

  /**
   * Data in S3 by the pods' own identity, with a local cache on the data volume. ClickHouse knows
   * the token file of pod identity since 24.12 (ClickHouse issue 71074). Nothing about metrics: the
   * operator has the servers listen for Prometheus on 9363 already, and a server that is told of
   * one port twice does not start.
   *
   * <p>The cluster that has all servers is the one of the replicated databases, since the operator
   * 0.0.2 configures none. They ask each other as the default user without a password, unless there
   * is a secret among them: then nobody's password is asked for (<a
   * href="https://clickhouse.com/docs/engines/database-engines/replicated">source</a>).
   *
   * <p>A server that goes waits until others have what only it has; where no other runs, it does
   * not.
   */
  private static Map<String, Object> configuration(ServiceDeployment service) {
    Map<String, Object> s3 =
        Map.of(
            "type",
            "s3",
            "endpoint",
            service.dataUrl(),
            "region",
            service.region(),
            "use_environment_credentials",
            true);
    Map<String, Object> cache =
        Map.of(
            "type", "cache",
            "disk", "s3",
            "path", "/var/lib/clickhouse/s3-cache/",
            "max_size", service.volumeGb() / 2 + "Gi");
    Map<String, Object> policy = Map.of("volumes", Map.of("main", Map.of("disk", "s3_cache")));
    return Map.of(
        "storage_configuration",
        Map.of("disks", Map.of("s3", s3, "s3_cache", cache), "policies", Map.of("s3_main", policy)),
        "merge_tree",
        Map.of(
            "storage_policy",
            "s3_main",
            "wait_for_unique_parts_send_before_shutdown_ms",
            HANDING_OVER.toMillis()),
        "named_collections",
        Map.of(COLLECTION, Map.of("cluster_secret", Map.of("@from_env", CLUSTER_SECRET))),
        "database_replicated",
        Map.of("collection_name", COLLECTION),
        "s3",
        Backups.endpoint(service));
  }
}
