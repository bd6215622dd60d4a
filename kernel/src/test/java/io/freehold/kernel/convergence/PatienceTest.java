package io.freehold.kernel.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long something else is waited for, and what holds of what was seen by another worker. */
class PatienceTest {
  private static final Place<Warehouse, Warehouse> FLOOR = new Place<>("floor", w -> w);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Warehouse warehouse = new Warehouse(clock);
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Memory memory = new Memory(Duration.ofMinutes(5));
  private final Convergence<Warehouse> convergence =
      new Convergence<>(
          e -> Failure.unknown(Failure.Kind.BUG, "Thrown", String.valueOf(e)),
          (operation, elapsed) -> Duration.ZERO,
          clock);
  private long fence;

  private static ResourceGraph<Warehouse> one(String color) {
    ResourceGraph<Warehouse> graph = new ResourceGraph<>();
    graph.in(FLOOR).add("base", Box.NUMBERED, () -> Box.of(color));
    return graph;
  }

  /** Under the next fence, as the queue gives them out. */
  private Scope scope(Memory of) {
    long mine = ++fence;
    return new Scope(
        new Owner("us"),
        ledger,
        new Lease() {
          @Override
          public long fence() {
            return mine;
          }

          @Override
          public void verify() {}
        },
        of);
  }

  private PassReport up(Memory of, String color) {
    for (int i = 0; i < 20; i++) {
      PassReport report = convergence.converge(one(color), warehouse, scope(of), Gate.OPEN);
      if (!(report.outcome() instanceof Outcome.Waiting(String on, Duration next))) {
        return report;
      }
      clock.advance(next);
    }
    throw new AssertionError("did not settle");
  }

  private PassReport down() {
    return convergence.dismantle(
        new Kinds<Warehouse>().withAllOf(one("red")), warehouse, scope(memory), entry -> false);
  }

  private NodeStatus base(PassReport report) {
    return report.nodes().stream().filter(it -> it.node().equals("base")).findFirst().orElseThrow();
  }

  @Test
  void what_stays_in_the_way_needs_somebody_after_a_while_and_is_tried_on() {
    up(memory, "red");
    warehouse.put("theirs", Box.on("box-1", "green"), "them");
    Instant begun = clock.instant();

    PassReport report = down();
    while (report.outcome() instanceof Outcome.Waiting(String on, Duration next)) {
      assertThat(on).isEqualTo("base");
      assertThat(base(report).needsSomebody()).isFalse();
      clock.advance(next);
      report = down();
    }
    assertThat(Duration.between(begun, clock.instant()))
        .isBetween(Pass.PATIENCE, Pass.PATIENCE.plusMinutes(1));
    assertThat(report.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(base(report).needsSomebody()).isTrue();
    assertThat(base(report).message())
        .isEqualTo("box-1 has something on it (so since 2026-01-01T00:00:00Z)");

    warehouse.things.remove("theirs");
    clock.advance(Duration.ofSeconds(30));
    down();
    assertThat(warehouse.things).isEmpty();
  }

  @Test
  void failures_far_apart_are_not_of_one_row() {
    up(memory, "red");
    warehouse.put("theirs", Box.on("box-1", "green"), "them");
    down();
    clock.advance(Duration.ofMinutes(9));
    down();
    clock.advance(Duration.ofHours(2));

    assertThat(base(down()).needsSomebody()).isFalse();
  }

  /** While the cloud was ill nobody could know what else was in the way. */
  @Test
  void how_long_a_cloud_was_ill_does_not_count() {
    Instant ill = clock.instant();
    memory.failedAgain("base", false, ill);
    memory.failedAgain("base", false, ill.plus(Duration.ofMinutes(19)));
    Instant back = ill.plus(Duration.ofMinutes(20));
    assertThat(memory.failedAgain("base", true, back).since()).isEqualTo(back);
    Memory.Failing later = memory.failedAgain("base", true, back.plusSeconds(30));
    assertThat(later.since()).isEqualTo(back);
    assertThat(later.before()).isEqualTo(3);
  }

  /** The longest wait after a failure is ten minutes, and the work is a little late. */
  @Test
  void a_row_does_not_end_while_its_next_failure_is_waited_for() {
    Instant now = clock.instant();
    for (int i = 0; i < 8; i++) {
      assertThat(memory.failedAgain("base", false, now).before()).isEqualTo(i);
      now = now.plus(Duration.ofSeconds(605));
    }
  }

  @Test
  void what_another_worker_may_have_changed_is_looked_at_again() {
    Memory theirs = new Memory(Duration.ofMinutes(5));
    up(memory, "red");
    up(theirs, "blue");
    assertThat(warehouse.things.get("box-1").box()).isEqualTo(Box.of("blue"));

    up(memory, "red");
    assertThat(warehouse.things.get("box-1").box()).isEqualTo(Box.of("red"));
  }

  @Test
  void what_the_same_worker_saw_is_not() {
    up(memory, "red");
    warehouse.calls.clear();
    up(memory, "red");
    assertThat(warehouse.calls).isEmpty();
  }
}
