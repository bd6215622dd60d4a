package io.freehold.kubernetes.service;

import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.kubernetes.resource.RefinedKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's resource of a service's servers, with what the operator leaves behind when there
 * are to be fewer: see {@link RemovedReplicas}. Fewer servers are done once nothing is left of the
 * others; a number that would bring one of them back before that waits.
 */
final class ServerCluster implements RefinedKind {
  static final ServerCluster TYPE = new ServerCluster();

  private static final KubernetesKind CLUSTER = KubernetesKinds.CLICKHOUSE_CLUSTER;

  private ServerCluster() {}

  @Override
  public KubernetesKind plain() {
    return CLUSTER;
  }

  @Override
  public Map<String, Observation<KubernetesKind.Observed>> observe(
      KubernetesSession cluster, Set<String> ids) {
    Map<String, Observation<KubernetesKind.Observed>> found = new HashMap<>();
    CLUSTER
        .observe(cluster, ids)
        .forEach((id, observation) -> found.put(id, withRemoved(cluster, observation)));
    return found;
  }

  private static Observation<KubernetesKind.Observed> withRemoved(
      KubernetesSession cluster, Observation<KubernetesKind.Observed> observation) {
    return switch (observation) {
      case Observation.Present<KubernetesKind.Observed>(
              KubernetesKind.Observed servers,
              Ownership ownership) ->
          removed(cluster, servers, true)
              .map(removed -> settled(servers, removed, ownership))
              .orElse(observation);
      case Observation.Pending<KubernetesKind.Observed>(
              String phase,
              Ownership ownership,
              Optional<KubernetesKind.Observed> there) ->
          there
              .flatMap(servers ->
                  removed(cluster, servers, false).map(removed -> removed.notedIn(servers)))
              .<Observation<KubernetesKind.Observed>>map(
                  noted -> new Observation.Pending<>(phase, ownership, Optional.of(noted)))
              .orElse(observation);
      case Observation.Absent<KubernetesKind.Observed> absent -> absent;
      case Observation.Deleting<KubernetesKind.Observed> deleting -> deleting;
      case Observation.Broken<KubernetesKind.Observed> broken -> broken;
    };
  }

  private static Optional<RemovedReplicas> removed(
      KubernetesSession cluster, KubernetesKind.Observed servers, boolean settled) {
    boolean kept =
        servers.object().get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("annotations") instanceof Map<?, ?> annotations
            && annotations.containsKey(RemovedReplicas.KEPT);
    return kept ? Optional.empty() : RemovedReplicas.in(cluster, servers, settled);
  }

  /** Servers that are stopped wait for nothing: it goes on when they are back. */
  private static Observation<KubernetesKind.Observed> settled(
      KubernetesKind.Observed servers, RemovedReplicas removed, Ownership ownership) {
    KubernetesKind.Observed noted = removed.notedIn(servers);
    return RemovedReplicas.serversIn(servers) == 0
        ? new Observation.Present<>(noted, ownership)
        : new Observation.Pending<>(removed.phase(), ownership, Optional.of(noted));
  }

  @Override
  public Diff diff(Manifest desired, KubernetesKind.Observed observed) {
    Optional<RemovedReplicas> removed = RemovedReplicas.of(observed);
    Diff diff = CLUSTER.diff(heldBack(desired, removed), observed);
    Optional<String> step = removed.flatMap(RemovedReplicas::nextStep);
    if (step.isEmpty()) {
      return diff;
    }
    Diff.Comparison all = Diff.compare();
    diff.changes().forEach(one -> all.field(one.field(), one.wanted(), one.found(), one.impact()));
    return all.field(RemovedReplicas.FIELD, step.get(), removed.get().phase()).done();
  }

  @Override
  public void update(
      KubernetesSession cluster, String id, Manifest desired, KubernetesKind.Observed observed) {
    Optional<RemovedReplicas> removed = RemovedReplicas.of(observed);
    removed.ifPresent(some -> some.takeStep(cluster, desired));
    Manifest now = heldBack(desired, removed);
    if (!CLUSTER.diff(now, observed).isEmpty()) {
      CLUSTER.update(cluster, id, now, observed);
    }
  }

  /** With no more servers than those before the first that something is left of. */
  private static Manifest heldBack(Manifest desired, Optional<RemovedReplicas> removed) {
    Map<?, ?> wanted = (Map<?, ?>) Objects.requireNonNull(desired.content().get("spec"));
    int replicas = ((Number) Objects.requireNonNull(wanted.get("replicas"))).intValue();
    int most = removed.map(RemovedReplicas::first).orElse(replicas);
    if (replicas <= most) {
      return desired;
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    wanted.forEach((name, value) -> spec.put(String.valueOf(name), value));
    spec.put("replicas", most);
    return Manifest.of(desired.namespace(), desired.name(), Map.of("spec", spec))
        .withLabels(desired.labels())
        .withAnnotations(desired.annotations());
  }
}
