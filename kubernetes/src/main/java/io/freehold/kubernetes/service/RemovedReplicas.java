package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.Conditions;
import io.freehold.kubernetes.resource.GeneratedSecret;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is left of servers that a service has no more, after the operator 0.0.2 took them away:
 * their volumes, which it never deletes, and their names in Keeper, of which it drops those of
 * databases at best (<a
 * href="https://github.com/ClickHouse/clickhouse-operator/blob/v0.0.2/internal/controller/clickhouse/commands.go">source</a>).
 * A server that comes back under such a name fails either way: with its old volume its databases
 * were dropped and are read-only, with a new one its tables are somebody else's in Keeper (<a
 * href="https://github.com/ClickHouse/clickhouse-operator/issues/334">source</a>). So once all
 * others are well, a job has one of them forget those that left, and then their volumes go. No data
 * does: of replicated tables every server has all, and one that leaves stays until others have
 * fetched what only it had; where there are tables that are not replicated, the job fails, and the
 * volumes stay. A service that is stopped keeps all volumes, and so does one that is being deleted
 * and runs for its last backup alone.
 *
 * @param replicas whose volumes are there, by their index
 * @param step what has to be done next, if it is not to wait
 */
record RemovedReplicas(List<Integer> replicas, Step step) {
  /** Under this name a diff tells of it. */
  static final String FIELD = "removedReplicas";

  /** On the operator's resource: what is left of removed servers stays. */
  static final String KEPT = "freehold.io/keep-removed";

  /** Who has a server forget others. */
  static final String USER = "freehold_scaling";

  static final String JOB = "forget-replicas";

  /** The secret of the user, and of the servers among each other. */
  static final String SECRET = "cluster-secret";

  private static final String PASSWORD_HASH = "FREEHOLD_SCALING_PASSWORD_SHA256_HEX";
  private static final String COMPONENT = "scaling";
  private static final String MARK = "freehold.io/removed";
  private static final String FORGOTTEN = "freehold.io/replicas";
  private static final String REPLICA = "clickhouse.com/replica-id";
  private static final int ATTEMPTS = 6;

  /** Those that keep rows on disks, each server its own. */
  private static final String TABLES_OF_ONE =
      """
      SELECT database || '.' || name FROM system.tables WHERE database != 'system' \
      AND NOT startsWith(engine, 'Replicated') AND (endsWith(engine, 'MergeTree') \
      OR engine IN ('Log', 'TinyLog', 'StripeLog', 'Join', 'Set', 'File', 'EmbeddedRocksDB')) \
      LIMIT 10\
      """;

  /** Of the image's own user. */
  private static final int CLICKHOUSE_USER_ID = 101;

  /**
   * In the order in which they follow each other. What is on record in the cluster alone says where
   * it stands, so that it goes on after whatever interruption.
   */
  enum Step {
    /** The claims get a mark: a service that is stopped meanwhile must not lose sight of them. */
    MARK,
    /** The job is made. */
    FORGET,
    /** It failed, and is made anew. */
    FORGET_AGAIN,
    /** The job is deleted, and then the claims. */
    LET_GO,
    WAIT
  }

  RemovedReplicas {
    replicas = List.copyOf(replicas);
  }

  /**
   * Looks.
   *
   * @param servers the operator's resource
   * @param settled whether all that are to be there are well
   * @return nothing where nothing is left of any
   */
  static Optional<RemovedReplicas> in(
      KubernetesSession cluster, KubernetesKind.Observed servers, boolean settled) {
    KubernetesClient client = cluster.reachable().orElseThrow();
    int there = serversIn(servers);
    List<PersistentVolumeClaim> claims =
        claims(client, servers.namespace(), servers.name()).stream()
            .filter(claim -> isMarked(claim) || (there > 0 && index(claim) >= there))
            .toList();
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> indices =
        List.copyOf(
            claims.stream()
                .map(RemovedReplicas::index)
                .collect(Collectors.toCollection(TreeSet::new)));
    return Optional.of(
        new RemovedReplicas(
            indices, step(client, servers.namespace(), claims, settled && there > 0)));
  }

