package io.freehold.controlplane.service;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.condition.Condition.Status;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kubernetes.service.Backups;
import io.freehold.model.service.BackupConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What backups come to, as the condition {@code BackupsCurrent} of a service. */
final class BackupHealth {
  static final String CURRENT = "BackupsCurrent";

  /** A backup takes its time, too. */
  private static final Duration GRACE = Duration.ofHours(2);

  private BackupHealth() {}

  /** The newest that is done. */
  static Optional<BackupRow> newestGood(List<BackupRow> latestFirst) {
    return latestFirst.stream().filter(BackupRow::isDone).findFirst();
  }

  /**
   * The condition.
   *
   * @param backups those that are kept, the latest first
   * @param conditions of the service, as this pass leaves them
   * @param failure why those that are too old could not be deleted
   */
  static Condition of(
      ServiceRow row,
      List<BackupRow> backups,
      BackupConfiguration asked,
      PassReport report,
      List<Condition> conditions,
      Optional<Failure> failure,
      Instant now) {
    Judgement judged = judge(row, backups, asked, report, conditions, failure, now);
    return new Condition(
            CURRENT,
            judged.status(),
            judged.reason().word(),
            judged.message(),
            row.generation(),
            now)
        .after(row.conditions());
  }

  private record Judgement(Status status, BackupReason reason, String message) {}

  private static Judgement judge(
      ServiceRow row,
      List<BackupRow> backups,
      BackupConfiguration asked,
      PassReport report,
      List<Condition> conditions,
      Optional<Failure> failure,
      Instant now) {
    Optional<Failure> unscheduled = unscheduled(report);
    if (unscheduled.isPresent()) {
      return failed(BackupReason.BACKUPS_NOT_SCHEDULED, text(unscheduled.get()));
    }
    Optional<BackupRow> latest = backups.stream().filter(one -> !one.isRunning()).findFirst();
    Optional<BackupRow> good = newestGood(backups);
    String newest =
        good.map(one -> "the newest good one is of " + one.startedAt()).orElse("there is none yet");
    if (!row.running()) {
      return new Judgement(Status.UNKNOWN, BackupReason.BACKUPS_SUSPENDED, newest);
    }
    if (latest.filter(one -> one.status() == BackupRow.Status.ERROR).isPresent()) {
      return failed(
          BackupReason.BACKUP_FAILED,
          "that of %s: %s; %s".formatted(latest.get().startedAt(), latest.get().message(), newest));
    }
    boolean old = isOld(row, good, asked, now);
    if (old && couldBeMade(conditions, now)) {
      return failed(BackupReason.BACKUP_OVERDUE, newest);
    }
    if (failure.isPresent()) {
      return failed(BackupReason.EXPIRED_BACKUPS_REMAIN, text(failure.get()));
    }
    return good.isPresent() && !old
        ? new Judgement(Status.TRUE, BackupReason.BACKUP_MADE, newest)
        : new Judgement(Status.UNKNOWN, BackupReason.BACKUP_PENDING, newest);
  }

  private static Judgement failed(BackupReason reason, String message) {
    return new Judgement(Status.FALSE, reason, message);
  }

  private static Optional<Failure> unscheduled(PassReport report) {
    return report.nodes().stream()
        .filter(node -> node.node().equals(Backups.SCHEDULE))
        .flatMap(node -> node.failure().stream())
        .findFirst();
  }

  /** By its age alone: a service that sleeps each day is backed up each day, too. */
  private static boolean isOld(
      ServiceRow row, Optional<BackupRow> good, BackupConfiguration asked, Instant now) {
    Duration longest = Duration.ofHours(asked.periodHours()).plus(GRACE);
    return good.map(BackupRow::startedAt)
        .or(row::runningAt)
        .filter(since -> since.isBefore(now.minus(longest)))
        .isPresent();
  }

  /** One that was missed is made as soon as the servers answer. */
  private static boolean couldBeMade(List<Condition> conditions, Instant now) {
    return conditions.stream()
        .anyMatch(one ->
            one.type().equals("Ready")
                && one.status() == Status.TRUE
                && one.lastTransitionTime().isBefore(now.minus(GRACE)));
  }

  private static String text(Failure failure) {
    return failure.code() + ": " + failure.message();
  }
}
