package io.freehold.model.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What the schedule of looks alone costs a whole provisioning: every step of the dependency table
 * starts at the look that finds the last of its needs done.
 */
class LooksAlongThePathTest {
  private final LatencyProfile standard = LatencyProfile.standard();
  private final DependencyTable table = DependencyTable.shipped("infrastructure");

  @Test
  void withMediansNothingIsLost() {
    assertThat(ratio(standard.medians(), 0)).isEqualTo(1);
  }

  @Test
  void withTheSpreadHardlyMoreThanFivePercentIsLostIn95Of100Runs() {
    double[] ratios =
        LongStream.range(0, 200).mapToDouble(seed -> ratio(standard, seed)).sorted().toArray();
    assertThat(ratios[0]).isGreaterThanOrEqualTo(1);
    assertThat(ratios[100]).as("median of seeds 0 to 199").isLessThan(1.03);
    assertThat(ratios[189]).as("p95 of seeds 0 to 199").isLessThan(1.06);
  }

  private double ratio(LatencyProfile profile, long seed) {
    Random random = new Random(seed);
    Map<String, Duration> drawn = new HashMap<>();
    Map<String, Duration> seen = new HashMap<>();
    Duration last = Duration.ZERO;
    for (DependencyTable.Step step : table.steps()) {
      Duration real = drawn.computeIfAbsent(step.key(), key -> profile.of(key).draw(random));
      Duration start =
          step.needs().stream().map(seen::get).max(Duration::compareTo).orElse(Duration.ZERO);
      Duration elapsed = Duration.ZERO;
      while (elapsed.compareTo(real) < 0) {
        elapsed = elapsed.plus(profile.nextLook(step.key(), elapsed));
      }
      seen.put(step.name(), start.plus(elapsed));
      last = last.compareTo(start.plus(elapsed)) < 0 ? start.plus(elapsed) : last;
    }
    return Bound.infrastructure(drawn).ratio(last);
  }
}