  private static Step step(
      KubernetesClient client,
      String namespace,
      List<PersistentVolumeClaim> claims,
      boolean settled) {
    if (!claims.stream().allMatch(RemovedReplicas::isMarked)) {
      return Step.MARK;
    }
    if (!settled || claims.stream().allMatch(RemovedReplicas::isGoing)) {
      return Step.WAIT;
    }
    Optional<GenericKubernetesResource> job = ChartKinds.JOB.find(client, namespace, JOB);
    if (job.isEmpty()) {
      return Step.FORGET;
    }
    if (job.get().getMetadata().getDeletionTimestamp() != null) {
      return Step.WAIT;
    }
    Map<String, Object> content = job.get().getAdditionalProperties();
    if (isTrue(content, "Complete")) {
      return Step.LET_GO;
    }
    return isTrue(content, "Failed") ? Step.FORGET_AGAIN : Step.WAIT;
  }

  /** What it waits for, in a few words. */
  String phase() {
    return step == Step.FORGET_AGAIN
        ? "replicas %s are gone, and their volumes stay: the job %s failed, and its log says why"
            .formatted(replicas, JOB)
        : "replicas %s are gone, and not their volumes yet".formatted(replicas);
  }

  /** The lowest of them. */
  int first() {
    return replicas.getFirst();
  }

  /** What has to be done next, in a word. */
  Optional<String> nextStep() {
    return step == Step.WAIT ? Optional.empty() : Optional.of(step.name());
  }

  /** The servers, with a note of this. */
  KubernetesKind.Observed notedIn(KubernetesKind.Observed servers) {
    Map<String, Object> object = new LinkedHashMap<>(servers.object());
    object.put(FIELD, this);
    return new KubernetesKind.Observed(
        servers.namespace(), servers.name(), object, servers.marks());
  }

  /** What is noted in the servers. */
  static Optional<RemovedReplicas> of(KubernetesKind.Observed servers) {
    return Optional.ofNullable(servers.object().get(FIELD)).map(RemovedReplicas.class::cast);
  }

  /**
   * Takes the next step.
   *
   * @param servers as they should be
   */
  void takeStep(KubernetesSession cluster, Manifest servers) {
    KubernetesClient client = cluster.reachable().orElseThrow();
    String namespace = servers.namespace();
    switch (step) {
      case MARK ->
          claims(client, namespace, servers.name()).stream()
              .filter(claim -> replicas.contains(index(claim)) && !isMarked(claim))
              .forEach(claim -> mark(client, claim));
      case FORGET -> {
        Manifest job = job(servers);
        ChartKinds.JOB.update(cluster, job.id(), job, ChartKinds.JOB.predict(job));
      }
      case FORGET_AGAIN -> ChartKinds.JOB.delete(cluster, namespace + "/" + JOB);
      case LET_GO -> {
        // The job first: one that stays would speak of the next that leave.
        List<String> forgotten = forgotten(client, namespace);
        ChartKinds.JOB.delete(cluster, namespace + "/" + JOB);
        claims(client, namespace, servers.name()).stream()
            .filter(claim -> isMarked(claim) && forgotten.contains(String.valueOf(index(claim))))
            .forEach(claim -> client.resource(claim).delete());
      }
      case WAIT -> {}
    }
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
    return Map.of(
        "password_sha256_hex",
        Map.of("@from_env", PASSWORD_HASH),
        "networks",
        Map.of("ip", from),
        "profile",
        "default",
        "quota",
        "default",
        "grants",
        // One of them with several queries: of several only the first would count.
        Map.of(
            "query",
            List.of(
                "GRANT SYSTEM DROP REPLICA ON *.*",
                "GRANT SHOW TABLES ON *.*",
                "GRANT SELECT ON system.tables")));
  }

