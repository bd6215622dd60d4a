package io.freehold.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.failure.AwsFailures;
import io.freehold.kernel.convergence.NodeChange;
import io.freehold.kernel.convergence.PassReport;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.resource.Impact;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import io.freehold.simulator.SimulatedAws;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The laws that every kind keeps on every AWS. A kind's subclass says how to desire one, what can
 * be changed about it, what cannot, and what happens to it from outside.
 */
@ExtendWith(Differences.class)
public abstract class KindContract<D, O> {
  private static final String NODE = "thing";

  private Ground ground = new Ground(Backends.SIMULATOR.start(), "none");

  /** Something done to a thing behind our back. */
  @FunctionalInterface
  public interface Outside {
    void on(String externalId);
  }

  protected abstract AwsType<D, O> type();

  /** One of this kind; makes whatever it needs. The same for every call with the same ground. */
  protected abstract D desired(Ground ground);

  /** By field: the same thing with that field changed, which converges in place. */
  protected Map<String, D> mutable(D desired) {
    return Map.of();
  }

  /** By field: the same thing with that field changed, which cannot be done in place. */
  protected Map<String, D> fixed(D desired) {
    return Map.of();
  }

  /** By field: what somebody else may do to it, found by the next look and mended. */
  protected Map<String, Outside> drift(Ground ground, D desired) {
    return Map.of();
  }

  /** What use can be made of a thing, and what that is to its deletion. */
  public sealed interface Use {

    /** Once this is done to it, it cannot be deleted. */
    static Use prevents(Outside by) {
      return new Prevents(by);
    }

    /** It can be deleted all the same. */
    static Use nothingPrevents(String because) {
      return new NothingPrevents(because, id -> {});
    }

    /** It can be deleted all the same, even when this is done to it. */
    static Use nothingPrevents(String because, Outside by) {
      return new NothingPrevents(because, by);
    }
  }

  private record Prevents(Outside by) implements Use {}

  private record NothingPrevents(String because, Outside by) implements Use {}

  /** Whether the thing can be put to use so that it cannot be deleted. */
  protected abstract Use use(Ground ground, D desired);

  /** The field whose change makes a new thing of the kind; empty where there may be only one. */
  protected boolean tagged() {
    return true;
  }

  /** By law: what it says on moto, which does not keep it for this kind. */
  protected Map<String, String> differencesOfMoto() {
    return Map.of();
  }

  private void start(Backends backends) {
    ground = new Ground(backends.start(), "abcdefghij");
  }

