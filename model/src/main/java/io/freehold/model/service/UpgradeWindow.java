package io.freehold.model.service;

import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.List;
import java.util.Set;

/**
 * When a service may be brought to another version of ClickHouse: six hours of the week, in UTC.
 *
 * @param weekday on which it starts; 0 is Sunday
 * @param startHourUtc 0, 6, 12 or 18
 */
public record UpgradeWindow(int weekday, int startHourUtc) {
  /** How long it lasts. */
  public static final int HOURS = 6;

  private static final int LAST_WEEKDAY = 6;
  private static final Set<Integer> STARTS = Set.of(0, 6, 12, 18);

  /** Everything that is wrong with it. */
  public List<Violation> violations() {
    Violations violations = new Violations();
    if (weekday < 0 || weekday > LAST_WEEKDAY) {
      violations.add(
          "weekday", "weekday-out-of-range", String.valueOf(weekday), "0 (Sunday) to 6 (Saturday)");
    }
    if (!STARTS.contains(startHourUtc)) {
      violations.add(
          "startHourUtc", "hour-out-of-range", String.valueOf(startHourUtc), "0, 6, 12 or 18");
    }
    return violations.list();
  }
}
