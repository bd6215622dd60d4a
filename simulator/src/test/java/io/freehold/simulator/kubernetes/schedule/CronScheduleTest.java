package io.freehold.simulator.kubernetes.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.model.service.BackupConfiguration;
import io.freehold.model.service.BackupSchedule;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
  private static final Instant FROM = Instant.parse("2026-01-05T08:00:00Z");

  /** Two programs that read one line have to find the same times in it. */
  @Test
  void every_schedule_of_backups_means_here_what_it_means_there() {
    for (int period = 1; period <= 168; period++) {
      BackupSchedule asked =
          BackupSchedule.of(new BackupConfiguration(period, 24, null), "smallabcde");
      CronSchedule read = new CronSchedule(asked.cron());
      Instant time = FROM;
      for (int i = 0; i < 50; i++) {
        assertThat(read.nextAfter(time)).as(asked.cron()).isEqualTo(asked.nextAfter(time));
        time = asked.nextAfter(time);
      }
    }
  }

  @Test
  void of_times_that_were_missed_the_latest_is_found() {
    CronSchedule hourly = new CronSchedule("30 * * * *");
    assertThat(hourly.latest(FROM, FROM.plusSeconds(3 * 3600)))
        .contains(Instant.parse("2026-01-05T10:30:00Z"));
    assertThat(hourly.latest(FROM, FROM.plusSeconds(60))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0 2 * * MON", "0 2-4 * * *", "0 2 1 1 *", "@daily", "0 2 * *", "*/0 * * * *"})
  void another_form_is_refused(String schedule) {
    assertThatThrownBy(() -> new CronSchedule(schedule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(schedule);
  }
}
