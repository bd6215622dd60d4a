package io.freehold.kubernetes.service;

import java.time.Duration;
import java.util.List;

/**
 * How a service is backed up.
 *
 * @param cron when, in UTC
 * @param period the longest time between two: so late one that was missed may still be made
 * @param url where in S3 its backups go, ending in a slash
 * @param from the IPv4 blocks that pods of the cluster have addresses of
 */
public record BackupPlan(String cron, Duration period, String url, List<String> from, Stage stage) {
  public BackupPlan {
    from = List.copyOf(from);
  }

  /** Which backups are made. */
  public enum Stage {
    /** Those of the schedule, while the service runs. */
    ON_SCHEDULE,
    /** None: the service is being deleted, and its servers come up for the last one. */
    BEFORE_LAST,
    /** The last one, of a service that is being deleted. */
    LAST
  }

  /** Whether the service runs for its last backup alone. */
  public boolean ending() {
    return stage != Stage.ON_SCHEDULE;
  }
}
