package io.freehold.model.service;

import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often a service is backed up, and how long a backup is kept.
 *
 * @param periodHours from one backup to the next
 * @param retentionHours how long each is kept: whole days
 * @param startTime {@code HH:MM} or {@code H:MM} in UTC, as it was given, with a period of a day;
 *     null to go by the period alone
 */
public record BackupConfiguration(int periodHours, int retentionHours, @Nullable String startTime) {
  /** Once a day, kept for a day. */
  public static final BackupConfiguration DEFAULT =
      new BackupConfiguration(BackupConfiguration.DAY, BackupConfiguration.DAY, null);

  /** In hours; also the one period that a time of day can have. */
  public static final int DAY = 24;

  private static final int LONGEST_PERIOD = 7 * DAY;
  private static final int LONGEST_RETENTION = 45 * DAY;

  /** An hour may have one digit, as the public API's Terraform provider lets it. */
  private static final Pattern TIME = Pattern.compile("([0-9]|[01][0-9]|2[0-3]):([0-5][0-9])");

  /** Everything that is wrong with it. */
  public List<Violation> violations() {
    Violations violations = new Violations();
    if (periodHours < 1 || periodHours > LONGEST_PERIOD) {
      violations.add(
          "backupPeriodInHours",
          "period-out-of-range",
          periodHours + " hours",
          "1 to " + LONGEST_PERIOD);
    } else if (startTime != null && periodHours != DAY) {
      violations.add(
          "backupPeriodInHours",
          "period-with-start-time",
          periodHours + " hours",
          "24, or no backupStartTime: backups at a time of day are daily");
    }
    if (retentionHours < DAY || retentionHours > LONGEST_RETENTION || retentionHours % DAY != 0) {
      violations.add(
          "backupRetentionPeriodInHours",
          "retention-out-of-range",
          retentionHours + " hours",
          "a multiple of 24 from 24 to " + LONGEST_RETENTION);
    }
    if (startTime != null && !TIME.matcher(startTime).matches()) {
      violations.add(
          "backupStartTime", "time-malformed", "'" + startTime + "'", "HH:MM, such as 02:30");
    }
    return violations.list();
  }
}
