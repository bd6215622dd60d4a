package io.freehold.model.price;

import java.math.BigDecimal;

/**
 * One line of an estimate.
 *
 * @param subject what it is for: {@code infrastructure}, or the name of a service
 * @param item its key in the price list
 * @param description for people
 * @param quantity how many, or how many GB
 * @param unit what the unit price is for: {@code hour}, {@code GB-month}
 * @param unitPriceUsd of one for one unit
 * @param monthlyUsd of all for a month of 730 hours, to the cent
 */
public record CostLine(
    String subject,
    String item,
    String description,
    long quantity,
    String unit,
    BigDecimal unitPriceUsd,
    BigDecimal monthlyUsd) {

  static CostLine of(String subject, Price price, String purpose, long quantity) {
    return new CostLine(
        subject,
        price.item(),
        price.description() + ", " + purpose,
        quantity,
        price.unit().word(),
        price.usd(),
        price.monthly(quantity));
  }
}
