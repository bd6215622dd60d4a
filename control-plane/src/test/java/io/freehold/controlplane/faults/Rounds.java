package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.faults.Part.Episode;
import io.freehold.controlplane.faults.Reference.Step;
import io.freehold.controlplane.faults.WatchedLedger.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a life, lived round after round: first in peace, which is recorded, and then with other
 * faults each time, until every one of them has struck in every episode. After each episode all has
 * to be as if nothing had been.
 */
final class Rounds {
  private final Part part;
  private final Duration visibleAfter;
  private final Function<Peace, List<Strike>> strikes;
  private final List<List<Strike>> armory = new ArrayList<>();
  private final List<Peace> recorded = new ArrayList<>();
  private int struck;

  /**
   * @param visibleAfter new things are seen so long after they were made
   * @param strikes all that is to strike in an episode, made of how it was in peace
   */
  Rounds(Part part, Duration visibleAfter, Function<Peace, List<Strike>> strikes) {
    this.part = part;
    this.visibleAfter = visibleAfter;
    this.strikes = strikes;
  }

  /**
   * An episode without faults.
   *
   * @param steps the calls that changed something
   * @param moments before and after the writes to the ledgers
   */
  record Peace(List<Step> steps, List<Moment> moments, Duration took, int calls) {}

  /** What strikes in one episode. */
  interface Strike {
    String name();

    /** Has it strike from now on; what it answers throws where it did not. */
    Runnable arm(Rig rig);

    /** What it costs besides, at most. */
    Duration allowance();
  }

  /** Lives them all, and tells how it went. */
  String live() {
    int round = 0;
    int rounds = 1;
    while (round < rounds) {
      try (Rig rig = part.start()) {
        if (visibleAfter.isPositive()) {
          rig.levers().hideNewThingsFor(visibleAfter);
        }
        List<Episode> episodes = part.round().apply(rig);
        assertThat(episodes).isNotEmpty();
        for (; round < rounds && !episodes.isEmpty(); round++) {
          if (armory.isEmpty()) {
            episodes.forEach(episode -> inPeace(rig, episode));
            rounds = 1 + armory.stream().mapToInt(List::size).max().orElseThrow();
          } else {
            for (int i = 0; i < episodes.size(); i++) {
              List<Strike> all = armory.get(i);
              struck(rig, episodes.get(i), recorded.get(i), all.get((round - 1) % all.size()));
            }
          }
          if (round + 1 < rounds) {
            episodes = part.round().apply(rig);
          }
        }
      }
    }
    return "%d faults in %d rounds".formatted(struck, rounds - 1);
  }

  private void inPeace(Rig rig, Episode episode) {
    List<Moment> moments = new ArrayList<>();
    rig.onMoment(moments::add);
    int before = begin(rig);
    Duration since = rig.elapsed();
    episode.live().run();
    rig.onMoment(any -> {});
    Invariants.noTraces(rig);
    Peace peace =
        new Peace(
            Reference.steps(rig, 0, before, 0),
            List.copyOf(moments),
            rig.elapsed().minus(since),
            rig.calls());
    recorded.add(peace);
    armory.add(strikes.apply(peace));
    assertThat(armory.getLast()).as("what is to strike when " + episode.name()).isNotEmpty();
    System.out.printf(
        "%s in peace: %s, %d calls, %d of them change something%n",
        episode.name(), peace.took(), peace.calls(), peace.steps().size());
  }

  private void struck(Rig rig, Episode episode, Peace peace, Strike strike) {
    String what = episode.name() + ", " + strike.name();
    begin(rig);
    Duration since = rig.elapsed();
    try {
      Runnable fired = strike.arm(rig);
      episode.live().run();
      fired.run();
      Invariants.noTraces(rig);
      assertThat(rig.elapsed().minus(since))
          .as("1.2 times what it takes in peace, and what the fault itself takes")
          .isLessThanOrEqualTo(
              peace.took().multipliedBy(12).dividedBy(10).plus(strike.allowance()));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(what + ": " + e.getMessage(), e);
    }
    System.out.printf("%s: done after %s%n", what, rig.elapsed().minus(since));
    struck++;
  }

  private static int begin(Rig rig) {
    rig.aws.callLog().clear();
    rig.cluster().orElseThrow().forgetCalls();
    return rig.lastMutation();
  }
}
