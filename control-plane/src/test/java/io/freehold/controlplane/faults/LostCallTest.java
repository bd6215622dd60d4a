package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.faults.Reference.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every call that changes something gets lost once, on the way up and on the way down. */
class LostCallTest {
  private static final List<Duration> VISIBILITIES =
      List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(60));

  @TestFactory
  Stream<DynamicTest> anyAnswerMayGetLost() {
    Random random = Scenario.random();
    int ups = Reference.of(Duration.ZERO).up().size();
    int downs = Reference.of(Duration.ZERO).down().size();
    List<Scenario> lives = new ArrayList<>();
    for (int i = 0; i < Math.max(ups, downs); i++) {
      for (Duration visible : Scenario.ALL ? VISIBILITIES : List.of(one(random))) {
        lives.add(life(LostCall.ANSWER, i % ups, visible, i % downs));
      }
    }
    return Scenario.tests(lives);
  }

  @TestFactory
  Stream<DynamicTest> anyRequestMayGetLost() {
    Random random = Scenario.random();
    int ups = Reference.of(Duration.ZERO).up().size();
    int downs = Reference.of(Duration.ZERO).down().size();
    List<Scenario> lives = new ArrayList<>();
    for (int i = 0; i < Math.max(ups, downs); i++) {
      if (Scenario.ALL || random.nextInt(8) == 0) {
        lives.add(life(LostCall.REQUEST, i % ups, Duration.ZERO, i % downs));
      }
    }
    return Scenario.tests(lives);
  }

  private static Duration one(Random random) {
    return VISIBILITIES.get(random.nextInt(VISIBILITIES.size()));
  }

  private static Scenario life(LostCall what, int up, Duration visibleAfter, int down) {
    Step lostUp = Reference.of(visibleAfter).up().get(up);
    // In another order where new things were seen later, and with another call in that place.
    Step lostDown = Reference.of(visibleAfter).down().get(down);
    String name =
        "%s of %s lost, new things visible after %d s; then of %s on the way down"
            .formatted(
                what.name().toLowerCase(java.util.Locale.ROOT),
                lostUp.name(),
                visibleAfter.toSeconds(),
                lostDown.name());
    return new Scenario(
        name,
        () -> {
          try (Rig rig = Rig.steady()) {
            if (visibleAfter.isPositive()) {
              rig.levers().hideNewThingsFor(visibleAfter);
            }
            IntSupplier fired = what.arm(rig, lostUp);
            Invariants.ready(rig);
            assertThat(fired.getAsInt()).as("lost on the way up").isEqualTo(1);
            Invariants.noTraces(rig);
            Invariants.bounded(rig, lateBy(visibleAfter), Reference.of(Duration.ZERO).callsUp());
            String told = Invariants.told(rig);
            rig.levers().releaseAll();
            Duration took = down(rig, what, lostDown);
            return told + "; gone after " + took;
          }
        });
  }

  private static Duration down(Rig rig, LostCall what, Step lost) {
    Reference reference = Reference.of(Duration.ZERO);
    int callsUp = rig.calls();
    Duration up = rig.elapsed();
    IntSupplier fired = what.arm(rig, lost);
    Invariants.gone(rig);
    assertThat(fired.getAsInt()).as("lost on the way down").isEqualTo(1);
    assertThat(rig.calledForHelp()).isEmpty();
    assertThat(rig.calls() - callsUp)
        .as("I14: calls")
        .isLessThanOrEqualTo(3 * reference.callsDown());
    Duration took = rig.elapsed().minus(up);
    assertThat(took).isLessThanOrEqualTo(reference.tookDown().multipliedBy(12).dividedBy(10));
    return took;
  }

  /** What late visibility alone costs: whatever names a new thing waits for it to be seen. */
  private static Duration lateBy(Duration visibleAfter) {
    return Reference.of(visibleAfter).took().minus(Reference.of(Duration.ZERO).took());
  }
}
