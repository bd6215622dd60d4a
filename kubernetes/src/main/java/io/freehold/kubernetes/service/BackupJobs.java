package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What became of the backups of a service, as far as its cluster remembers. */
public final class BackupJobs {
  /** As much of an error as people read. */
  private static final int LONGEST_MESSAGE = 600;

  private BackupJobs() {}

  /** How a backup ended, if it did. */
  public enum Outcome {
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * One that was begun.
   *
   * @param id its job's
   * @param job its job's name
   * @param path where it is, below the service's own prefix
   * @param sizeInBytes once it is done, as the server told
   * @param message why it failed; empty where it did not
   */
  public record Backup(
      UUID id,
      String job,
      String path,
      Outcome outcome,
      Instant startedAt,
      Optional<Instant> finishedAt,
      Optional<Long> sizeInBytes,
      String message) {

    /** Whether it was made because the service is being deleted. */
    public boolean last() {
      return job.equals(Backups.LAST);
    }
  }

  /** Where the objects of all attempts of a job are, below the service's own prefix. */
  public static String folder(String job) {
    return job + "/";
  }

  /** All of a namespace; none without a cluster. */
  public static List<Backup> in(KubernetesSession cluster, String namespace) {
    return cluster.reachable().stream().flatMap(client -> in(client, namespace)).toList();
  }

  private static Stream<Backup> in(KubernetesClient client, String namespace) {
    List<Job> jobs =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(namespace)
            .withLabel(ClickHouse.COMPONENT_LABEL, Backups.COMPONENT)
            .list()
            .getItems()
            .stream()
            .filter(job -> job.getStatus() != null && job.getStatus().getStartTime() != null)
            .toList();
    List<Pod> pods =
        jobs.isEmpty()
            ? List.of()
            : client
                .pods()
                .inNamespace(namespace)
                .withLabel(ClickHouse.COMPONENT_LABEL, Backups.COMPONENT)
                .list()
                .getItems();
    return jobs.stream().map(job -> backup(job, pods));
  }

  private static Backup backup(Job job, List<Pod> all) {
    String name = job.getMetadata().getName();
    List<Pod> pods =
        all.stream()
            .filter(pod -> name.equals(pod.getMetadata().getLabels().get(Backups.JOB_LABEL)))
            .toList();
    Optional<JobCondition> complete = condition(job, "Complete");
    Optional<JobCondition> failed = condition(job, "Failed");
    Optional<Pod> good =
        pods.stream().filter(pod -> "Succeeded".equals(pod.getStatus().getPhase())).findFirst();
    return new Backup(
        UUID.fromString(job.getMetadata().getUid()),
        name,
        // A pod that is forgotten leaves the folder, in which its own is.
        good.map(pod -> folder(name) + pod.getMetadata().getName()).orElse(name),
        complete.isPresent() ? Outcome.DONE : failed.isPresent() ? Outcome.FAILED : Outcome.RUNNING,
        Instant.parse(job.getStatus().getStartTime()),
        complete.or(() -> failed).map(over -> Instant.parse(over.getLastTransitionTime())),
        good.flatMap(BackupJobs::end).flatMap(end -> size(end.getMessage())),
        failed.map(why -> message(why, pods)).orElse(""));
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    return job.getStatus().getConditions().stream()
        .filter(one -> one.getType().equals(type) && one.getStatus().equals("True"))
        .findFirst();
  }

  private static Optional<ContainerStateTerminated> end(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .flatMap(one -> Optional.ofNullable(one.getState().getTerminated()).stream())
        .findFirst();
  }

  /** The last that was printed. */
  private static Optional<Long> size(String printed) {
    return Optional.ofNullable(printed).stream()
        .flatMap(String::lines)
        .filter(line -> line.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .reduce((earlier, later) -> later);
  }

  /** What the client said last; what the job says, where its pods are gone. */
  private static String message(JobCondition why, List<Pod> pods) {
    String said =
        pods.stream()
            .flatMap(pod -> end(pod).stream())
            .flatMap(end -> Optional.ofNullable(end.getMessage()).stream())
            .reduce((earlier, later) -> later)
            .orElse(why.getReason() + ": " + why.getMessage())
            .strip()
            .replaceAll("\\s+", " ");
    return said.substring(0, Math.min(said.length(), LONGEST_MESSAGE));
  }
}
