package io.freehold.controlplane.service;

import io.freehold.kubernetes.service.BackupJobs;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A backup as it is stored.
 *
 * @param id of the job that made it
 * @param job its name: the folder of all attempts
 * @param path of the backup itself, below the service's prefix
 * @param last whether it was made because the service is being deleted
 * @param sizeInBytes as far as the server told
 * @param message why it failed; empty where it did not
 * @param expired whether its objects are being deleted, or are gone
 * @param emptied whether they are gone
 */
record BackupRow(
    UUID id,
    String job,
    String path,
    boolean last,
    Status status,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<Long> sizeInBytes,
    String message,
    boolean expired,
    boolean emptied) {

  /** In the words of the public API. */
  enum Status {
    IN_PROGRESS,
    DONE,
    ERROR;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  static BackupRow of(BackupJobs.Backup seen) {
    return new BackupRow(
        seen.id(),
        seen.job(),
        seen.path(),
        seen.last(),
        switch (seen.outcome()) {
          case RUNNING -> Status.IN_PROGRESS;
          case DONE -> Status.DONE;
          case FAILED -> Status.ERROR;
        },
        seen.startedAt(),
        seen.finishedAt(),
        seen.sizeInBytes(),
        seen.message(),
        false,
        false);
  }

  /** Its job is gone, and nobody saw how it ended. */
  BackupRow lost(Instant now) {
    return new BackupRow(
        id,
        job,
        path,
        last,
        Status.ERROR,
        startedAt,
        Optional.of(now),
        Optional.empty(),
        "its job was gone before it was seen to end",
        expired,
        emptied);
  }

  boolean isDone() {
    return status == Status.DONE;
  }

  boolean isRunning() {
    return status == Status.IN_PROGRESS;
  }
}
