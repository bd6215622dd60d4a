package io.freehold.kernel.convergence;

import io.freehold.kernel.queue.Outcome;
import java.util.List;

/**
 * What one pass found and did.
 *
 * @param outcome how it ended and when to look again
 * @param nodes every node, in the graph's order
 * @param changes what it did, or (in a plan) would do; on a settled graph that nobody changed, this
 *     is drift
 */
public record PassReport(Outcome outcome, List<NodeStatus> nodes, List<NodeChange> changes) {
  public PassReport {
    nodes = List.copyOf(nodes);
    changes = List.copyOf(changes);
  }

  /** How many nodes are as they should be. */
  public long ready() {
    return nodes.stream().filter(node -> node.state() == NodeStatus.State.READY).count();
  }
}
