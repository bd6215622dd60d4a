package io.freehold.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant OURS = Instant.parse("2026-01-05T08:00:00Z");
  private static final Instant THEIRS = Instant.parse("2026-03-01T00:00:00Z");

  private final Pace pace = new Pace();

  private void hear(long ours, long theirs) {
    pace.hear(OURS.plusSeconds(ours), THEIRS.plusSeconds(theirs));
  }

  private Instant at(long ours) {
    return pace.at(OURS.plusSeconds(ours));
  }

  @Test
  void is_ours_until_it_is_told() {
    assertThat(at(7)).isEqualTo(OURS.plusSeconds(7));
    hear(7, 100);
    assertThat(at(9)).isEqualTo(THEIRS.plusSeconds(102));
  }

  @Test
  void goes_on_as_fast_as_a_demos_clock_while_nothing_is_heard() {
    hear(0, 0);
    hear(2, 60);
    hear(4, 120);
    assertThat(at(14)).isEqualTo(THEIRS.plusSeconds(420));
  }

  @Test
  void a_real_control_plane_is_no_faster_than_we_are_though_its_answers_may_be_late() {
    hear(0, 0);
    hear(10, 9);
    assertThat(at(20)).isEqualTo(THEIRS.plusSeconds(19));
    hear(20, 21);
    assertThat(at(30)).isEqualTo(THEIRS.plusSeconds(31));
  }

  @Test
  void what_happened_before_we_listened_tells_nothing_of_the_pace() {
    hear(0, -3600);
    hear(0, -1800);
    hear(0, -5);
    hear(60, 60);
    assertThat(at(70)).isEqualTo(THEIRS.plusSeconds(70));
  }
}
