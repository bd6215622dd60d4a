package io.freehold.controlplane.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.kernel.convergence.NodeStatus;
import io.freehold.simulator.aws.state.LiveResource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What holds whatever happens. */
final class Invariants {
  private Invariants() {}

  /** It becomes ready, and everything of it is known, once, and by nobody's help. */
  static void ready(Rig rig) {
    assertThat(rig.up(Reference.LIMIT)).as(() -> "ready; not so: " + unready(rig)).isTrue();
  }

  /** I1, I2, and nobody was asked for help. */
  static void noTraces(Rig rig) {
    noTraces(rig, List.of());
  }

  /**
   * The same.
   *
   * @param customers ids of what carries the tag and is the customer's
   */
  static void noTraces(Rig rig, Collection<String> customers) {
    assertThat(rig.leaks())
        .as("I1: tagged things that the ledger does not know")
        .extracting(LiveResource::id)
        .containsExactlyInAnyOrderElementsOf(customers);
    assertThat(rig.duplicates()).as("I2: more than one thing for a node").isEmpty();
    assertThat(rig.calledForHelp()).as("what was said to need somebody").isEmpty();
  }

  /** I4 and I14: as fast as it should be, and with no more calls than it should take. */
  static void bounded(Rig rig, Duration allowance, int calls) {
    assertThat(rig.elapsed())
        .as("I4: 1.2 times the bound, and what the fault itself takes")
        .isLessThanOrEqualTo(
            Duration.ofMillis((long) (Reference.BOUND.toMillis() * 1.2)).plus(allowance));
    assertThat(rig.calls()).as("I14: calls").isLessThanOrEqualTo(3 * calls);
  }

  /** I13: it goes down to nothing. */
  static void gone(Rig rig) {
    assertThat(rig.down(Reference.LIMIT)).as(() -> "gone; not so: " + unready(rig)).isTrue();
    assertThat(rig.tagged()).as("I13: tagged things that are left").isEmpty();
    assertThat(rig.ledger.entries()).as("entries that are left").isEmpty();
  }

  static String unready(Rig rig) {
    StringBuilder text = new StringBuilder();
    for (NodeStatus node : rig.report().nodes()) {
      if (node.state() != NodeStatus.State.READY && node.state() != NodeStatus.State.DELETED) {
        text.append("\n  ")
            .append(node.node())
            .append(' ')
            .append(node.state())
            .append(' ')
            .append(node.message());
      }
    }
    return text.toString();
  }

  /** How a life went, in one line. */
  static String told(Rig rig) {
    return "ready after %s, %.3f of the bound, %d calls"
        .formatted(
            rig.elapsed().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
            (double) rig.elapsed().toMillis() / Reference.BOUND.toMillis(),
            rig.calls());
  }
}