  /** The job that has the first server forget them. */
  Manifest job(Manifest servers) {
    Map<String, String> labels =
        Map.of(
            ClickHouse.SERVICE_LABEL, servers.namespace(), ClickHouse.COMPONENT_LABEL, COMPONENT);
    Map<String, Object> pod =
        Map.of(
            "restartPolicy",
            "Never",
            "automountServiceAccountToken",
            false,
            "enableServiceLinks",
            false,
            "securityContext",
            Map.of("runAsNonRoot", true, "runAsUser", CLICKHOUSE_USER_ID),
            "containers",
            List.of(container(servers)));
    return Manifest.of(
            servers.namespace(),
            JOB,
            Map.of(
                "spec",
                Map.of(
                    "backoffLimit",
                    ATTEMPTS,
                    "template",
                    Map.of("metadata", Map.of("labels", labels), "spec", pod))))
        .withLabels(labels)
        .withAnnotations(Map.of(FORGOTTEN, text(",")));
  }

  private Map<String, Object> container(Manifest servers) {
    Map<?, ?> image = in(in(in(servers.content(), "spec"), "containerTemplate"), "image");
    return Map.of(
        "name",
        "forget",
        "image",
        image.get("repository") + ":" + image.get("tag"),
        "command",
        List.of("/bin/sh", "-c", script(servers.name())),
        "env",
        List.of(
            Map.of("name", "CLICKHOUSE_PASSWORD", "valueFrom", secretKey(GeneratedSecret.PASSWORD)),
            Map.of("name", "REPLICAS", "value", text(" "))),
        "resources",
        Map.of(
            "requests", Map.of("cpu", "50m", "memory", "256Mi"), "limits", Map.of("memory", "1Gi")),
        "securityContext",
        Map.of(
            "allowPrivilegeEscalation",
            false,
            "readOnlyRootFilesystem",
            true,
            "capabilities",
            Map.of("drop", List.of("ALL"))),
        "terminationMessagePolicy",
        "FallbackToLogsOnError");
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

  private static List<String> forgotten(KubernetesClient client, String namespace) {
    return ChartKinds.JOB
        .find(client, namespace, JOB)
        .map(job -> job.getMetadata().getAnnotations().getOrDefault(FORGOTTEN, ""))
        .map(text -> List.of(text.split(",")))
        .orElseGet(List::of);
  }

  private static List<PersistentVolumeClaim> claims(
      KubernetesClient client, String namespace, String cluster) {
    List<PersistentVolumeClaim> claims = new ArrayList<>();
    client
        .persistentVolumeClaims()
        .inNamespace(namespace)
        .withLabel("app", cluster + "-clickhouse")
        .withLabel(REPLICA)
        .list()
        .getItems()
        .forEach(claims::add);
    return claims;
  }

  private static void mark(KubernetesClient client, PersistentVolumeClaim claim) {
    var ignored =
        client
            .resource(claim)
            .edit(there ->
                new PersistentVolumeClaimBuilder(there)
                    .editMetadata()
                    .addToLabels(MARK, "true")
                    .endMetadata()
                    .build());
  }

  private static boolean isMarked(PersistentVolumeClaim claim) {
    return claim.getMetadata().getLabels().containsKey(MARK);
  }

  private static boolean isGoing(PersistentVolumeClaim claim) {
    return claim.getMetadata().getDeletionTimestamp() != null;
  }

  private static int index(PersistentVolumeClaim claim) {
    return Integer.parseInt(claim.getMetadata().getLabels().getOrDefault(REPLICA, ""));
  }

  /** How many there are to be, as the operator knows it. */
  static int serversIn(KubernetesKind.Observed servers) {
    return servers.object().get("spec") instanceof Map<?, ?> spec
            && spec.get("replicas") instanceof Number number
        ? number.intValue()
        : 0;
  }

  private static boolean isTrue(Map<String, Object> object, String condition) {
    return Conditions.find(object, condition)
        .filter(one -> "True".equals(one.get("status")))
        .isPresent();
  }

  private static Map<?, ?> in(Map<?, ?> object, String field) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(field), field);
  }

  private static Map<String, Object> secretKey(String key) {
    return Map.of("secretKeyRef", Map.of("name", SECRET, "key", key));
  }
}
