package io.freehold.kernel.convergence;

import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Impact;
import java.util.List;

/**
 * Something that a pass did, would do, or may not do now.
 *
 * @param fields what differs, for an update or a replacement
 * @param withheld true if the gate kept it from being done
 */
public record NodeChange(
    String node,
    String kind,
    Action action,
    List<Diff.Change> fields,
    Impact impact,
    boolean withheld) {

  /** What is done to the node. */
  public enum Action {
    CREATE,
    UPDATE,
    REPLACE,
    DELETE
  }

  public NodeChange {
    fields = List.copyOf(fields);
  }
}
