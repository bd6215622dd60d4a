package io.freehold.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.service.ScalingSchedule.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScalingScheduleTest {
  private static final ServiceSpec BASE = ServiceSpec.of("a", 3, ReplicaSize.GB_48);

  /** A Sunday. */
  private static final String SUNDAY = "2026-01-04T";

  @Test
  void an_entry_holds_from_its_first_hour_up_to_its_last() {
    ScalingSchedule schedule = of(entry(List.of(1), 8, 18, 5));

    assertThat(replicas(schedule, "2026-01-05T07:59:59Z")).isEqualTo(3);
    assertThat(replicas(schedule, "2026-01-05T08:00:00Z")).isEqualTo(5);
    assertThat(replicas(schedule, "2026-01-05T17:59:59Z")).isEqualTo(5);
    assertThat(replicas(schedule, "2026-01-05T18:00:00Z")).isEqualTo(3);
    assertThat(replicas(schedule, "2026-01-06T09:00:00Z")).as("on Tuesday").isEqualTo(3);
  }

  @Test
  void sunday_is_0_and_an_entry_may_span_midnight_and_the_week() {
    ScalingSchedule schedule = of(entry(List.of(6), 22, 2, 5));

    assertThat(replicas(schedule, "2026-01-03T23:00:00Z")).as("on Saturday").isEqualTo(5);
    assertThat(replicas(schedule, SUNDAY + "01:59:59Z")).isEqualTo(5);
    assertThat(replicas(schedule, SUNDAY + "02:00:00Z")).isEqualTo(3);
    assertThat(replicas(of(entry(List.of(0), 0, 24, 7)), SUNDAY + "23:30:00Z")).isEqualTo(7);
  }

  @Test
  void the_next_change_is_the_next_beginning_or_end() {
    ScalingSchedule schedule = of(entry(List.of(1), 8, 18, 5));

    assertThat(schedule.nextChange(Instant.parse(SUNDAY + "10:30:00Z")))
        .hasValue(Instant.parse("2026-01-05T08:00:00Z"));
    assertThat(schedule.nextChange(Instant.parse("2026-01-05T08:00:00Z")))
        .hasValue(Instant.parse("2026-01-05T18:00:00Z"));
    assertThat(schedule.nextChange(Instant.parse("2026-01-05T18:00:00Z")))
        .hasValue(Instant.parse("2026-01-12T08:00:00Z"));
    assertThat(ScalingSchedule.NONE.nextChange(Instant.EPOCH)).isEmpty();
    assertThat(of(entry(List.of(0, 1, 2, 3, 4, 5, 6), 0, 24, 5)).nextChange(Instant.EPOCH))
        .as("it is always active")
        .isEmpty();
  }

  @Test
  void what_an_entry_does_not_say_is_as_the_service_has_it() {
    Entry silent =
        new Entry(UUID.randomUUID(), "x", List.of(1), 0, 1, null, null, null, null, null);

    assertThat(silent.applied(BASE)).isEqualTo(BASE);
    Entry all = new Entry(UUID.randomUUID(), "x", List.of(1), 0, 1, 2, 116, 232, true, 7);
    assertThat(all.applied(BASE)).isEqualTo(BASE.scaled(2, 116, 232, true, 7));
    assertThat(of(silent, all).largestMemoryGb()).isEqualTo(232);
  }

  @Test
  void everything_that_is_wrong_is_named_with_its_entry() {
    ScalingSchedule wrong =
        of(
            new Entry(UUID.randomUUID(), " ", List.of(), -1, 25, 21, 50, 48, null, 4),
            new Entry(UUID.randomUUID(), "x", List.of(7, 7), 5, 5, null, 48, null, null, null));

    assertThat(wrong.violations(BASE))
        .extracting(one -> one.field() + " " + one.code())
        .containsExactlyInAnyOrder(
            "entries[0].name name-length",
            "entries[0].weekdays too-few",
            "entries[0].startHourUtc hour-out-of-range",
            "entries[0].endHourUtc hour-out-of-range",
            "entries[0].numReplicas replicas-out-of-range",
            "entries[0].minReplicaMemoryGb memory-not-offered",
            "entries[0].maxReplicaMemoryGb memory-range-reversed",
            "entries[0].idleTimeoutMinutes idle-timeout-too-short",
            "entries[1].weekdays weekday-out-of-range",
            "entries[1].weekdays weekday-out-of-range",
            "entries[1].weekdays weekday-twice",
            "entries[1].endHourUtc no-hours",
            "entries[1].maxReplicaMemoryGb field-missing");
  }

  @Test
  void no_hour_belongs_to_two_entries() {
    assertThat(of(entry(List.of(6), 22, 2, 5), entry(List.of(0), 1, 3, 4)).violations(BASE))
        .extracting(one -> one.field() + " " + one.code())
        .containsExactly("entries[1].weekdays entries-overlap");
    assertThat(of(entry(List.of(6), 22, 2, 5), entry(List.of(0), 2, 3, 4)).violations(BASE))
        .isEmpty();
  }

  @Test
  void ten_entries_are_enough() {
    List<Entry> entries = new ArrayList<>();
    for (int hour = 0; hour < 11; hour++) {
      entries.add(entry(List.of(1), hour, hour + 1, 5));
    }

    assertThat(new ScalingSchedule(entries).violations(BASE))
        .extracting(one -> one.code())
        .containsExactly("too-many-entries");
    assertThat(new ScalingSchedule(entries.subList(0, 10)).violations(BASE)).isEmpty();
    assertThat(new ScalingSchedule(Collections.emptyList()).violations(BASE)).isEmpty();
  }

  private static ScalingSchedule of(Entry... entries) {
    return new ScalingSchedule(List.of(entries));
  }

  private static Entry entry(List<Integer> weekdays, int start, int end, int replicas) {
    return new Entry(
        UUID.randomUUID(), "peak", weekdays, start, end, replicas, null, null, null, null);
  }

  private static int replicas(ScalingSchedule schedule, String time) {
    return schedule.applied(BASE, Instant.parse(time)).replicas();
  }
}
