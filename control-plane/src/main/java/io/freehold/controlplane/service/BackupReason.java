package io.freehold.controlplane.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why {@code BackupsCurrent} is as it is; {@code docs/conditions.md} says what each asks for. */
enum BackupReason {
  /** The newest is good, and no older than it should be. */
  BACKUP_MADE,
  /** None was due yet. */
  BACKUP_PENDING,
  /** No server runs, so that none is made. */
  BACKUPS_SUSPENDED,
  /** The newest came to nothing. */
  BACKUP_FAILED,
  /** One was due, and there is none. */
  BACKUP_OVERDUE,
  /** The schedule itself could not be brought into the cluster. */
  BACKUPS_NOT_SCHEDULED,
  /** They are made, and those that are too old could not be deleted. */
  EXPIRED_BACKUPS_REMAIN;

  /** As the API shows it: one word in upper camel case. */
  String word() {
    return Arrays.stream(name().split("_"))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
