package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.faults.Reference.Step;
import io.freehold.controlplane.faults.Rounds.Peace;
import io.freehold.controlplane.faults.Rounds.Strike;
import io.freehold.controlplane.faults.WatchedLedger.Moment;
import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.kubernetes.lever.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The process dies: between intent and call, between call and commit, after the commit, and after
 * any call; on the way up and down, and in every {@link Part} of the life between. Each life has
 * many deaths in the build, and a single one where all is asked for.
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

  @TestFactory
  Stream<DynamicTest> andAnywhereInALifeAfterThat() {
    return Scenario.tests(
        Part.all().stream()
            .map(part ->
                new Scenario(
                    part.name() + ": killed at every write to the ledger and after every call",
                    new Rounds(part, Duration.ZERO, KilledTest::deaths)::live))
            .toList());
  }

  private static List<Strike> deaths(Peace peace) {
    List<Death> deaths = new ArrayList<>();
    new LinkedHashSet<>(peace.moments()).forEach(moment -> deaths.add(new Death.AtWrite(moment)));
    peace.steps().forEach(step -> deaths.add(new Death.AfterCall(step)));
    return groups(deaths).stream()
        .filter(group -> !group.isEmpty())
        .<Strike>map(Deaths::new)
        .toList();
  }

  /** Where a process dies. */
  private sealed interface Death {
    String name();

    record AtWrite(Moment moment) implements Death {
      @Override
      public String name() {
        return "killed " + moment.name();
      }
    }

    record AfterCall(Step call) implements Death {
      @Override
      public String name() {
        return "killed after " + call.name();
      }
    }
  }

  private record Deaths(List<Death> all) implements Strike {
    @Override
    public String name() {
      return all.stream().map(Death::name).collect(Collectors.joining(", "));
    }

    @Override
    public Runnable arm(Rig rig) {
      Set<Death> left = new HashSet<>(all);
      Map<String, Integer> counts = new HashMap<>();
      int before = rig.restarts();
      rig.onMoment(moment -> {
        dieOfClusterCalls(rig, left);
        die(left, new Death.AtWrite(moment));
      });
      rig.whileAlive(() -> dieOfClusterCalls(rig, left));
      rig.onCall(call -> {
        if (call.mutating() && call.outcome() == CallRecord.Outcome.DONE) {
          int nth = counts.merge(call.action(), 1, Integer::sum);
          left.stream()
              .filter(death ->
                  death instanceof Death.AfterCall(Step.Aws step)
                      && step.action().equals(call.action())
                      && step.nth() == nth)
              .findFirst()
              .ifPresent(death -> die(left, death));
        }
      });
      return () -> {
        rig.onMoment(any -> {});
        rig.onCall(any -> {});
        rig.whileAlive(() -> {});
        assertThat(left).as("deaths that did not come").isEmpty();
        assertThat(rig.restarts() - before).isEqualTo(all.size());
      };
    }

    /** Nobody is told of calls to the cluster as they end: before the next thing is done. */
    private static void dieOfClusterCalls(Rig rig, Set<Death> left) {
      List<Call> calls = rig.cluster().orElseThrow().calls();
      left.stream()
          .filter(death ->
              death instanceof Death.AfterCall(Step.Cluster(String verb, String resource, int nth))
                  && calls.stream()
                          .filter(
                              call -> call.verb().equals(verb) && call.resource().equals(resource))
                          .count()
                      >= nth)
          .findFirst()
          .ifPresent(death -> die(left, death));
    }

    private static void die(Set<Death> left, Death death) {
      if (left.remove(death)) {
        throw new Killed();
      }
    }

    @Override
    public Duration allowance() {
      return PER_DEATH.multipliedBy(all.size());
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
