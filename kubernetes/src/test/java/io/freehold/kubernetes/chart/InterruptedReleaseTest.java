package io.freehold.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.graph.ResourceGraph;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.simulator.kubernetes.lever.Lever;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A release whose installation, upgrade or removal is broken off resumes, at whatever step it was:
 * in the end there is what there would be without, and no hook ran twice.
 */
class InterruptedReleaseTest {

  /** What an undisturbed life leaves, and how many writes and calls it takes. */
  private record Undisturbed(
      TreeSet<String> installed, TreeSet<String> upgraded, int writes, int calls) {}

  private static Undisturbed expected;

  @BeforeAll
  static void undisturbed() {
    try (ClusterRun run = new ClusterRun()) {
      AtomicInteger writes = new AtomicInteger();
      run.lease = lostAt(-1, writes);
      run.settle(run.graph(Beacon.release()));
      TreeSet<String> installed = run.ours();
      run.settle(run.graph(Beacon.later()));
      int calls =
          run.cluster.callCounts().entrySet().stream()
              .filter(call -> call.getKey().startsWith("apply "))
              .mapToInt(Map.Entry::getValue)
              .sum();
      expected = new Undisturbed(installed, run.ours(), writes.get(), calls);
    }
  }

  /** A lease that is lost at the n-th write, once. */
  private static Lease lostAt(int number, AtomicInteger writes) {
    return new Lease() {
      @Override
      public long fence() {
        return 1;
      }

      @Override
      public void verify() {
        if (writes.getAndIncrement() == number) {
          throw new LeaseLostException("the process was killed");
        }
      }
    };
  }

  private static void live(ClusterRun run, String when) {
    ResourceGraph<KubernetesSession> first = run.graph(Beacon.release());
    run.settle(first);
    assertThat(run.ours()).as(when).isEqualTo(expected.installed());
    ran(run, first, when);
    ResourceGraph<KubernetesSession> later = run.graph(Beacon.later());
    run.settle(later);
    assertThat(run.ours()).as(when).isEqualTo(expected.upgraded());
    ran(run, later, when);
  }

  private static void ran(ClusterRun run, ResourceGraph<KubernetesSession> graph, String when) {
    graph.nodes().stream()
        .filter(node -> node.type().kind().equals("Job"))
        .map(node -> node.name().substring(node.name().lastIndexOf('/') + 1))
        .forEach(job -> assertThat(run.podsOf(job)).as(when + ": pods of " + job).isEqualTo(1));
  }

  @Test
  void killed_between_the_intent_and_the_call_at_every_write() {
    assertThat(expected.writes()).isGreaterThan(40);
    for (int number = 0; number < expected.writes(); number++) {
      try (ClusterRun run = new ClusterRun()) {
        AtomicInteger writes = new AtomicInteger();
        run.lease = lostAt(number, writes);
        live(run, "killed before write " + number);
        assertThat(writes).hasValueGreaterThan(number);
      }
    }
  }

  @Test
  void the_answer_of_every_call_is_lost_in_turn() {
    for (int number = 1; number <= expected.calls(); number++) {
      try (ClusterRun run = new ClusterRun()) {
        Lever lever = run.cluster.loseAnswerOf("apply", "*", number);
        live(run, "answer of call " + number + " lost");
        assertThat(lever.fired()).isEqualTo(1);
      }
    }
  }

  @Test
  void the_request_of_every_third_call_is_lost_in_turn() {
    for (int number = 1; number <= expected.calls(); number += 3) {
      try (ClusterRun run = new ClusterRun()) {
        Lever lever = run.cluster.loseRequestOf("apply", "*", number);
        live(run, "request of call " + number + " lost");
        assertThat(lever.fired()).isEqualTo(1);
      }
    }
  }

  @Test
  void an_api_that_does_not_answer_for_a_while_is_waited_for() {
    try (ClusterRun run = new ClusterRun()) {
      var graph = run.graph(Beacon.release());
      for (int i = 0; i < 4; i++) {
        run.pass(graph);
      }
      run.cluster.unreachable();
      for (int i = 0; i < 5; i++) {
        run.pass(graph);
        run.clock.advance(java.time.Duration.ofSeconds(10));
      }
      run.cluster.reachable();
      live(run, "unreachable for a while");
    }
  }
}
