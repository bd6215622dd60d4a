package io.freehold.kernel.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.Kinds;
import io.freehold.kernel.graph.Place;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.ledger.InMemoryLedger;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Owner;
import io.freehold.kernel.resource.Ownership;
import io.freehold.kernel.resource.ResourceType;
import io.freehold.kernel.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What waits for something by itself is made as soon as that is there, and goes before it. */
class OnceThereTest {
  private static final Place<Kiln, Kiln> KILN = new Place<>("kiln", kiln -> kiln);

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Kiln kiln = new Kiln();
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Scope scope =
      new Scope(new Owner("us"), ledger, Lease.uncontested(), new Memory(Duration.ZERO));
  private final Convergence<Kiln> convergence =
      new Convergence<>(
          e -> Failure.unknown(Failure.Kind.BUG, "Thrown", String.valueOf(e)),
          (operation, elapsed) -> Duration.ZERO,
          clock);

  /** Where pots are wet until somebody fires them. */
  private static final class Kiln {
    final Set<String> there = new HashSet<>();
    final Set<String> fired = new HashSet<>();
    final List<String> log = new ArrayList<>();
  }

  private static final class Pot implements ResourceType<Kiln, String, String> {
    @Override
    public String kind() {
      return "Pot";
    }

    @Override
    public Optional<String> naturalId(String desired) {
      return Optional.of(desired);
    }

    @Override
    public Map<String, Observation<String>> observe(Kiln kiln, Set<String> ids) {
      Map<String, Observation<String>> found = new HashMap<>();
      ids.stream()
          .filter(kiln.there::contains)
          .forEach(id ->
              found.put(
                  id,
                  kiln.fired.contains(id)
                      ? new Observation.Present<>(id, Ownership.OURS)
                      : new Observation.Pending<>("wet", Ownership.OURS, Optional.of(id))));
      return found;
    }

    @Override
    public String create(Kiln kiln, String desired, Intent intent) {
      kiln.there.add(desired);
      kiln.log.add("make " + desired);
      return desired;
    }

    @Override
    public Diff diff(String desired, String observed) {
      return Diff.compare().field("name", desired, observed).done();
    }

    @Override
    public void update(Kiln kiln, String id, String desired, String observed) {
      throw new AssertionError("nothing changes here");
    }

    @Override
    public void delete(Kiln kiln, String id) {
      kiln.there.remove(id);
      kiln.log.add("break " + id);
    }

    @Override
    public String predict(String desired) {
      return desired;
    }
  }

  private static ResourceGraph<Kiln> graph(UnaryOperator<Ref<String>> need) {
    ResourceGraph<Kiln> graph = new ResourceGraph<>();
    var floor = graph.in(KILN);
    Ref<String> pot = floor.add("pot", new Pot(), () -> "pot");
    floor.add("lid", new Pot(), need.apply(pot), of -> "lid of " + of);
    return graph;
  }

  private void passes(ResourceGraph<Kiln> graph, int number) {
    for (int i = 0; i < number; i++) {
      convergence.converge(graph, kiln, scope, Gate.OPEN);
      clock.advance(Duration.ofSeconds(2));
    }
  }

  @Test
  void what_is_needed_ready_is_waited_for() {
    passes(graph(pot -> pot), 5);
    assertThat(kiln.log).containsExactly("make pot");
    kiln.fired.add("pot");
    passes(graph(pot -> pot), 1);
    assertThat(kiln.log).containsExactly("make pot", "make lid of pot");
  }

  @Test
  void what_is_needed_there_is_not() {
    passes(graph(Ref::onceThere), 2);
    assertThat(kiln.log).containsExactly("make pot", "make lid of pot");
    assertThat(ledger.entries())
        .filteredOn(entry -> entry.node().equals("lid"))
        .singleElement()
        .satisfies(lid -> assertThat(lid.dependsOn()).containsExactly("pot"));
  }

  @Test
  void both_go_in_the_same_order_as_ever() {
    ResourceGraph<Kiln> graph = graph(pot -> pot.map(name -> name).onceThere());
    passes(graph, 2);
    kiln.fired.addAll(Set.of("pot", "lid of pot"));
    passes(graph, 1);
    Kinds<Kiln> kinds = new Kinds<Kiln>().withAllOf(graph);
    PassReport report = convergence.dismantle(kinds, kiln, scope, entry -> false);
    for (int i = 0; i < 20 && !(report.outcome() instanceof Outcome.Finished); i++) {
      clock.advance(Duration.ofSeconds(2));
      report = convergence.dismantle(kinds, kiln, scope, entry -> false);
    }
    assertThat(kiln.log)
        .containsExactly("make pot", "make lid of pot", "break lid of pot", "break pot");
  }
}
