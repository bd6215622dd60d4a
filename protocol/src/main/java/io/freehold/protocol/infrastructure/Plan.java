package io.freehold.protocol.infrastructure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What would be done to an infrastructure, before anything is done.
 *
 * @param monthlyCostDelta in US dollars at list prices; null where it was not estimated
 */
public record Plan(List<Change> changes, @Nullable BigDecimal monthlyCostDelta) {
  public Plan {
    changes = List.copyOf(Objects.requireNonNullElse(changes, List.of()));
  }

  /**
   * One write that would be made.
   *
   * @param action {@code create}, {@code update}, {@code replace} or {@code delete}
   * @param fields those that differ; empty for a create or delete
   * @param impact how much it disturbs: "none", "rolling", "disruptive" or "replace"
   */
  public record Change(
      String node, String kind, String action, List<String> fields, String impact) {
    public Change {
      fields = List.copyOf(Objects.requireNonNullElse(fields, List.of()));
    }
  }
}
