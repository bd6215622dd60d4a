package io.freehold.controlplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.queue.Outcome;
import io.freehold.model.service.BackupConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When backups are as new as they should be: here one is due every day. */
class BackupHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  /** Hours before now; where there is none, it has none. */
  @ParameterizedTest
  @CsvSource({
    // first run, newest good one, ready since
    "  1,          ,    1, Unknown BackupPending",
    " 25,          ,   25, Unknown BackupPending",
    " 27,          ,   27, False BackupOverdue",
    "500,         1,  500, True BackupMade",
    "500,        25,  500, True BackupMade",
    "500,        27,  500, False BackupOverdue",
    // It sleeps each night, over the time of its schedule, and has just woken.
    "500,        25,    1, True BackupMade",
    "500,        27,    1, Unknown BackupPending",
    // The same, but what it missed is not made: it never is ready for a day.
    "500,        27,    3, False BackupOverdue",
    "500,       300,    9, False BackupOverdue",
    "500,          ,    9, False BackupOverdue",
    // It slept for long.
    "500,       300,    1, Unknown BackupPending",
    // It is on its way up, or cannot come up.
    "500,         9,     , True BackupMade",
    "500,       300,     , Unknown BackupPending",
  })
  void is_judged_by_the_age_of_the_newest(
      long firstRun, @Nullable Long newest, @Nullable Long readySince, String expected) {
    ServiceRow row =
        ServiceRows.of(Wanted.RUNNING, ServiceState.RUNNING, before(firstRun), List.of());
    Condition ready =
        new Condition(
            "Ready",
            readySince == null ? Condition.Status.FALSE : Condition.Status.TRUE,
            "Some",
            "",
            1,
            readySince == null ? before(400) : before(readySince));
    Condition judged =
        BackupHealth.of(
            row,
            newest == null ? List.of() : List.of(good(before(newest))),
            BackupConfiguration.DEFAULT,
            new PassReport(new Outcome.Settled(Duration.ofMinutes(5)), List.of(), List.of()),
            List.of(ready),
            Optional.empty(),
            NOW);
    assertThat(judged.status().name() + " " + judged.reason()).isEqualToIgnoringCase(expected);
  }

  private static Instant before(long hours) {
    return NOW.minus(Duration.ofHours(hours));
  }

  private static BackupRow good(Instant began) {
    return new BackupRow(
        new UUID(0, 9),
        "backups-1",
        "backups-1/backups-1-a",
        false,
        BackupRow.Status.DONE,
        began,
        Optional.of(began.plusSeconds(90)),
        Optional.of(1L),
        "",
        false,
        false);
  }
}
