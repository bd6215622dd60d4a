package io.freehold.model.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LookScheduleTest {
  private final LatencyProfile standard = LatencyProfile.standard();

  /** The times of all looks at something that takes {@code real}, the last one finding it done. */
  private List<Double> looks(LatencyProfile profile, String key, Duration real) {
    List<Double> looks = new ArrayList<>();
    Duration at = Duration.ZERO;
    do {
      Duration wait = profile.nextLook(key, at);
      assertThat(wait).isPositive();
      at = at.plus(wait);
      looks.add(Latency.seconds(at));
    } while (at.compareTo(real) < 0);
    return looks;
  }

  @Test
  void withMediansTheLastLookMeetsTheEndExactly() {
    LatencyProfile medians = standard.medians();
    for (String key : medians.keys()) {
      Duration real = medians.of(key).median();
      if (!real.isZero()) {
        assertThat(looks(medians, key, real).getLast()).as(key).isEqualTo(Latency.seconds(real));
      }
    }
  }

  @Test
  void aClusterIsFirstLookedAtAfterSixMinutesAndSeldomBeforeTen() {
    List<Double> looks = looks(standard, "EksCluster/create", Duration.ofSeconds(600));
    assertThat(looks.getFirst()).isEqualTo(360);
    assertThat(looks).hasSizeLessThanOrEqualTo(14);
  }

  @Test
  void aThingOfTwoSecondsIsLookedAtOnce() {
    assertThat(looks(standard, "Vpc/create", Duration.ofSeconds(2))).containsExactly(2.0);
  }

  @Test
  void notMuchIsLostWheneverItReallyEnds() {
    Random random = new Random(42);
    for (String key : standard.keys()) {
      Latency latency = standard.of(key);
      double median = Latency.seconds(latency.median());
      double p95 = Latency.seconds(latency.p95());
      for (int i = 0; i < 500 && median > 0; i++) {
        double real = Latency.seconds(latency.draw(random));
        double lost = looks(standard, key, Latency.durationOf(real)).getLast() - real;
        double close = Math.max(1, 0.015 * median) * 1.5 + 0.01;
        if (real >= median && real <= p95) {
          assertThat(lost).as("%s ending at %s", key, real).isBetween(0.0, close);
        } else if (real >= 0.6 * median && real < median) {
          assertThat(lost)
              .as("%s ending at %s", key, real)
              .isBetween(0.0, Math.max(2, 0.05 * median + close));
        }
      }
    }
  }

  @Test
  void somethingFarTooLateIsLookedAtEveryHalfMinute() {
    assertThat(standard.nextLook("EksCluster/create", Duration.ofHours(2)))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(standard.nextLook("Unknown/create", Duration.ofHours(2)))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void backingOffIsGentle() {
    Duration before = standard.nextLook("NatGateway/create", Duration.ofSeconds(130));
    Duration after = standard.nextLook("NatGateway/create", Duration.ofSeconds(140));
    assertThat(after).isBetween(before, before.plusSeconds(2));
  }

  @Test
  void whatIsNotInTheProfileIsLookedAtAfterASecond() {
    assertThat(standard.nextLook("Unknown/create", Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
  }
}
