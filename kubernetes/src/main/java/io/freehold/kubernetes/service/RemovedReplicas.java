package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.Conditions;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final String MARK = "freehold.io/removed";
  private static final String REPLICA = "clickhouse.com/replica-id";

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
    Optional<GenericKubernetesResource> job =
        ChartKinds.JOB.find(client, namespace, ForgetJob.NAME);
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
            .formatted(replicas, ForgetJob.NAME)
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
        Manifest job = new ForgetJob(replicas).manifest(servers);
        ChartKinds.JOB.update(cluster, job.id(), job, ChartKinds.JOB.predict(job));
      }
      case FORGET_AGAIN -> ChartKinds.JOB.delete(cluster, namespace + "/" + ForgetJob.NAME);
      case LET_GO -> {
        // The job first: one that stays would speak of the next that leave.
        List<String> forgotten = ForgetJob.madeFor(client, namespace);
        ChartKinds.JOB.delete(cluster, namespace + "/" + ForgetJob.NAME);
        claims(client, namespace, servers.name()).stream()
            .filter(claim -> isMarked(claim) && forgotten.contains(String.valueOf(index(claim))))
            .forEach(claim -> client.resource(claim).delete());
      }
      case WAIT -> {}
    }
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
}
