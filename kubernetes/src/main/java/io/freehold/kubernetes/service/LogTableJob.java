package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Intent;
import io.freehold.kubernetes.resource.ChartKinds;
import io.freehold.kubernetes.resource.KubernetesKind;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.kubernetes.resource.Manifest;
import io.freehold.kubernetes.resource.RefinedKind;
import java.util.List;
import java.util.Set;

/**
 * The job that makes the table, one for each retention. It is made only once there is no other, and
 * no pod of any is running: otherwise the statements of an earlier choice might come last. And so a
 * job that has ended says what the table is like: going back to an earlier retention finds no job
 * of it, and makes it anew.
 */
record LogTableJob() implements RefinedKind {
  /** The code of the failure of one that waits for those before it. */
  static final String WAITS = "log-table-job-before";

  static final String COMPONENT = "log-table";

  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  @Override
  public KubernetesKind plain() {
    return ChartKinds.JOB.once();
  }

  @Override
  public String create(KubernetesSession cluster, Manifest desired, Intent intent) {
    KubernetesClient client = cluster.reachable().orElseThrow();
    List<String> others =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(desired.namespace())
            .withLabel(ClickHouse.COMPONENT_LABEL, COMPONENT)
            .list()
            .getItems()
            .stream()
            .map(job -> job.getMetadata().getName())
            .filter(name -> !name.equals(desired.name()))
            .toList();
    others.forEach(name -> plain().delete(cluster, desired.namespace() + "/" + name));
    if (!others.isEmpty() || isRunning(client, desired.namespace())) {
      throw new FailureException(
          Failure.refused(
              Failure.Kind.DEPENDENCY, WAITS, "what an earlier choice has begun goes first"));
    }
    return plain().create(cluster, desired, intent);
  }

  private static boolean isRunning(KubernetesClient client, String namespace) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(ClickHouse.COMPONENT_LABEL, COMPONENT)
        .list()
        .getItems()
        .stream()
        .anyMatch(LogTableJob::isRunning);
  }

  private static boolean isRunning(Pod pod) {
    return pod.getStatus() == null || !ENDED.contains(String.valueOf(pod.getStatus().getPhase()));
  }
}
