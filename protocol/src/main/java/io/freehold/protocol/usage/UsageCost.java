package io.freehold.protocol.usage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What an organization's services cost over some days, in the public API's credits.
 *
 * @param costs one for each day and thing that costs
 */
public record UsageCost(BigDecimal grandTotalCHC, List<Entry> costs) {
  public UsageCost {
    costs = List.copyOf(Objects.requireNonNullElse(costs, List.of()));
  }

  /** What one thing cost on one day. */
  public record Entry(String date, String entityType, String entityId, BigDecimal totalCHC) {}
}
