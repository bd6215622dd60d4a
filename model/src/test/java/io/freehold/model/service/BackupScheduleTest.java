package io.freehold.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupScheduleTest {
  private static final Instant FROM = Instant.parse("2026-01-05T08:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1   |      | 48 * * * *",
        "2   |      | 48 */2 * * *",
        "5   |      | 48 */5 * * *",
        "12  |      | 48 */12 * * *",
        "23  |      | 48 */23 * * *",
        "24  |      | 48 21 * * *",
        "24  | 02:30| 30 2 * * *",
        "24  | 2:05 | 5 2 * * *",
        "24  | 00:00| 0 0 * * *",
        "24  | 23:59| 59 23 * * *",
        "30  |      | 48 21 * * *",
        "48  |      | 48 21 */2 * *",
        "144 |      | 48 21 */6 * *",
        "168 |      | 48 21 * * 0",
      })
  void is_written_as_cron_has_it(int period, String start, String cron) {
    assertThat(schedule(period, start).cron()).isEqualTo(cron);
  }

  @Test
  void with_every_period_two_backups_are_never_further_apart_than_asked_for() {
    for (int period = 1; period <= 168; period++) {
      BackupSchedule schedule = schedule(period, null);
      Duration asked = Duration.ofHours(period);
      List<Duration> gaps = gaps(schedule, Duration.ofDays(120));
      assertThat(gaps).as("every %d hours", period).allMatch(gap -> gap.compareTo(asked) <= 0);
      if (24 % period == 0 || period == 168) {
        assertThat(gaps).as("every %d hours", period).allMatch(asked::equals);
      }
    }
  }

  @Test
  void at_every_time_of_day_there_is_one_backup_a_day() {
    for (int minute = 0; minute < 24 * 60; minute++) {
      LocalTime start = LocalTime.ofSecondOfDay(minute * 60L);
      BackupSchedule schedule = schedule(24, start.toString());
      Instant first = schedule.nextAfter(FROM);
      assertThat(first.atZone(ZoneOffset.UTC).toLocalTime()).isEqualTo(start);
      assertThat(schedule.nextAfter(first)).isEqualTo(first.plus(Duration.ofDays(1)));
    }
  }

  @Test
  void services_are_spread_over_the_day_and_each_keeps_its_time() {
    List<String> all = List.of("abcdefghij", "klmnopqrst", "mhp0y4dmph", "h5ju65kv87");
    assertThat(all)
        .map(name -> BackupSchedule.of(BackupConfiguration.DEFAULT, name).cron())
        .doesNotHaveDuplicates();
    assertThat(schedule(24, null)).isEqualTo(schedule(24, null));
  }

  private static BackupSchedule schedule(int period, String start) {
    return BackupSchedule.of(new BackupConfiguration(period, 24, start), "smallabcde");
  }

  private static List<Duration> gaps(BackupSchedule schedule, Duration within) {
    List<Duration> gaps = new ArrayList<>();
    Instant one = schedule.nextAfter(FROM);
    while (one.isBefore(FROM.plus(within))) {
      Instant next = schedule.nextAfter(one);
      gaps.add(Duration.between(one, next));
      one = next;
    }
    return gaps;
  }
}