  @ParameterizedTest
  @EnumSource
  void isPresentWithNothingToChangeAfterItsCreation(Backends backends) {
    start(backends);
    D desired = desired(ground);
    O observed = ground.make(NODE, type(), desired);
    assertThat(type().diff(desired, observed).changes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isPredictedAsItWillBe(Backends backends) {
    start(backends);
    D desired = desired(ground);
    assertThat(type().diff(desired, type().predict(desired)).changes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isAbsentAfterItsDeletion(Backends backends) {
    start(backends);
    ground.make(NODE, type(), desired(ground));
    String id = ground.idOf(NODE);
    ground.remove(NODE, type());
    assertThat(look(id)).isInstanceOf(Observation.Absent.class);
  }

  @ParameterizedTest
  @EnumSource
  void deletingWhatIsGoneSucceeds(Backends backends) {
    start(backends);
    ground.make(NODE, type(), desired(ground));
    String id = ground.idOf(NODE);
    ground.remove(NODE, type());
    assertThatCode(() -> type().delete(ground.aws, id)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void aRepeatAfterALostAnswerFindsTheFirst(Backends backends) {
    start(backends);
    D desired = desired(ground);
    ground.make(NODE, type(), desired);
    String id = ground.idOf(NODE);
    loseTheAnswerOfItsCreation(desired);
    ground.make(NODE, type(), desired);
    assertThat(ground.idOf(NODE)).isEqualTo(id);
    if (type().naturalId(desired).isEmpty()) {
      assertThat(type().discover(ground.aws, ground.aws.owner(), NODE)).containsExactly(id);
    }
  }

  private void loseTheAnswerOfItsCreation(D desired) {
    LedgerEntry entry =
        ground.ledger.entries().stream()
            .filter(one -> one.node().equals(NODE))
            .findFirst()
            .orElseThrow();
    ground.ledger.put(
        LedgerEntry.of(
                entry.owner(),
                entry.node(),
                entry.kind(),
                entry.place(),
                type().naturalId(desired),
                entry.generation(),
                entry.dependsOn())
            .attempted(entry.intendedAt().orElseThrow())
            .attempted(ground.backend.clock().instant()));
  }

  @ParameterizedTest
  @EnumSource
  void everyMutableFieldConverges(Backends backends) {
    start(backends);
    D first = desired(ground);
    ground.make(NODE, type(), first);
    String id = ground.idOf(NODE);
    Map<String, D> variants = new LinkedHashMap<>(mutable(first));
    variants.forEach((field, changed) -> {
      PassReport plan = ground.plan(NODE, type(), changed);
      assertThat(plan.changes())
          .as("plan of a change of " + field)
          .anySatisfy(
              change -> assertThat(change.fields()).anyMatch(one -> one.field().startsWith(field)));
      O observed = ground.make(NODE, type(), changed);
      assertThat(type().diff(changed, observed).changes()).as(field).isEmpty();
      assertThat(ground.idOf(NODE)).as(field).isEqualTo(id);
    });
  }

  @ParameterizedTest
  @EnumSource
  void everyFixedFieldReportsAReplacement(Backends backends) {
    start(backends);
    D first = desired(ground);
    ground.make(NODE, type(), first);
    fixed(first)
        .forEach((field, changed) -> {
          PassReport report = ground.pass(NODE, type(), changed);
          assertThat(report.changes())
              .as(field)
              .singleElement()
              .satisfies(change -> {
                assertThat(change.action()).isEqualTo(NodeChange.Action.REPLACE);
                assertThat(change.withheld()).isTrue();
                assertThat(change.impact()).isEqualTo(Impact.REPLACE);
                assertThat(change.fields()).anyMatch(one -> one.field().equals(field));
              });
        });
  }

  @ParameterizedTest
  @EnumSource
  void driftFromOutsideIsFoundAndMended(Backends backends) {
    start(backends);
    D desired = desired(ground);
    ground.make(NODE, type(), desired);
    String id = ground.idOf(NODE);
    new TreeMap<>(drift(ground, desired))
        .forEach((field, outside) -> {
          outside.on(id);
          PassReport found = ground.plan(NODE, type(), desired);
          assertThat(found.changes())
              .as("drift of " + field)
              .anySatisfy(change ->
                  assertThat(change.fields()).anyMatch(one -> one.field().startsWith(field)));
          O observed = ground.make(NODE, type(), desired);
          assertThat(type().diff(desired, observed).changes()).as(field).isEmpty();
        });
  }

  @ParameterizedTest
  @EnumSource
  void deletingWhatIsInUseIsADependency(Backends backends) {
    start(backends);
    D desired = desired(ground);
    Use use = use(ground, desired);
    ground.make(NODE, type(), desired);
    String id = ground.idOf(NODE);
    switch (use) {
      case Prevents(Outside by) -> {
        by.on(id);
        RuntimeException thrown =
            catchThrowableOfType(RuntimeException.class, () -> type().delete(ground.aws, id));
        assertThat(thrown).as("deleting what is in use").isNotNull();
        assertThat(new AwsFailures().classify(thrown).kind())
            .isIn(Failure.Kind.DEPENDENCY, Failure.Kind.CONFLICT);
      }
      case NothingPrevents(String because, Outside by) -> {
        by.on(id);
        assertThatCode(() -> type().delete(ground.aws, id)).as(because).doesNotThrowAnyException();
        ground.remove(NODE, type());
        assertThat(look(id)).as(because).isInstanceOf(Observation.Absent.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherOwnerNeitherFindsItNorOwnsIt(Backends backends) {
    start(backends);
    D desired = desired(ground);
    ground.make(NODE, type(), desired);
    Ground other = new Ground(ground.backend, "zyxwvutsrq");
    if (type().naturalId(desired).isEmpty()) {
      assertThat(type().discover(other.aws, other.aws.owner(), NODE)).isEmpty();
    }
    if (tagged()) {
      String id = ground.idOf(NODE);
      Observation<O> seen =
          type().observe(other.aws, Set.of(id)).getOrDefault(id, Observation.absent());
      assertThat(seen)
          .isInstanceOfSatisfying(
              Observation.Present.class,
              present -> assertThat(present.ownership()).isEqualTo(Ownership.FOREIGN));
    }
  }

  @Test
  void theDeclaredActionsAreTheOnesUsed() {
    start(Backends.SIMULATOR);
    SimulatedAws aws = simulator();
    D desired = desired(ground);
    Instant start = ground.backend.clock().instant().plusSeconds(1);
    ground.backend.clock().advance(Duration.ofSeconds(1));
    ground.make(NODE, type(), desired);
    if (type().naturalId(desired).isEmpty()) {
      type().discover(ground.aws, ground.aws.owner(), NODE);
    }
    ground.remove(NODE, type());
    assertThat(type().actions().all())
        .as("actions declared by " + type().kind())
        .containsAll(
            aws.callLog().records().stream()
                .filter(call -> !call.at().isBefore(start))
                .map(call -> call.action())
                .toList());
  }

  /**
   * Made, changed, looked for and taken away by a role that may do what is declared, as declared.
   */
  @Test
  void theDeclaredActionsSuffice() {
    start(Backends.SIMULATOR);
    SimulatedAws aws = simulator();
    D desired = desired(ground);
    Ground restricted = ground.within(aws, type().actions());
    restricted.make(NODE, type(), desired);
    mutable(desired).values().forEach(changed -> restricted.make(NODE, type(), changed));
    if (type().naturalId(desired).isEmpty()) {
      type().discover(restricted.aws, restricted.aws.owner(), NODE);
    }
    restricted.remove(NODE, type());
  }

  @Test
  void everyLostAnswerLeavesExactlyOne() {
    for (int hiddenSeconds : new int[] {0, 5, 60}) {
      start(Backends.SIMULATOR);
      SimulatedAws aws = simulator();
      D desired = desired(ground);
      aws.levers().hideNewThingsFor(Duration.ofSeconds(hiddenSeconds));
      String creation = creation();
      var lever = aws.levers().loseAnswerOf(creation, 1);
      ground.make(NODE, type(), desired);
      assertThat(lever.fired()).as("lost answers of " + creation).isEqualTo(1);
      if (type().naturalId(desired).isEmpty()) {
        assertThat(type().discover(ground.aws, ground.aws.owner(), NODE)).hasSize(1);
      }
    }
  }

  @Test
  void aDeniedCreationNamesThePermission() {
    start(Backends.SIMULATOR);
    SimulatedAws aws = simulator();
    D desired = desired(ground);
    aws.levers().deny(creation());
    Failure failure = failureOfCreation(desired);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.PERMISSION);
    assertThat(failure.effect()).isEqualTo(Failure.Effect.NONE);
  }

  @Test
  void aThrottledCreationIsThrottled() {
    start(Backends.SIMULATOR);
    SimulatedAws aws = simulator();
    D desired = desired(ground);
    aws.levers().throttle(creation(), 0);
    assertThat(failureOfCreation(desired).kind()).isEqualTo(Failure.Kind.THROTTLED);
  }

  private Failure failureOfCreation(D desired) {
    RuntimeException thrown =
        catchThrowableOfType(
            RuntimeException.class,
            () ->
                type()
                    .create(
                        ground.aws,
                        desired,
                        new Intent(ground.aws.owner(), NODE, 1, ground.backend.clock().instant())));
    assertThat(thrown).isNotNull();
    return new AwsFailures().classify(thrown);
  }

  /** The action that creates: the first of those that provision. */
  private String creation() {
    return type().actions().permissions().stream()
        .filter(one -> one.phase() == Permission.Phase.PROVISION)
        .findFirst()
        .orElseThrow()
        .action();
  }

  private SimulatedAws simulator() {
    return ground.simulator();
  }

  private Observation<O> look(String id) {
    return type().observe(ground.aws, Set.of(id)).getOrDefault(id, Observation.absent());
  }
}
