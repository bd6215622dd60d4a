package io.freehold.model.service;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When backups are made, in UTC: at one minute of some hours, every so many days.
 *
 * <p>It is a schedule of cron's, which begins anew with each day and each month. So two backups are
 * never further apart than asked for; they are nearer where a period fits neither a day nor a week:
 * every 5 hours the last one of a day is 4 hours before the next, and every 30 hours is every day.
 *
 * @param minute of the hour
 * @param hours in ascending order
 * @param everyDays 1 for daily; 2 to 6 for every so many days of a month, from its first; 7 for
 *     Sundays
 */
public record BackupSchedule(int minute, List<Integer> hours, int everyDays) {
  private static final int WEEK = 7;
  private static final int HOUR = 60;

  /** More days than from any day to the next one that is meant. */
  private static final int FAR = 8;

  public BackupSchedule {
    hours = List.copyOf(hours);
  }

  /**
   * The schedule of a service.
   *
   * @param name the service's short name: where no time of day is asked for, services are spread by
   *     it, so that not all of them begin at the same moment
   */
  public static BackupSchedule of(BackupConfiguration configuration, String name) {
    int day = BackupConfiguration.DAY;
    int spread = Math.floorMod(name.hashCode(), day * HOUR);
    String start = configuration.startTime();
    if (start != null) {
      int colon = start.indexOf(':');
      return new BackupSchedule(
          Integer.parseInt(start.substring(colon + 1)),
          List.of(Integer.parseInt(start.substring(0, colon))),
          1);
    }
    int period = configuration.periodHours();
    return period < day
        ? new BackupSchedule(
            spread % HOUR,
            IntStream.iterate(0, hour -> hour < day, hour -> hour + period).boxed().toList(),
            1)
        : new BackupSchedule(spread % HOUR, List.of(spread / HOUR), period / day);
  }

  /** As cron has it. */
  public String cron() {
    String days = everyDays == 1 || everyDays == WEEK ? "*" : "*/" + everyDays;
    return "%d %s %s * %s".formatted(minute, hourField(), days, everyDays == WEEK ? "0" : "*");
  }

  private String hourField() {
    if (hours.size() == 1) {
      return String.valueOf(hours.getFirst());
    }
    int step = hours.get(1);
    return step == 1 ? "*" : "*/" + step;
  }

  /** The first time after that one. */
  public Instant nextAfter(Instant time) {
    LocalDate today = LocalDate.ofInstant(time, ZoneOffset.UTC);
    return IntStream.rangeClosed(0, FAR)
        .mapToObj(today::plusDays)
        .filter(this::isMeant)
        .flatMap(day -> hours.stream().map(hour -> day.atTime(hour, minute)))
        .map(BackupSchedule::instant)
        .filter(one -> one.isAfter(time))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no day follows " + time + " in " + cron()));
  }

  private boolean isMeant(LocalDate day) {
    return everyDays == WEEK
        ? day.getDayOfWeek().getValue() == WEEK
        : (day.getDayOfMonth() - 1) % everyDays == 0;
  }

  private static Instant instant(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC);
  }
}
