package io.freehold.kernel.graph;

import java.util.Set;

/**
 * A part of the ledger in which nothing stays that the graph does not declare.
 *
 * @param prefix of the node names that belong to it
 * @param kinds every kind that may be found there: deletion calls no lambda of a graph
 * @param keptKinds those of them that are left in place
 */
public record Sweep<C>(String prefix, Kinds<C> kinds, Set<String> keptKinds) {
  public Sweep {
    keptKinds = Set.copyOf(keptKinds);
  }

  /** Whether a node of that name belongs to it. */
  public boolean covers(String node) {
    return node.startsWith(prefix);
  }
}
