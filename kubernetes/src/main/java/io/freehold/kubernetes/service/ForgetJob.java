package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.GeneratedSecret;
import io.freehold.kubernetes.resource.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The job that has the first server of a service forget others, which are no more, and the user by
 * whom it does so.
 *
 * @param replicas those to forget, by their index
 */
record ForgetJob(List<Integer> replicas) {
  /** Who has a server forget others. */
  static final String USER = "freehold_scaling";

  static final String NAME = "forget-replicas";

  /** The secret of the user, and of the servers among each other. */
  static final String SECRET = "cluster-secret";

  private static final String PASSWORD_HASH = "FREEHOLD_SCALING_PASSWORD_SHA256_HEX";
  private static final String COMPONENT = "scaling";
  private static final String FORGOTTEN = "freehold.io/replicas";
  private static final int ATTEMPTS = 6;

  /** Those that keep rows on disks, each server its own. */
  private static final String TABLES_OF_ONE =
      """
      SELECT database || '.' || name FROM system.tables WHERE database != 'system' \
      AND NOT startsWith(engine, 'Replicated') AND (endsWith(engine, 'MergeTree') \
      OR engine IN ('Log', 'TinyLog', 'StripeLog', 'Join', 'Set', 'File', 'EmbeddedRocksDB')) \
      LIMIT 10\
      """;

  ForgetJob {
    replicas = List.copyOf(replicas);
  }

  /** What a server has to know of the user: nothing but the hash of its password. */
  static Map<String, Object> environment() {
    return Map.of("name", PASSWORD_HASH, "valueFrom", secretKey(GeneratedSecret.SHA256_HEX));
  }

  /** What servers prove to each other that they are of one service with. */
  static Map<String, Object> clusterSecret() {
    return secretKey(GeneratedSecret.PASSWORD);
  }

  /** The user: it may see which tables there are, and have others forgotten that are not there. */
  static Map<String, Object> user(List<String> from) {
    return ConfiguredUser.of(
        PASSWORD_HASH,
        from,
        List.of(
            "GRANT SYSTEM DROP REPLICA ON *.*",
            "GRANT SHOW TABLES ON *.*",
            "GRANT SELECT ON system.tables"));
  }

  /** The job, for the servers as they should be. */
  Manifest manifest(Manifest servers) {
    Map<String, String> labels =
        Map.of(
            ClickHouse.SERVICE_LABEL, servers.namespace(), ClickHouse.COMPONENT_LABEL, COMPONENT);
    Map<?, ?> image = in(in(in(servers.content(), "spec"), "containerTemplate"), "image");
    ClientPod pod =
        new ClientPod(
            "forget",
            image.get("repository") + ":" + image.get("tag"),
            script(servers.name()),
            List.of(
                Map.of(
                    "name",
                    "CLICKHOUSE_PASSWORD",
                    "valueFrom",
                    secretKey(GeneratedSecret.PASSWORD)),
                Map.of("name", "REPLICAS", "value", text(" "))),
            List.of());
    return Manifest.of(
            servers.namespace(),
            NAME,
            Map.of(
                "spec",
                Map.of(
                    "backoffLimit",
                    ATTEMPTS,
                    "template",
                    Map.of("metadata", Map.of("labels", labels), "spec", pod.spec()))))
        .withLabels(labels)
        .withAnnotations(Map.of(FORGOTTEN, text(",")));
  }

  /**
   * By the port that the operator asks the servers on itself, of the first server: that is always
   * one. It is refused for a replica that is active. Both statements do nothing for one that is not
   * known (<a
   * href="https://clickhouse.com/docs/sql-reference/statements/system#drop-replica">source</a>).
   */
  private static String script(String cluster) {
    String client =
        "clickhouse-client --host %1$s-clickhouse-0-0-0.%1$s-clickhouse-headless --port 9001 --user %2$s"
            .formatted(cluster, USER);
    return "set -e; alone=$(%s --query \"%s\");".formatted(client, TABLES_OF_ONE)
        + " if [ -n \"$alone\" ]; then echo \"not replicated, so that rows are lost with a volume:"
        + " $alone\" >&2; exit 1; fi;"
        + " for replica in $REPLICAS; do"
        + " %s --query \"SYSTEM DROP DATABASE REPLICA '0|$replica'\";".formatted(client)
        + " %s --query \"SYSTEM DROP REPLICA '$replica'\"; done".formatted(client);
  }

  private String text(String between) {
    return replicas.stream().map(String::valueOf).collect(Collectors.joining(between));
  }

  /** Those whom the job that is there is to forget, by their index. */
  static List<String> madeFor(KubernetesClient client, String namespace) {
    return ChartKinds.JOB
        .find(client, namespace, NAME)
        .map(job -> job.getMetadata().getAnnotations().getOrDefault(FORGOTTEN, ""))
        .map(text -> List.of(text.split(",")))
        .orElseGet(List::of);
  }

  private static Map<?, ?> in(Map<?, ?> object, String field) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(field), field);
  }

  private static Map<String, Object> secretKey(String key) {
    return Map.of("secretKeyRef", Map.of("name", SECRET, "key", key));
  }
}
