package io.freehold.model.service;

import io.freehold.model.violation.Violation;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * At which hours of the week, in UTC, a service is of another size than its spec says. Outside of
 * them the spec holds. It may break rules: {@link #violations} says which.
 */
public record ScalingSchedule(List<Entry> entries) {
  /** Without any entry. */
  public static final ScalingSchedule NONE = new ScalingSchedule(List.of());

  static final int HOURS_OF_DAY = 24;
  static final int HOURS_OF_WEEK = 7 * HOURS_OF_DAY;

  public ScalingSchedule {
    entries = List.copyOf(entries);
  }

  /**
   * Some hours of the week. What is null is as the spec has it.
   *
   * @param id made by the control plane
   * @param name for people
   * @param weekdays on which it begins; 0 is Sunday
   * @param startHourUtc 0 to 23, inclusive
   * @param endHourUtc 1 to 24, exclusive; below the start it is an hour of the next day
   * @param minReplicaMemoryGb given together with the other bound
   */
  public record Entry(
      UUID id,
      String name,
      List<Integer> weekdays,
      int startHourUtc,
      int endHourUtc,
      @Nullable Integer replicas,
      @Nullable Integer minReplicaMemoryGb,
      @Nullable Integer maxReplicaMemoryGb,
      @Nullable Boolean idleScaling,
      @Nullable Integer idleTimeoutMinutes) {
    public Entry {
      weekdays = List.copyOf(weekdays);
    }

    /** What the service is to be while this entry is active. */
    public ServiceSpec applied(ServiceSpec base) {
      return base.scaled(
          or(replicas, base.replicas()),
          or(minReplicaMemoryGb, base.minReplicaMemoryGb()),
          or(maxReplicaMemoryGb, base.maxReplicaMemoryGb()),
          or(idleScaling, base.idleScaling()),
          idleTimeoutMinutes == null ? base.idleTimeoutMinutes() : idleTimeoutMinutes);
    }

    /** The hours of the week at which it is active; hour 0 begins on Sunday. */
    BitSet hours() {
      BitSet hours = new BitSet(HOURS_OF_WEEK);
      int end = endHourUtc <= startHourUtc ? endHourUtc + HOURS_OF_DAY : endHourUtc;
      for (int weekday : weekdays) {
        for (int hour = startHourUtc; hour < end; hour++) {
          hours.set(Math.floorMod(weekday * HOURS_OF_DAY + hour, HOURS_OF_WEEK));
        }
      }
      return hours;
    }

    private static <T> T or(@Nullable T own, T base) {
      return own == null ? base : own;
    }
  }

  /** The entry that is active then; none where the spec itself holds. */
  public Optional<Entry> activeAt(Instant time) {
    int hour = hourOfWeek(time);
    return entries.stream().filter(entry -> entry.hours().get(hour)).findFirst();
  }

  /** What a service is to be at that time. */
  public ServiceSpec applied(ServiceSpec base, Instant time) {
    return activeAt(time).map(entry -> entry.applied(base)).orElse(base);
  }

  /** When another entry begins, or none is active any more; empty where nothing ever changes. */
  public Optional<Instant> nextChange(Instant time) {
    Optional<Entry> now = activeAt(time);
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    for (int i = 1; i <= HOURS_OF_WEEK; i++) {
      Instant later = hour.plus(i, ChronoUnit.HOURS);
      if (!activeAt(later).equals(now)) {
        return Optional.of(later);
      }
    }
    return Optional.empty();
  }

  /** The most memory that a replica ever has by it; 0 where it says nothing of memory. */
  public int largestMemoryGb() {
    return entries.stream()
        .map(Entry::maxReplicaMemoryGb)
        .mapToInt(memory -> memory == null ? 0 : memory)
        .max()
        .orElse(0);
  }

  /** Everything that is wrong with it, for a service of that spec; empty when it can be kept. */
  public List<Violation> violations(ServiceSpec base) {
    return ScheduleRules.check(this, base);
  }

  private static int hourOfWeek(Instant time) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    int weekday = utc.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : utc.getDayOfWeek().getValue();
    return weekday * HOURS_OF_DAY + utc.getHour();
  }
}
