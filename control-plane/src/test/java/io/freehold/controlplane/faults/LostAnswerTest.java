package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.faults.Reference.Step;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every call that changes something takes effect, and its answer never comes. */
class LostAnswerTest {
  private static final List<Duration> VISIBILITIES =
      List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(60));
  private static final long SEED = Long.getLong("freehold.seed", 1);

  @TestFactory
  Stream<DynamicTest> onTheWayUp() {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    List<Scenario> scenarios = new ArrayList<>();
    for (int i = 0; i < Reference.of(Duration.ZERO).up().size(); i++) {
      int place = i;
      if (Scenario.ALL) {
        VISIBILITIES.forEach(visible -> scenarios.add(up(place, visible)));
      } else {
        scenarios.add(up(place, VISIBILITIES.get(random.nextInt(VISIBILITIES.size()))));
      }
    }
    return Scenario.tests(scenarios);
  }

  private static Scenario up(int place, Duration visibleAfter) {
    Step step = Reference.of(visibleAfter).up().get(place);
    return new Scenario(
        "answer of %s lost, new things visible after %d s"
            .formatted(step.name(), visibleAfter.toSeconds()),
        () -> {
          try (Rig rig = Rig.steady()) {
            if (visibleAfter.isPositive()) {
              rig.levers().hideNewThingsFor(visibleAfter);
            }
            IntSupplier fired = lose(rig, step);
            Invariants.ready(rig);
            assertThat(fired.getAsInt()).as("the answer was lost").isEqualTo(1);
            Invariants.noTraces(rig);
            Invariants.bounded(rig, lateBy(visibleAfter), Reference.of(Duration.ZERO).callsUp());
            return Invariants.told(rig);
          }
        });
  }

  /** What late visibility alone costs: whatever names a new thing waits for it to be seen. */
  private static Duration lateBy(Duration visibleAfter) {
    return Reference.of(visibleAfter).took().minus(Reference.of(Duration.ZERO).took());
  }

  @TestFactory
  Stream<DynamicTest> onTheWayDown() {
    Reference reference = Reference.of(Duration.ZERO);
    return Scenario.tests(
        reference.down().stream()
            .map(step ->
                new Scenario(
                    "answer of %s lost on the way down".formatted(step.name()),
                    () -> down(step, reference)))
            .toList());
  }

  private static String down(Step step, Reference reference) {
    try (Rig rig = Rig.steady()) {
      IntSupplier fired = lose(rig, step);
      Invariants.ready(rig);
      int callsUp = rig.calls();
      Duration took = rig.elapsed();
      Invariants.gone(rig);
      assertThat(fired.getAsInt()).as("the answer was lost").isEqualTo(1);
      assertThat(rig.calledForHelp()).isEmpty();
      assertThat(rig.calls() - callsUp)
          .as("I14: calls")
          .isLessThanOrEqualTo(3 * reference.callsDown());
      assertThat(rig.elapsed().minus(took))
          .isLessThanOrEqualTo(reference.tookDown().multipliedBy(12).dividedBy(10));
      return "gone after " + rig.elapsed().minus(took);
    }
  }

  static IntSupplier lose(Rig rig, Step step) {
    return switch (step) {
      case Step.Aws(String action, int nth, int number) -> {
        Lever lever = rig.levers().loseAnswerOfCall(number);
        yield lever::fired;
      }
      case Step.Cluster(String verb, String resource, int nth) -> {
        AtomicReference<IntSupplier> fired = new AtomicReference<>(() -> 0);
        rig.onCluster(cluster -> fired.set(cluster.loseAnswerOf(verb, resource, nth)::fired));
        yield () -> fired.get().getAsInt();
      }
    };
  }
}
