package io.freehold.kernel.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import io.freehold.kernel.resource.ResourceType;
import io.freehold.kernel.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was seen is compared once with what is wanted, until either is another. */
class ComparedOnceTest {
  private static final Place<Wall, Wall> WALL = new Place<>("wall", wall -> wall);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Wall wall = new Wall();
  private final Scope scope =
      new Scope(
          new Owner("us"),
          new InMemoryLedger(),
          Lease.uncontested(),
          new Memory(Duration.ofMinutes(5)));
  private final Convergence<Wall> convergence =
      new Convergence<>(
          e -> Failure.unknown(Failure.Kind.BUG, "Thrown", String.valueOf(e)),
          (operation, elapsed) -> Duration.ZERO,
          clock);

  private record Color(String name) {}

  private static final class Wall {
    Optional<Color> color = Optional.empty();
    int comparisons;
  }

  private record Paint(Wall wall) implements ResourceType<Wall, Color, Color> {
    @Override
    public String kind() {
      return "Paint";
    }

    @Override
    public Optional<String> naturalId(Color desired) {
      return Optional.of("the wall");
    }

    @Override
    public Map<String, Observation<Color>> observe(Wall cloud, Set<String> ids) {
      return cloud
          .color
          .<Map<String, Observation<Color>>>map(color ->
              Map.of(
                  "the wall", new Observation.Present<>(new Color(color.name()), Ownership.OURS)))
          .orElseGet(Map::of);
    }

    @Override
    public String create(Wall cloud, Color desired, Intent intent) {
      cloud.color = Optional.of(desired);
      return "the wall";
    }

    @Override
    public Diff diff(Color desired, Color observed) {
      wall.comparisons++;
      return Diff.compare().field("name", desired.name(), observed.name()).done();
    }

    @Override
    public void update(Wall cloud, String id, Color desired, Color observed) {
      cloud.color = Optional.of(desired);
    }

    @Override
    public void delete(Wall cloud, String id) {
      cloud.color = Optional.empty();
    }

    @Override
    public Color predict(Color desired) {
      return desired;
    }
  }

  /** A new graph for each pass, as a control plane makes it. */
  private PassReport pass(String wanted) {
    ResourceGraph<Wall> graph = new ResourceGraph<>();
    graph.in(WALL).add("paint", new Paint(wall), () -> new Color(wanted));
    clock.advance(Duration.ofSeconds(2));
    return convergence.converge(graph, wall, scope, Gate.OPEN);
  }

  private void standing() {
    pass("red");
    pass("red");
    assertThat(wall.comparisons).isEqualTo(1);
  }

  @Test
  void what_was_seen_before_is_not_compared_again() {
    standing();
    for (int i = 0; i < 3; i++) {
      assertThat(pass("red").ready()).isEqualTo(1);
    }
    assertThat(wall.comparisons).isEqualTo(1);
  }

  @Test
  void another_wish_is_compared_and_brought_about() {
    standing();
    pass("blue");
    assertThat(wall.comparisons).isEqualTo(2);
    assertThat(wall.color).contains(new Color("blue"));
    pass("red");
    assertThat(wall.color).contains(new Color("red"));
  }

  @Test
  void another_look_is_compared_and_what_somebody_did_is_undone() {
    standing();
    wall.color = Optional.of(new Color("green"));
    pass("red");
    assertThat(wall.color).as("not looked at: seen a moment ago").contains(new Color("green"));
    scope.memory().lookAfresh();
    pass("red");
    assertThat(wall.comparisons).isEqualTo(2);
    assertThat(wall.color).contains(new Color("red"));
  }

  @Test
  void another_look_that_finds_the_same_is_not_compared() {
    standing();
    scope.memory().lookAfresh();
    assertThat(pass("red").ready()).isEqualTo(1);
    assertThat(wall.comparisons).isEqualTo(1);
  }
}
