package io.freehold.protocol.infrastructure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What an infrastructure and its services cost a month at least, in US dollars at list price.
 *
 * @param regionId where it would be
 * @param priceRegionId for which the prices hold: where it is another, expect more
 * @param priceDate when they were looked up
 * @param notIncluded what comes on top with use
 */
public record CostEstimate(
    String regionId,
    String priceRegionId,
    LocalDate priceDate,
    BigDecimal monthlyUsd,
    List<Line> lines,
    List<String> notIncluded) {
  public CostEstimate {
    lines = List.copyOf(lines);
    notIncluded = List.copyOf(notIncluded);
  }

  /**
   * One line.
   *
   * @param subject {@code infrastructure}, or the name of a service
   * @param unit what the unit price is for, like {@code hour} or {@code GB-month}
   */
  public record Line(
      String subject,
      String item,
      String description,
      long quantity,
      String unit,
      BigDecimal unitPriceUsd,
      BigDecimal monthlyUsd) {}
}
