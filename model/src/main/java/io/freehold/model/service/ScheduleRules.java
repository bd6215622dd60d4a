package io.freehold.model.service;

import io.freehold.model.service.ScalingSchedule.Entry;
import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;

/** The rules of a scaling schedule; figures as in the public ClickHouse Cloud API. */
final class ScheduleRules {
  /** As many as the public API's own Terraform provider allows. */
  private static final int MOST_ENTRIES = 10;

  private static final int LONGEST_NAME = 100;
  private static final int LAST_WEEKDAY = 6;

  private ScheduleRules() {}

  static List<Violation> check(ScalingSchedule schedule, ServiceSpec base) {
    Violations violations = new Violations();
    List<Entry> entries = schedule.entries();
    if (entries.size() > MOST_ENTRIES) {
      violations.add(
          "entries", "too-many-entries", entries.size() + " entries", "at most " + MOST_ENTRIES);
    }
    BitSet taken = new BitSet(ScalingSchedule.HOURS_OF_WEEK);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      String path = "entries[" + i + "].";
      int before = violations.list().size();
      checkWhen(path, entry, violations);
      if (violations.list().size() == before) {
        BitSet hours = entry.hours();
        if (hours.intersects(taken)) {
          violations.add(
              path + "weekdays",
              "entries-overlap",
              "hours of an entry before it",
              "hours of its own");
        }
        taken.or(hours);
      }
      checkWhat(path, entry, base, violations);
    }
    return violations.list();
  }

  private static void checkWhen(String path, Entry entry, Violations violations) {
    if (entry.name().isBlank() || entry.name().length() > LONGEST_NAME) {
      violations.add(
          path + "name",
          "name-length",
          entry.name().length() + " characters",
          "1 to %d, not all blank".formatted(LONGEST_NAME));
    }
    if (entry.weekdays().isEmpty()) {
      violations.add(path + "weekdays", "too-few", "none", "at least one");
    }
    for (int weekday : entry.weekdays()) {
      if (weekday < 0 || weekday > LAST_WEEKDAY) {
        violations.add(
            path + "weekdays",
            "weekday-out-of-range",
            String.valueOf(weekday),
            "0 (Sunday) to 6 (Saturday)");
      }
    }
    if (new HashSet<>(entry.weekdays()).size() < entry.weekdays().size()) {
      violations.add(path + "weekdays", "weekday-twice", "a day twice", "each day once");
    }
    int last = ScalingSchedule.HOURS_OF_DAY;
    if (entry.startHourUtc() < 0 || entry.startHourUtc() >= last) {
      violations.add(
          path + "startHourUtc",
          "hour-out-of-range",
          String.valueOf(entry.startHourUtc()),
          "0 to 23");
    }
    if (entry.endHourUtc() < 1 || entry.endHourUtc() > last) {
      violations.add(
          path + "endHourUtc", "hour-out-of-range", String.valueOf(entry.endHourUtc()), "1 to 24");
    }
    if (entry.startHourUtc() == entry.endHourUtc()) {
      violations.add(
          path + "endHourUtc",
          "no-hours",
          String.valueOf(entry.endHourUtc()),
          "another hour than startHourUtc");
    }
  }

  private static void checkWhat(String path, Entry entry, ServiceSpec base, Violations violations) {
    if ((entry.minReplicaMemoryGb() == null) != (entry.maxReplicaMemoryGb() == null)) {
      violations.add(
          path + (entry.minReplicaMemoryGb() == null ? "minReplicaMemoryGb" : "maxReplicaMemoryGb"),
          "field-missing",
          null,
          "both bounds of the memory, or neither");
      return;
    }
    for (Violation one : entry.applied(base).violations()) {
      violations.add(path + one.field(), one.code(), one.found(), one.needed(), one.remedy());
    }
  }
}
