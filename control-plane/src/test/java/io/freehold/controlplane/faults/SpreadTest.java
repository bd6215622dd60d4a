package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.latency.Bound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything takes a time of its own: close to the bound of the same draw all the same. */
class SpreadTest {
  private static final int SEEDS = Scenario.ALL ? 200 : 20;

  @TestFactory
  Stream<DynamicTest> ninetyFiveOfAHundredWithinATenthOfTheBound() {
    List<Double> ratios = Collections.synchronizedList(new ArrayList<>());
    List<Scenario> lives =
        LongStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> new Scenario("seed " + seed, () -> life(seed, ratios)))
            .toList();
    return Stream.concat(
        Scenario.tests(lives),
        Stream.of(
            DynamicTest.dynamicTest(
                "the 95th percentile",
                () -> {
                  List<Double> sorted = ratios.stream().sorted().toList();
                  double p95 = sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
                  System.out.printf(
                      "%d seeds: median %.3f, p95 %.3f, worst %.3f of the bound%n",
                      sorted.size(), sorted.get(sorted.size() / 2), p95, sorted.getLast());
                  assertThat(sorted).hasSize(SEEDS);
                  assertThat(p95).isLessThanOrEqualTo(1.10);
                })));
  }

  private static String life(long seed, List<Double> ratios) {
    try (Rig rig = Rig.drawn(seed)) {
      Invariants.ready(rig);
      Invariants.noTraces(rig);
      Bound bound = Bound.infrastructure(rig.aws.drawn(Rig.CUSTOMER, Rig.REGION));
      double ratio = bound.ratio(rig.elapsed());
      ratios.add(ratio);
      return "%.3f of %s".formatted(ratio, bound.describe());
    }
  }
}
