package io.freehold.kernel.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.kernel.convergence.NodeStatus.State;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.Node;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceTest {
  private static final Place<Warehouse, Warehouse> FLOOR = new Place<>("floor", w -> w);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Warehouse warehouse = new Warehouse(clock);
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Convergence<Warehouse> convergence =
      new Convergence<>(
          e -> Failure.unknown(Failure.Kind.BUG, "Thrown", String.valueOf(e)),
          (operation, elapsed) -> Duration.ZERO,
          clock);
  private Scope scope =
      new Scope(new Owner("us"), ledger, Lease.uncontested(), new Memory(Duration.ofMinutes(5)));

  private static ResourceGraph<Warehouse> two(String top) {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    var floor = graph.in(FLOOR);
    var base = floor.add("base", Box.NUMBERED, () -> Box.of("red"));
    floor.add("top", Box.NUMBERED, base, b -> Box.on(b.id(), top));
    return graph;
  }

  private PassReport up(ResourceGraph<Warehouse> graph) {
    return settle(() -> convergence.converge(graph, warehouse, scope, Gate.OPEN));
  }

  private PassReport down(ResourceGraph<Warehouse> graph) {
    Kinds<Warehouse> kinds = new Kinds<Warehouse>().withAllOf(graph);
    return settle(() -> convergence.dismantle(kinds, warehouse, scope, entry -> false));
  }

  private PassReport settle(Supplier<PassReport> pass) {
    for (int i = 0; i < 300; i++) {
      PassReport report = pass.get();
      switch (report.outcome()) {
        case Outcome.Waiting(String on, Duration next) -> clock.advance(next);
        case Outcome.Failed(Failure failure, Duration next) -> clock.advance(next);
        case Outcome.Settled(Duration next) -> {
          return report;
        }
        case Outcome.Finished() -> {
          return report;
        }
      }
    }
    throw new AssertionError("did not settle: " + pass.get());
  }

  @Test
  void createsEachThingOnceAndThenHasNothingToDo() {
    up(two("blue"));
    assertThat(warehouse.written).containsExactly("create base", "create top");

    scope.memory().lookAfresh();
    PassReport again = convergence.converge(two("blue"), warehouse, scope, Gate.OPEN);
    assertThat(again.outcome()).isInstanceOf(Outcome.Settled.class);
    assertThat(again.changes()).isEmpty();
    assertThat(again.ready()).isEqualTo(2);
    assertThat(warehouse.written).hasSize(2);
  }

  /** PostgreSQL keeps microseconds: a state must not seem to have begun before itself. */
  @Test
  void tellsTimesAsLedgersKeepThem() {
    clock.advance(Duration.ofNanos(123_456_789));
    up(two("blue"));
    assertThat(ledger.entries())
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry.readyAt().orElseThrow().getNano() % 1_000).isZero());
  }

  @Test
  void looksAtAllThingsOfAKindInOneCall() {
    up(two("blue"));
    scope.memory().lookAfresh();
    warehouse.calls.clear();
    convergence.converge(two("blue"), warehouse, scope, Gate.OPEN);
    assertThat(warehouse.calls)
        .containsExactlyInAnyOrderEntriesOf(java.util.Map.of("observe Box", 1));
  }

  @Test
  void spareReadsOfWhatWasSeenPresentJustNow() {
    up(two("blue"));
    warehouse.calls.clear();
    convergence.converge(two("blue"), warehouse, scope, Gate.OPEN);
    assertThat(warehouse.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 60})
  void findsAThingAgainWhoseAnswerWasLost(int hiddenSeconds) {
    warehouse.hideNewThingsFor(Duration.ofSeconds(hiddenSeconds));
    warehouse.loseNextAnswer();
    up(two("blue"));
    assertThat(warehouse.things).hasSize(2);
    assertThat(warehouse.written).containsExactly("create base", "create top");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 60})
  void findsANamedThingAgainWhoseAnswerWasLost(int hiddenSeconds) {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    graph.in(FLOOR).add("only", Box.NAMED, () -> Box.of("red"));
    warehouse.hideNewThingsFor(Duration.ofSeconds(hiddenSeconds));
    warehouse.loseNextAnswer();
    up(graph);
    assertThat(warehouse.things).hasSize(1);
  }

  @Test
  void writesTheIntentBeforeTheCall() {
    warehouse.loseNextAnswer();
    convergence.converge(two("blue"), warehouse, scope, Gate.OPEN);
    assertThat(ledger.entries()).singleElement().matches(LedgerEntry::isOpen);
  }

  @Test
  void keepsOneOfSeveralAndDeletesTheSurplus() {
    warehouse.loseNextAnswer();
    convergence.converge(two("blue"), warehouse, scope, Gate.OPEN);
    // A late effect of another worker's call.
    warehouse.create(
        java.util.Optional.empty(),
        Box.of("red"),
        new io.freehold.kernel.resource.Intent(new Owner("us"), "base", 1, clock.instant()));
    up(two("blue"));
    assertThat(warehouse.things.values())
        .extracting(Warehouse.Thing::node)
        .containsOnlyOnce("base");
  }

  @Test
  void aRefusedCreationIsTriedAgainWithoutASearch() {
    warehouse.refuseNext();
    PassReport first = convergence.converge(two("blue"), warehouse, scope, Gate.OPEN);
    assertThat(first.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class, f -> assertThat(f.failure().code()).isEqualTo("Full"));
    up(two("blue"));
    assertThat(warehouse.calls).doesNotContainKey("find");
    assertThat(warehouse.things).hasSize(2);
  }

  @Test
  void mendsDrift() {
    up(two("blue"));
    warehouse.things.computeIfPresent(
        "box-2",
        (id, thing) ->
            new Warehouse.Thing(Box.on("box-1", "green"), "us", "top", thing.born(), false));
    scope.memory().lookAfresh();
    PassReport drift = convergence.converge(two("blue"), warehouse, scope, Gate.OPEN);
    assertThat(drift.changes())
        .singleElement()
        .satisfies(
            change -> assertThat(change.fields()).extracting("field").containsExactly("colour"));
    assertThat(warehouse.things.get("box-2").box().colour()).isEqualTo("blue");
  }

  @Test
  void anUpdateThatChangesNothingIsMadeMoreAndMoreRarely() {
    up(two("blue"));
    warehouse.ignoreChanges();
    Instant end = clock.instant().plus(Duration.ofHours(24));
    warehouse.written.clear();
    while (clock.instant().isBefore(end)) {
      PassReport report = convergence.converge(two("green"), warehouse, scope, Gate.OPEN);
      clock.advance(((Outcome.Waiting) report.outcome()).checkAfter());
    }
    assertThat(warehouse.written).hasSizeBetween(150, 300);
    assertThat(warehouse.written).containsOnly("change box-2");
  }

  @Test
  void makesAnewWhatVanished() {
    up(two("blue"));
    clock.advance(Duration.ofMinutes(10));
    warehouse.things.remove("box-2");
    up(two("blue"));
    assertThat(warehouse.things.values()).extracting(Warehouse.Thing::node).contains("top");
    assertThat(ledger.entries())
        .filteredOn(entry -> entry.node().equals("top"))
        .singleElement()
        .matches(entry -> entry.generation() == 2);
  }

  /** Clouds remember the tokens of what was deleted. */
  @Test
  void aCreationIsRepeatedUnderOneTokenAndNeverUnderThatOfAnEarlierOne() {
    warehouse.refuseNext();
    up(two("blue"));
    assertThat(warehouse.tokens).as("base twice, top once").hasSize(3);
    assertThat(warehouse.tokens.get(1)).isEqualTo(warehouse.tokens.get(0));
    down(two("blue"));
    clock.advance(Duration.ofMinutes(1));
    up(two("blue"));
    assertThat(warehouse.tokens).hasSize(5);
    assertThat(Set.copyOf(warehouse.tokens)).hasSize(4);
  }

  @Test
  void neverReplacesByItself() {
    up(two("blue"));
    ResourceGraph<Warehouse> bigger = new ResourceGraph<>();
    bigger.in(FLOOR).add("base", Box.NUMBERED, () -> new Box("", "red", "open", 2));
    PassReport report = convergence.converge(bigger, warehouse, scope, Gate.OPEN);
    assertThat(report.changes())
        .singleElement()
        .matches(change -> change.action() == NodeChange.Action.REPLACE && change.withheld());
    assertThat(warehouse.written).hasSize(2);
  }

  @Test
  void disruptiveChangesWaitForTheGate() {
    up(two("blue"));
    ResourceGraph<Warehouse> locked = new ResourceGraph<>();
    locked.in(FLOOR).add("base", Box.NUMBERED, () -> new Box("", "red", "shut", 1));
    Gate closed = impact -> impact.compareTo(Impact.ROLLING) <= 0;
    PassReport report = convergence.converge(locked, warehouse, scope, closed);
    assertThat(report.nodes().getFirst().state()).isEqualTo(State.WITHHELD);
    assertThat(warehouse.things.get("box-1").box().lock()).isEqualTo("open");
    up(locked);
    assertThat(warehouse.things.get("box-1").box().lock()).isEqualTo("shut");
  }

  @Test
  void leavesAloneWhatIsSomebodyElses() {
    warehouse.put("name-red", Box.of("pink"), "them");
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    graph.in(FLOOR).add("only", Box.NAMED, () -> Box.of("red"));
    convergence.converge(graph, warehouse, scope, Gate.OPEN);
    PassReport report = convergence.converge(graph, warehouse, scope, Gate.OPEN);
    assertThat(report.nodes().getFirst().failure())
        .hasValueSatisfying(failure -> assertThat(failure.code()).isEqualTo("name-taken"));
    assertThat(down(graph).outcome()).isInstanceOf(Outcome.Finished.class);
    assertThat(warehouse.things.get("name-red").box().colour()).isEqualTo("pink");
  }

  private static ResourceGraph<Warehouse> named() {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    graph.in(FLOOR).add("only", Box.NAMED, () -> Box.of("red"));
    return graph;
  }

  @Test
  void takesUpWhatAnUnansweredCreationLeftUnmarked() {
    warehouse.loseNextBeforeItsMarks();
    up(named());
    assertThat(warehouse.written).containsExactly("create only", "mark name-red");
    assertThat(warehouse.things.get("name-red").owner()).isEqualTo("us");
  }

  @Test
  void takesAwayWhatAnUnansweredCreationLeftUnmarked() {
    warehouse.loseNextBeforeItsMarks();
    convergence.converge(named(), warehouse, scope, Gate.OPEN);
    assertThat(down(named()).outcome()).isInstanceOf(Outcome.Finished.class);
    assertThat(warehouse.things).isEmpty();
  }

  @Test
  void anUnmarkedThingThatWasThereBeforeIsSomebodyElses() {
    warehouse.put("name-red", Box.of("pink"), "");
    convergence.converge(named(), warehouse, scope, Gate.OPEN);
    PassReport report = convergence.converge(named(), warehouse, scope, Gate.OPEN);
    assertThat(report.nodes().getFirst().failure())
        .hasValueSatisfying(failure -> assertThat(failure.code()).isEqualTo("name-taken"));
    assertThat(down(named()).outcome()).isInstanceOf(Outcome.Finished.class);
    assertThat(warehouse.written).containsExactly("create only");
    assertThat(warehouse.things).containsKey("name-red");
  }

  @Test
  void neitherChangesNorDeletesWhatLostItsOwnerTag() {
    up(two("blue"));
    warehouse.put("box-2", Box.on("box-1", "green"), "");
    scope.memory().lookAfresh();
    PassReport report = convergence.converge(two("blue"), warehouse, scope, Gate.OPEN);
    assertThat(report.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            f -> assertThat(f.failure().code()).isEqualTo("owner-tag-missing"));
    PassReport removal =
        convergence.dismantle(
            new Kinds<Warehouse>().withAllOf(two("blue")), warehouse, scope, entry -> false);
    assertThat(removal.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(warehouse.things.get("box-2").box().colour()).isEqualTo("green");
  }

  @Test
  void adoptsWithoutTouching() {
    warehouse.put("theirs", Box.of("pink"), "them");
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    var base = graph.in(FLOOR).adopt("base", Box.NUMBERED, "theirs");
    graph.in(FLOOR).add("top", Box.NUMBERED, base, b -> Box.on(b.id(), "blue"));
    up(graph);
    assertThat(down(graph).outcome()).isInstanceOf(Outcome.Finished.class);
    assertThat(warehouse.written).containsExactly("create top", "delete box-1");
    assertThat(warehouse.things).containsOnlyKeys("theirs");
  }

  @Test
  void saysWhereSomethingAdoptedDoesNotServeAndLeavesItToItsOwner() {
    warehouse.put("theirs", Box.of("pink"), "them");
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    var base =
        graph
            .in(FLOOR)
            .adopt(
                "base",
                Box.NUMBERED,
                "theirs",
                box ->
                    box.box().colour().equals("blue")
                        ? Optional.empty()
                        : Optional.of(
                            Failure.refused(
                                Failure.Kind.INVALID, "not-blue", "found " + box.box().colour())));
    graph.in(FLOOR).add("top", Box.NUMBERED, base, b -> Box.on(b.id(), "red"));

    PassReport report = convergence.converge(graph, warehouse, scope, Gate.OPEN);

    assertThat(report.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo("not-blue"));
    assertThat(report.nodes())
        .filteredOn(node -> node.node().equals("base"))
        .singleElement()
        .returns(State.FAILED, NodeStatus::state)
        .returns(Optional.of("theirs"), NodeStatus::externalId)
        .returns("found pink", NodeStatus::message);
    assertThat(warehouse.written).as("what stands on it goes on").containsExactly("create top");

    warehouse.put("theirs", Box.of("blue"), "them");
    assertThat(up(graph).outcome()).as("seen at the next look").isInstanceOf(Outcome.Settled.class);
    assertThat(warehouse.written).containsExactly("create top");
  }

  @Test
  void waitsForSomethingOfSomebodyElsesThatIsNotThereYet() {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    Failure missing = Failure.refused(Failure.Kind.INVALID, "not-made", "make it");
    var base =
        graph
            .in(FLOOR)
            .adopt(
                "base",
                Box.NUMBERED,
                "theirs",
                box -> Optional.empty(),
                new Node.Awaited<>(missing, Box.NUMBERED.predict(Box.of("blue"))));
    graph.in(FLOOR).add("top", Box.NUMBERED, base, b -> Box.on(b.id(), "red"));

    PassReport report = convergence.converge(graph, warehouse, scope, Gate.OPEN);

    assertThat(report.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.failure()).isEqualTo(missing));
    assertThat(report.nodes())
        .extracting(NodeStatus::state)
        .containsExactly(State.FAILED, State.BLOCKED);
    PassReport plan = convergence.plan(graph, warehouse, scope);
    assertThat(plan.nodes()).allMatch(node -> node.failure().isEmpty());
    assertThat(plan.changes()).extracting(NodeChange::node).containsExactly("top");
    assertThat(warehouse.written).isEmpty();

    warehouse.put("theirs", Box.of("blue"), "them");
    assertThat(up(graph).outcome()).as("seen at the next look").isInstanceOf(Outcome.Settled.class);
    assertThat(warehouse.written).containsExactly("create top");
  }

  @Test
  void looksAtSomethingOfSomebodyElsesAccordingToHowLongItHasBeenOnItsWay() {
    warehouse.put("theirs", Box.of("blue"), "them");
    warehouse.keepOnItsWay("theirs", true);
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    var base = graph.in(FLOOR).adopt("base", Box.NUMBERED, "theirs");
    graph.in(FLOOR).add("top", Box.NUMBERED, base, b -> Box.on(b.id(), "red"));
    List<Duration> asked = new ArrayList<>();
    Convergence<Warehouse> timed =
        new Convergence<>(
            e -> Failure.unknown(Failure.Kind.BUG, "Thrown", String.valueOf(e)),
            (operation, elapsed) -> {
              asked.add(elapsed);
              return Duration.ofSeconds(20);
            },
            clock);

    for (int i = 0; i < 3; i++) {
      assertThat(timed.converge(graph, warehouse, scope, Gate.OPEN).outcome())
          .isEqualTo(new Outcome.Waiting("base", Duration.ofSeconds(20)));
      clock.advance(Duration.ofSeconds(20));
    }
    assertThat(asked)
        .containsExactly(Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(40));
    assertThat(warehouse.written).as("what stands on it waits").isEmpty();

    warehouse.keepOnItsWay("theirs", false);
    assertThat(up(graph).outcome()).isInstanceOf(Outcome.Settled.class);
    assertThat(warehouse.written).containsExactly("create top");
  }

  @Test
  void deletesWhatIsNoLongerWantedWithAllThatDependsOnIt() {
    up(two("blue"));
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    var base = graph.in(FLOOR).addIf(false, "base", Box.NUMBERED, () -> Box.of("red"));
    graph.in(FLOOR).add("top", Box.NUMBERED, base, b -> Box.on(b.id(), "blue"));
    up(graph);
    assertThat(warehouse.things).isEmpty();
    assertThat(ledger.entries()).isEmpty();
    assertThat(warehouse.written).endsWith("delete box-2", "delete box-1");
  }

  @Test
  void aPlanShowsTheWholeGraphAndWritesNothing() {
    PassReport plan = convergence.plan(two("blue"), warehouse, scope);
    assertThat(plan.changes()).extracting(NodeChange::node).containsExactly("base", "top");
    assertThat(plan.changes())
        .extracting(NodeChange::action)
        .containsOnly(NodeChange.Action.CREATE);
    assertThat(warehouse.written).isEmpty();
    assertThat(ledger.entries()).isEmpty();
  }

  @Test
  void aPlanOfAChangeNamesTheFields() {
    up(two("blue"));
    PassReport plan = convergence.plan(two("green"), warehouse, scope);
    assertThat(plan.changes())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.action()).isEqualTo(NodeChange.Action.UPDATE);
          assertThat(change.fields()).extracting("wanted").containsExactly("green");
        });
    assertThat(warehouse.written).hasSize(2);
  }

  @Test
  void aPlanOpensNoSessionForWhatIsNotThereYet() {
    Place<Warehouse, Warehouse> shut =
        new Place<>(
            "shut",
            w -> {
              throw new IllegalStateException("nobody answers yet");
            });
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    graph.in(shut).add("base", Box.NUMBERED, () -> Box.of("red"));

    PassReport plan = convergence.plan(graph, warehouse, scope);

    assertThat(plan.nodes()).allSatisfy(node -> assertThat(node.failure()).isEmpty());
    assertThat(plan.changes()).extracting(NodeChange::node).containsExactly("base");
  }

  @Test
  void aPlanOfARemovalShowsEverythingThatGoesInTheEnd() {
    up(two("blue"));
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    var base = graph.in(FLOOR).addIf(false, "base", Box.NUMBERED, () -> Box.of("red"));
    graph.in(FLOOR).add("top", Box.NUMBERED, base, b -> Box.on(b.id(), "blue"));

    PassReport plan = convergence.plan(graph, warehouse, scope);

    assertThat(plan.changes())
        .extracting(change -> change.action() + " " + change.node())
        .containsExactly("DELETE top", "DELETE base");
    assertThat(warehouse.things).hasSize(2);
    assertThat(ledger.entries()).hasSize(2);
  }

  @Test
  void aPlanShowsThatWhatIsNoLongerLeantOnGoes() {
    up(onOneOf(true));

    PassReport plan = convergence.plan(onOneOf(false), warehouse, scope);

    assertThat(plan.changes())
        .extracting(change -> change.action() + " " + change.node())
        .containsExactly("CREATE right", "UPDATE top", "DELETE left");
    assertThat(warehouse.things).hasSize(2);
  }

  /** Something whose colour says on which of two it leans. */
  private static ResourceGraph<Warehouse> onOneOf(boolean isLeft) {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    var floor = graph.in(FLOOR);
    var left = floor.addIf(isLeft, "left", Box.NUMBERED, () -> Box.of("red"));
    var right = floor.addIf(!isLeft, "right", Box.NUMBERED, () -> Box.of("red"));
    floor.add("top", Box.NUMBERED, isLeft ? left : right, b -> Box.of(isLeft ? "blue" : "green"));
    return graph;
  }

  @Test
  void takesDownUsersBeforeWhatTheyUse() {
    up(two("blue"));
    assertThat(down(two("blue")).outcome()).isInstanceOf(Outcome.Finished.class);
    assertThat(warehouse.written).endsWith("delete box-2", "delete box-1");
    assertThat(warehouse.things).isEmpty();
    assertThat(ledger.entries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 60})
  void takesDownWhatAnUnansweredCreationMayHaveMade(int hiddenSeconds) {
    warehouse.hideNewThingsFor(Duration.ofSeconds(hiddenSeconds));
    warehouse.loseNextAnswer();
    convergence.converge(two("blue"), warehouse, scope, Gate.OPEN);
    down(two("blue"));
    assertThat(warehouse.things).isEmpty();
  }

  @Test
  void theOrderToDeleteIsNotRepeatedAtEveryLook() {
    ResourceGraph<Warehouse> graph = two("red");
    up(graph);
    warehouse.written.clear();
    warehouse.seeDeletedThingsFor(Duration.ofSeconds(90));
    down(graph);
    assertThat(warehouse.things).isEmpty();
    // Each is seen for a minute and a half, and looked at every second.
    assertThat(warehouse.written)
        .containsExactly("delete box-2", "delete box-2", "delete box-1", "delete box-1");
  }

  @Test
  void whatIsTakenAwayInPartsIsNotLeftAloneInBetween() {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    graph.in(FLOOR).add("only", Box.NUMBERED, () -> Box.of("red"));
    up(graph);
    warehouse.written.clear();
    warehouse.makeDeletionsTake(100);
    Instant start = clock.instant();
    down(graph);
    assertThat(warehouse.things).isEmpty();
    assertThat(warehouse.written).hasSize(100);
    assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void theLeaseIsLookedAtBeforeEveryPartThatIsTakenAway() {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    graph.in(FLOOR).add("only", Box.NUMBERED, () -> Box.of("red"));
    up(graph);
    warehouse.makeDeletionsTake(100);
    AtomicInteger looks = new AtomicInteger();
    Lease lostAfterThree =
        new Lease() {
          @Override
          public long fence() {
            return 1;
          }

          @Override
          public void verify() {
            if (looks.incrementAndGet() > 3) {
              throw new LeaseLostException("taken over");
            }
          }
        };
    scope = new Scope(scope.owner(), ledger, lostAfterThree, scope.memory());
    warehouse.written.clear();
    assertThatThrownBy(() -> down(graph)).isInstanceOf(LeaseLostException.class);
    assertThat(warehouse.written).hasSize(3);
  }

  @Test
  void keepsWhatIsToBeKept() {
    up(two("blue"));
    PassReport report =
        settle(() ->
            convergence.dismantle(
                new Kinds<Warehouse>().withAllOf(two("blue")),
                warehouse,
                scope,
                entry -> entry.node().equals("base")));
    assertThat(report.nodes()).extracting(NodeStatus::state).contains(State.KEPT);
    assertThat(warehouse.things).containsOnlyKeys("box-1");
  }

  @Test
  void makesAnewWhatNeverWorked() {
    warehouse.breakNext();
    up(two("blue"));
    assertThat(warehouse.things).hasSize(2);
    assertThat(warehouse.things.values()).noneMatch(Warehouse.Thing::broken);
  }

  @Test
  void stopsAtOnceWhenAnotherWorkerTookOver() {
    Lease lost =
        new Lease() {
          @Override
          public long fence() {
            return 1;
          }

          @Override
          public void verify() {
            throw new LeaseLostException("taken over");
          }
        };
    scope = new Scope(scope.owner(), ledger, lost, scope.memory());
    assertThatThrownBy(() -> convergence.converge(two("blue"), warehouse, scope, Gate.OPEN))
        .isInstanceOf(LeaseLostException.class);
    assertThat(warehouse.written).isEmpty();
  }

  @Test
  void leavesAloneWhatANewerReleaseMade() {
    up(two("blue"));
    ResourceGraph<Warehouse> older = new ResourceGraph<>();
    older.in(FLOOR).add("base", Box.NUMBERED, () -> Box.of("red"));
    PassReport report = up(older);
    assertThat(report.nodes()).extracting(NodeStatus::state).contains(State.UNDECLARED);
    assertThat(warehouse.things).hasSize(2);
  }

  private static ResourceGraph<Warehouse> shelf(boolean full, Set<String> kept) {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    var floor = graph.in(FLOOR);
    var base = floor.add("shelf/base", Box.NUMBERED, () -> Box.of("red"));
    if (full) {
      var middle = floor.add("shelf/middle", Box.NUMBERED, base, b -> Box.on(b.id(), "blue"));
      floor.add("shelf/top", Box.NUMBERED, middle, b -> Box.on(b.id(), "blue"));
    }
    floor.sweep("shelf/", List.of(Box.NUMBERED), kept);
    return graph;
  }

  @Test
  void sweepsWhatTheGraphNoLongerDeclaresUsersFirst() {
    up(shelf(true, Set.of()));
    warehouse.written.clear();
    PassReport plan = convergence.plan(shelf(false, Set.of()), warehouse, scope);
    assertThat(plan.changes())
        .extracting(NodeChange::node)
        .containsExactly("shelf/top", "shelf/middle");
    up(shelf(false, Set.of()));
    assertThat(warehouse.written).containsExactly("delete box-3", "delete box-2");
    assertThat(ledger.entries()).extracting(LedgerEntry::node).containsExactly("shelf/base");
  }

  @Test
  void sweepsNothingOfAKindThatIsKeptAndNothingElsewhere() {
    up(shelf(true, Set.of()));
    PassReport report = up(shelf(false, Set.of(Box.NUMBERED.kind())));
    assertThat(warehouse.things).hasSize(3);
    assertThat(report.nodes())
        .filteredOn(node -> node.state() == State.KEPT)
        .extracting(NodeStatus::node)
        .containsExactlyInAnyOrder("shelf/middle", "shelf/top");
    ResourceGraph<Warehouse> elsewhere = new ResourceGraph<>();
    elsewhere.in(FLOOR).sweep("cellar/", List.of(Box.NUMBERED), Set.of());
    up(elsewhere);
    assertThat(warehouse.things).hasSize(3);
  }

  @Test
  void twoThingsOfOneNameAreRefused() {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    graph.in(FLOOR).add("base", Box.NUMBERED, () -> Box.of("red"));
    assertThatThrownBy(() -> graph.in(FLOOR).add("base", Box.NUMBERED, () -> Box.of("red")))
        .hasMessageContaining("base");
    assertThat(List.of(graph.toMermaid().split("\n"))).hasSize(2);
  }
}
