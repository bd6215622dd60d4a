package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.faults.Reference.Step;
import io.freehold.controlplane.faults.Rounds.Strike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every call that changes something loses its answer: on the way up, on the way down, and in every
 * {@link Part} of the life after that. New things are visible at once, after 5 or after 60 seconds:
 * the build tries each call with one of the three, in turn and begun by the seed, and {@code
 * -Dfreehold.faults=all} with all of them; on the way down nothing is made that could be seen late.
 * Of requests that get lost the build tries only some, chosen by the seed: on the way up and down
 * one in eight, after that one in four.
 */
class LostCallTest {
  private static final List<Duration> VISIBILITIES =
      List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(60));

  /** Until it is sure that nothing was made, or until what was made is seen, and another look. */
  private static final Duration PER_LOSS = Duration.ofSeconds(75);

  @TestFactory
  Stream<DynamicTest> anyAnswerMayGetLost() {
    int ups = Reference.of(Duration.ZERO).up().size();
    int downs = Reference.of(Duration.ZERO).down().size();
    int first = Scenario.random().nextInt(VISIBILITIES.size());
    List<Scenario> lives = new ArrayList<>();
    for (int i = 0; i < Math.max(ups, downs); i++) {
      for (int j = 0; j < VISIBILITIES.size(); j++) {
        boolean turn = j == (i + first) % VISIBILITIES.size();
        boolean down = i < downs && turn;
        if (down || (i < ups && (turn || Scenario.ALL))) {
          lives.add(
              life(
                  LostCall.ANSWER,
                  i % ups,
                  VISIBILITIES.get(j),
                  down ? OptionalInt.of(i) : OptionalInt.empty()));
        }
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
        lives.add(life(LostCall.REQUEST, i % ups, Duration.ZERO, OptionalInt.of(i % downs)));
      }
    }
    return Scenario.tests(lives);
  }

  @TestFactory
  Stream<DynamicTest> andAnyOfALifeAfterThat() {
    List<Scenario> parts = new ArrayList<>();
    for (Part part : Part.all()) {
      for (Duration visibleAfter : VISIBILITIES) {
        parts.add(rounds(LostCall.ANSWER, part, visibleAfter));
      }
      parts.add(rounds(LostCall.REQUEST, part, Duration.ZERO));
    }
    return Scenario.tests(parts);
  }

  private static Scenario rounds(LostCall what, Part part, Duration visibleAfter) {
    return new Scenario(
        "%s: any %s lost in turn, new things visible after %d s"
            .formatted(part.name(), word(what), visibleAfter.toSeconds()),
        new Rounds(
                part,
                visibleAfter,
                peace ->
                    chosen(what, peace.steps(), visibleAfter).stream()
                        .<Strike>map(step -> new Loss(what, step, visibleAfter))
                        .toList())
            ::live);
  }

  private static List<Step> chosen(LostCall what, List<Step> steps, Duration visibleAfter) {
    if (Scenario.ALL) {
      return steps;
    }
    return switch (what) {
      case ANSWER -> inTurn(steps, visibleAfter);
      case REQUEST -> oneInFour(steps);
    };
  }

  /** Those whose turn it is with that visibility. */
  private static List<Step> inTurn(List<Step> steps, Duration visibleAfter) {
    int first = Scenario.random().nextInt(VISIBILITIES.size());
    int turn = VISIBILITIES.indexOf(visibleAfter);
    return IntStream.range(0, steps.size())
        .filter(i -> (i + first) % VISIBILITIES.size() == turn)
        .mapToObj(steps::get)
        .toList();
  }

  private static List<Step> oneInFour(List<Step> steps) {
    List<Step> shuffled = new ArrayList<>(steps);
    Collections.shuffle(shuffled, Scenario.random());
    return shuffled.subList(0, (steps.size() + 3) / 4);
  }

  private record Loss(LostCall what, Step step, Duration visibleAfter) implements Strike {
    @Override
    public String name() {
      return "%s of %s lost, new things visible after %d s"
          .formatted(word(what), step.name(), visibleAfter.toSeconds());
    }

    @Override
    public Runnable arm(Rig rig) {
      IntSupplier fired = what.arm(rig, step);
      return () -> assertThat(fired.getAsInt()).as("lost").isEqualTo(1);
    }

    @Override
    public Duration allowance() {
      return PER_LOSS;
    }
  }

  private static String word(LostCall what) {
    return what.name().toLowerCase(Locale.ROOT);
  }

  private static Scenario life(LostCall what, int up, Duration visibleAfter, OptionalInt down) {
    Step lostUp = Reference.of(visibleAfter).up().get(up);
    String name =
        "%s of %s lost, new things visible after %d s"
            .formatted(word(what), lostUp.name(), visibleAfter.toSeconds());
    if (down.isPresent()) {
      // In another order where new things were seen later, and with another call in that place.
      Step lostDown = Reference.of(visibleAfter).down().get(down.getAsInt());
      return new Scenario(
          name + "; then of " + lostDown.name() + " on the way down",
          () -> {
            try (Rig rig = Rig.steady()) {
              String told = up(rig, what, lostUp, visibleAfter);
              rig.levers().releaseAll();
              return told + "; gone after " + down(rig, what, lostDown);
            }
          });
    }
    return new Scenario(
        name,
        () -> {
          try (Rig rig = Rig.steady()) {
            return up(rig, what, lostUp, visibleAfter);
          }
        });
  }

  private static String up(Rig rig, LostCall what, Step lost, Duration visibleAfter) {
    if (visibleAfter.isPositive()) {
      rig.levers().hideNewThingsFor(visibleAfter);
    }
    IntSupplier fired = what.arm(rig, lost);
    Invariants.ready(rig);
    assertThat(fired.getAsInt()).as("lost on the way up").isEqualTo(1);
    Invariants.noTraces(rig);
    Invariants.bounded(rig, lateBy(visibleAfter), Reference.of(Duration.ZERO).callsUp());
    return Invariants.told(rig);
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
