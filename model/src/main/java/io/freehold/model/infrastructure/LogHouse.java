package io.freehold.model.infrastructure;

import io.freehold.model.name.ShortName;
import io.freehold.model.violation.Violation;
import java.util.List;
import java.util.UUID;

/**
 * The service of an infrastructure that keeps the logs of its pods, besides the store that every
 * infrastructure has on a volume.
 *
 * @param serviceId the service's id in the API
 * @param service its short generated name, which is that of its namespace
 * @param retentionDays after how many days a log is dropped
 */
public record LogHouse(UUID serviceId, ShortName service, int retentionDays) {
  /** For which none was asked. */
  public static final int DEFAULT_RETENTION_DAYS = 30;

  /** Five years: each day is a partition, and of these a table should not have thousands. */
  public static final int LONGEST_RETENTION_DAYS = 1825;

  /** What is wrong with a retention ({@code retention-out-of-range}). */
  public static List<Violation> retentionViolations(int days) {
    return days >= 1 && days <= LONGEST_RETENTION_DAYS
        ? List.of()
        : List.of(
            Violation.of(
                "logHouse.retentionDays",
                "retention-out-of-range",
                String.valueOf(days),
                "1 to " + LONGEST_RETENTION_DAYS + " days",
                null));
  }
}
