package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.DataDecision;
import io.freehold.kubernetes.service.BackupPlan;
import io.freehold.kubernetes.service.ClickHouseService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The backup that is made of a service whose data is to stay when it is deleted: what is in S3
 * cannot be read without what is on the volumes, and both not without a cluster. Its servers run
 * once more for it, behind closed doors, while the service is not found any more.
 */
@Component
class LastBackup {
  /**
   * None is begun later: what is kept is on volumes, too. One that runs by then goes on until its
   * job's own limit.
   */
  static final Duration LONGEST = Duration.ofHours(12);

  /** Its end is seen soon, and its servers do not run for nothing. */
  private static final Duration SHORTEST_LOOK = Duration.ofSeconds(30);

  /** Each of them is several attempts. */
  private static final int MOST_JOBS = 3;

  private final ServiceStore services;
  private final BackupStore backups;

  LastBackup(ServiceStore services, BackupStore backups) {
    this.services = services;
    this.backups = backups;
  }

  /** Whether it is still to be made: not of a service that never had any data. */
  boolean isToBeMade(ServiceRow row, Instant now) {
    return row.deletion().filter(DataDecision.RETAIN::equals).isPresent()
        && row.runningAt().isPresent()
        && !isOver(row, now);
  }

  /**
   * It goes on unseen: who deletes a service waits for minutes, and this may take hours. The
   * cluster tells of times in seconds, and so does this.
   *
   * @return what is to be done next: the servers come up first, and what was begun goes on
   */
  BackupPlan.Stage begin(ServiceRow row, Instant now) {
    Optional<Instant> before = begun(row);
    if (before.isEmpty()) {
      services.hide(row.organizationId(), row.id(), now.truncatedTo(ChronoUnit.SECONDS));
      return BackupPlan.Stage.BEFORE_LAST;
    }
    boolean running = since(row, before.get()).stream().anyMatch(BackupRow::isRunning);
    return running || serversWereReady(row) ? BackupPlan.Stage.LAST : BackupPlan.Stage.BEFORE_LAST;
  }

  /** After the last pass, which had brought them up again. */
  private static boolean serversWereReady(ServiceRow row) {
    return row.nodes().stream()
        .anyMatch(
            one -> one.node().equals(ClickHouseService.SERVERS) && one.state().equals("ready"));
  }

  /** Since when it is being made; from then on no schedule changes its servers. */
  Optional<Instant> begun(ServiceRow row) {
    return row.deletion().isPresent()
        ? services.hiddenSince(row.organizationId(), row.id())
        : Optional.empty();
  }

  /** When to look again: what has taken long is looked for more rarely. */
  Duration nextLook(ServiceRow row, Instant now) {
    return begun(row)
        .map(begun -> Duration.between(begun, now).dividedBy(20))
        .filter(look -> look.compareTo(SHORTEST_LOOK) > 0)
        .orElse(SHORTEST_LOOK);
  }

  /** Why there is none; empty where there is one, or none was to be made. */
  Optional<String> failure(ServiceRow row) {
    Optional<Instant> begun = begun(row);
    if (begun.isEmpty()) {
      return Optional.empty();
    }
    List<BackupRow> made = since(row, begun.get());
    if (made.isEmpty()) {
      return Optional.of("its servers did not come up within " + LONGEST.toHours() + " hours");
    }
    if (made.stream().anyMatch(BackupRow::isDone)) {
      return Optional.empty();
    }
    return Optional.of(
        made.stream()
            .map(BackupRow::message)
            .filter(message -> !message.isEmpty())
            .findFirst()
            .orElse("its job failed and left no reason"));
  }

  private boolean isOver(ServiceRow row, Instant now) {
    Optional<Instant> begun = begun(row);
    if (begun.isEmpty()) {
      return false;
    }
    List<BackupRow> made = since(row, begun.get());
    long failed = made.stream().filter(one -> one.status() == BackupRow.Status.ERROR).count();
    return made.stream().anyMatch(BackupRow::isDone)
        || failed >= MOST_JOBS
        || (now.isAfter(begun.get().plus(LONGEST))
            && made.stream().noneMatch(BackupRow::isRunning));
  }

  private List<BackupRow> since(ServiceRow row, Instant begun) {
    return backups.list(row.organizationId(), row.id()).stream()
        .filter(one -> one.last() && !one.startedAt().isBefore(begun))
        .toList();
  }
}
