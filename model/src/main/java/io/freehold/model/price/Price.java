package io.freehold.model.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What one unit of something costs.
 *
 * @param item its key in the price list: {@code nat-gateway}
 * @param description for people
 * @param usd US dollars for one unit
 * @param unit what is counted
 */
public record Price(String item, String description, BigDecimal usd, Unit unit) {
  /** Hours of a month, as AWS's own calculator counts them. */
  public static final int HOURS = 730;

  /** What is counted. */
  public enum Unit {
    /** One thing that is there for an hour. */
    HOUR("hour"),
    /** One GB that is kept for a month. */
    GB_MONTH("GB-month"),
    /** One GB that is moved. */
    GB("GB");

    private final String word;

    Unit(String word) {
      this.word = word;
    }

    /** As the price list has it. */
    public String word() {
      return word;
    }

    static Unit of(String word) {
      for (Unit unit : values()) {
        if (unit.word.equals(word)) {
          return unit;
        }
      }
      throw new IllegalArgumentException("unit: found '" + word + "', needed hour, GB-month or GB");
    }
  }

  /** What so much of it costs a month, to the cent. */
  public BigDecimal monthly(long quantity) {
    BigDecimal perMonth =
        switch (unit) {
          case HOUR -> usd.multiply(BigDecimal.valueOf(HOURS));
          case GB_MONTH, GB -> usd;
        };
    return perMonth.multiply(BigDecimal.valueOf(quantity)).setScale(2, RoundingMode.HALF_UP);
  }
}
