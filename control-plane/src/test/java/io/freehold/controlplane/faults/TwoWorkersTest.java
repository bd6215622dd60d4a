package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.faults.WatchedLedger.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A worker pauses, another takes over and finishes the work, and the first one wakes up. */
class TwoWorkersTest {
  @TestFactory
  Stream<DynamicTest> theLateOneDoesNothingMore() {
    Random random = Scenario.random();
    List<Scenario> lives = new ArrayList<>();
    for (Moment moment : new LinkedHashSet<>(Reference.of(Duration.ZERO).momentsUp())) {
      if (moment.stage() != WatchedLedger.Stage.REFUSAL
          && (Scenario.ALL || random.nextInt(25) == 0)) {
        lives.add(new Scenario("paused " + moment.name(), () -> life(moment)));
      }
    }
    return Scenario.tests(lives);
  }

  private static String life(Moment pause) {
    try (Rig rig = Rig.steady()) {
      List<Integer> mutations = new ArrayList<>();
      pauseAt(rig, pause, mutations);
      Invariants.ready(rig);
      // The paused worker's pass has ended by now, one way or the other.
      assertThat(rig.lastMutation())
          .as("calls of the late worker that change something")
          .isEqualTo(mutations.getFirst());
      Invariants.noTraces(rig);
      rig.lookAgain();
      assertThat(rig.isSettled()).isTrue();
      return Invariants.told(rig) + ", leases lost: " + rig.leasesLost();
    }
  }

  private static void pauseAt(Rig rig, Moment pause, List<Integer> mutations) {
    rig.onMoment(moment -> {
      if (moment.equals(pause)) {
        rig.onMoment(any -> {});
        assertThat(rig.takeOver(Reference.LIMIT)).isTrue();
        mutations.add(rig.lastMutation());
      }
    });
  }

  @Test
  void notEvenInTheMiddleOfAChangeOfSeveralCalls() {
    try (Rig rig = Rig.steady()) {
      List<Integer> mutations = new ArrayList<>();
      // The second of the five calls with which a new bucket gets its settings.
      rig.beforeCall(call -> {
        if (call.action().equals("s3:PutBucketPolicy")) {
          rig.beforeCall(any -> {});
          assertThat(rig.takeOver(Reference.LIMIT)).isTrue();
          mutations.add(rig.lastMutation());
        }
      });
      Invariants.ready(rig);
      assertThat(rig.lastMutation()).isEqualTo(mutations.getFirst());
      assertThat(rig.leasesLost()).isEqualTo(1);
    }
  }

  @Test
  void andWithoutFencesThisWouldBeNoticed() {
    Moment pause = new Moment("vpc", WatchedLedger.Stage.INTENT, true);
    try (Rig rig = Rig.steady()) {
      rig.fences().tearDown();
      List<Integer> mutations = new ArrayList<>();
      pauseAt(rig, pause, mutations);
      rig.up(Reference.LIMIT);
      assertThat(rig.lastMutation()).isGreaterThan(mutations.getFirst());
      assertThat(rig.leaks()).isNotEmpty();
    }
  }
}
