package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.faults.WatchedLedger.Moment;
import io.freehold.simulator.aws.call.CallRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The process dies: between intent and call, between call and commit, after the commit, and after
 * any call. Each life has many deaths in the build, and a single one where all is asked for.
 */
class KilledTest {
  private static final int LIVES = 8;

  /** Another worker takes over, and what was under way is looked for until it is surely visible. */
  private static final Duration PER_DEATH = Rig.TAKEN_OVER_AFTER.plusSeconds(65);

  @TestFactory
  Stream<DynamicTest> aroundEveryWriteToTheLedger() {
    Reference reference = Reference.of(Duration.ZERO);
    Set<Moment> moments = new LinkedHashSet<>(reference.momentsUp());
    moments.addAll(reference.momentsDown());
    // How often a role is not assumable yet depends on when it is asked for.
    moments.removeIf(moment -> moment.stage() == WatchedLedger.Stage.REFUSAL);
    return Scenario.tests(
        groups(moments).stream()
            .map(group ->
                new Scenario(
                    group.size() == 1
                        ? "killed " + group.getFirst().name()
                        : "killed %s and at %d other writes"
                            .formatted(group.getFirst().name(), group.size() - 1),
                    () -> life(group)))
            .toList());
  }

  private static String life(List<Moment> deaths) {
    Set<Moment> left = new HashSet<>(deaths);
    try (Rig rig = Rig.steady()) {
      rig.onMoment(moment -> {
        if (left.remove(moment)) {
          throw new Killed();
        }
      });
      String told = live(rig);
      assertThat(left).as("deaths that did not come").isEmpty();
      assertThat(rig.restarts()).isEqualTo(deaths.size());
      return told;
    }
  }

  @TestFactory
  Stream<DynamicTest> afterEveryCall() {
    Reference reference = Reference.of(Duration.ZERO);
    Set<String> calls = new LinkedHashSet<>();
    reference.up().forEach(step -> calls.add(step.name()));
    reference.down().forEach(step -> calls.add(step.name()));
    calls.removeIf(name -> !name.contains(":")); // those to the cluster: around the ledger's writes
    return Scenario.tests(
        groups(calls).stream()
            .map(group ->
                new Scenario(
                    group.size() == 1
                        ? "killed after " + group.getFirst()
                        : "killed after %s and %d other calls"
                            .formatted(group.getFirst(), group.size() - 1),
                    () -> lifeOfCalls(group)))
            .toList());
  }

  private static String lifeOfCalls(List<String> deaths) {
    Set<String> left = new HashSet<>(deaths);
    Map<String, Integer> counts = new HashMap<>();
    try (Rig rig = Rig.steady()) {
      rig.onCall(call -> {
        if (call.mutating()
            && call.outcome() == CallRecord.Outcome.DONE
            && left.remove(call.action() + " " + counts.merge(call.action(), 1, Integer::sum))) {
          throw new Killed();
        }
      });
      String told = live(rig);
      assertThat(left).as("deaths that did not come").isEmpty();
      assertThat(rig.restarts()).isEqualTo(deaths.size());
      return told;
    }
  }

  private static String live(Rig rig) {
    Invariants.ready(rig);
    Invariants.noTraces(rig);
    Reference reference = Reference.of(Duration.ZERO);
    Invariants.bounded(
        rig,
        PER_DEATH.multipliedBy(rig.restarts()),
        // A new process has seen nothing yet, and looks at everything.
        reference.callsUp() * Math.max(1, rig.restarts() / 3));
    String told = Invariants.told(rig) + ", " + rig.restarts() + " deaths";
    Invariants.gone(rig);
    assertThat(rig.calledForHelp()).isEmpty();
    return told;
  }

  private static <T> List<List<T>> groups(Collection<T> all) {
    int count = Scenario.ALL ? all.size() : LIVES;
    List<List<T>> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add(new ArrayList<>());
    }
    int next = 0;
    for (T one : all) {
      groups.get(next++ % count).add(one);
    }
    return groups;
  }
}
