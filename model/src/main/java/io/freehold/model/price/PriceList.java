package io.freehold.model.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dated list of prices of one region.
 *
 * @param date when they were looked up
 * @param region for which they hold
 * @param prices by item
 */
public record PriceList(LocalDate date, String region, Map<String, Price> prices) {
  private static final String RESOURCE = "prices.properties";
  private static final Pattern VALUE =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s+per\\s+(\\S+)\\s*:\\s*(\\S.*)");

  public PriceList {
    prices = Map.copyOf(prices);
  }

  /** The list that Freehold ships. */
  public static PriceList shipped() {
    try (InputStream in = PriceList.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is missing from the class path");
      }
      return read(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a list in the form of the shipped file.
   *
   * @throws IllegalArgumentException naming an entry of another form
   * @throws IOException if the reader fails
   */
  public static PriceList read(Reader reader) throws IOException {
    Properties properties = new Properties();
    properties.load(reader);
    Map<String, Price> prices = new LinkedHashMap<>();
    for (String item : properties.stringPropertyNames()) {
      if (!item.equals("date") && !item.equals("region")) {
        prices.put(item, price(item, properties.getProperty(item)));
      }
    }
    String region = properties.getProperty("region");
    if (region == null) {
      throw new IllegalArgumentException("price list: found no region, needed 'region = <id>'");
    }
    return new PriceList(date(properties.getProperty("date")), region, prices);
  }

  /**
   * The price of an item.
   *
   * @throws IllegalArgumentException if the list has none
   */
  public Price of(String item) {
    Price price = prices.get(item);
    if (price == null) {
      throw new IllegalArgumentException(
          "price list of " + date + ": found no price for '" + item + "'. Add it to the list");
    }
    return price;
  }

  private static LocalDate date(@Nullable String text) {
    try {
      if (text != null) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Said below, with what was found.
    }
    throw new IllegalArgumentException(
        "price list: found date '" + text + "', needed 'date = <year-month-day>'");
  }

  private static Price price(String item, String text) {
    Matcher matcher = VALUE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "price of "
              + item
              + ": found '"
              + text
              + "', needed '<US dollars> per <hour|GB-month|GB> : <what it is>'");
    }
    return new Price(
        item, matcher.group(3), new BigDecimal(matcher.group(1)), Price.Unit.of(matcher.group(2)));
  }
}
