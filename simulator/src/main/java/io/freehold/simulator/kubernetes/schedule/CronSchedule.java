package io.freehold.simulator.kubernetes.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A schedule of cron's, in UTC. Its fields are a number, {@code *} or {@code *}{@code /n}; the
 * month is any. Others are refused.
 */
public final class CronSchedule {
  /** Longer than any schedule of these forms rests. */
  private static final int FAR = 32;

  private final String text;
  private final List<Integer> minutes;
  private final List<Integer> hours;
  private final List<Integer> days;
  private final List<Integer> weekdays;

  /**
   * @throws IllegalArgumentException for one of another form
   */
  public CronSchedule(String text) {
    this.text = text;
    String[] fields = text.split(" ");
    if (fields.length != 5 || !fields[3].equals("*")) {
      throw unknown(text);
    }
    minutes = values(fields[0], 0, 59);
    hours = values(fields[1], 0, 23);
    days = values(fields[2], 1, 31);
    weekdays = values(fields[4], 0, 6);
  }

  private List<Integer> values(String field, int first, int last) {
    if (field.matches("\\d{1,2}")) {
      return List.of(Integer.parseInt(field));
    }
    int step =
        field.equals("*")
            ? 1
            : field.matches("\\*/\\d{1,2}") ? Integer.parseInt(field.substring(2)) : 0;
    if (step == 0) {
      throw unknown(text);
    }
    return IntStream.iterate(first, one -> one <= last, one -> one + step).boxed().toList();
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "schedule: found '" + text + "', needed five fields: numbers, * or */n, and * for months");
  }

  /** The first time after that one. */
  public Instant nextAfter(Instant time) {
    return times(LocalDate.ofInstant(time, ZoneOffset.UTC), FAR).stream()
        .filter(one -> one.isAfter(time))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("schedule: '" + text + "' never comes"));
  }

  /** The last time that is after the one and not after the other. */
  public Optional<Instant> latest(Instant after, Instant until) {
    LocalDate first = LocalDate.ofInstant(after, ZoneOffset.UTC);
    int daysBetween =
        (int) (LocalDate.ofInstant(until, ZoneOffset.UTC).toEpochDay() - first.toEpochDay());
    return times(first, daysBetween + 1).stream()
        .filter(one -> one.isAfter(after) && !one.isAfter(until))
        .reduce((earlier, later) -> later);
  }

  private List<Instant> times(LocalDate first, int number) {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      LocalDate day = first.plusDays(i);
      if (days.contains(day.getDayOfMonth())
          && weekdays.contains(day.getDayOfWeek().getValue() % 7)) {
        for (int hour : hours) {
          for (int minute : minutes) {
            times.add(day.atTime(hour, minute).toInstant(ZoneOffset.UTC));
          }
        }
      }
    }
    return times;
  }
}
