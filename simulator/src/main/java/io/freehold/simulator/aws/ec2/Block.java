package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 address range.
 *
 * @param first its first address, as a number
 * @param prefix the length of its prefix
 */
record Block(long first, int prefix) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  /** Reads a range; AWS clears the bits behind the prefix. */
  static Block of(@Nullable String text, String parameter) {
    if (text == null) {
      throw Refusal.of("MissingParameter", "The request must contain the parameter " + parameter);
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw malformed(text, parameter);
    }
    long address = 0;
    for (int part = 1; part <= 4; part++) {
      int number = Integer.parseInt(matcher.group(part));
      if (number > 255) {
        throw malformed(text, parameter);
      }
      address = address * 256 + number;
    }
    int prefix = Integer.parseInt(matcher.group(5));
    if (prefix > 32) {
      throw malformed(text, parameter);
    }
    return new Block(address - address % (1L << (32 - prefix)), prefix);
  }

  private static Refusal malformed(String text, String parameter) {
    return Refusal.of(
        "InvalidParameterValue",
        "Value ("
            + text
            + ") for parameter "
            + parameter
            + " is invalid. This is not a valid CIDR block.");
  }

  long size() {
    return 1L << (32 - prefix);
  }

  boolean overlaps(Block other) {
    return first < other.first + other.size() && other.first < first + size();
  }

  boolean contains(Block other) {
    return first <= other.first && other.first + other.size() <= first + size();
  }

  /** The address at an offset from the first. */
  String address(long offset) {
    long address = first + offset;
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  @Override
  public String toString() {
    return address(0) + "/" + prefix;
  }
}
