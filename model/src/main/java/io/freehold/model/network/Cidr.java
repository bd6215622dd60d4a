package io.freehold.model.network;

import io.freehold.model.violation.Violations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of IPv4 addresses, such as {@code 10.0.0.0/16}. It may carry host bits as it was written
 * ({@code 10.0.0.1/16}); {@link #canonical()} clears them, and comparisons of ranges ignore them.
 *
 * @param address the 32 bits of the address
 * @param prefixLength 0 to 32
 */
public record Cidr(int address, int prefixLength) implements Comparable<Cidr> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

  private static final List<Cidr> PRIVATE =
      List.of(parse("10.0.0.0/8"), parse("172.16.0.0/12"), parse("192.168.0.0/16"));

  private static final Comparator<Cidr> ORDER =
      Comparator.<Cidr>comparingLong(cidr -> Integer.toUnsignedLong(cidr.address))
          .thenComparingInt(Cidr::prefixLength);

  /** More would not be a plan but a flood. */
  private static final int MOST_PARTS = 4096;

  public Cidr {
    if (prefixLength < 0 || prefixLength > 32) {
      throw new IllegalArgumentException(
          "prefix length: found " + prefixLength + ", needed 0 to 32");
    }
  }

  /**
   * Reads {@code a.b.c.d/n}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Cidr parse(String text) {
    if (!text.contains("/")) {
      throw mistake(text, "needed a range such as 10.0.0.0/16: the '/<prefix length>' is missing");
    }
    return parseAddressOrRange(text);
  }

  /**
   * Reads {@code a.b.c.d/n}, or a single address {@code a.b.c.d} as a range of one.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Cidr parseAddressOrRange(String text) {
    if (text.contains(":")) {
      throw mistake(text, "needed IPv4; IPv6 is not supported");
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw mistake(text, "needed an IPv4 address or range such as 10.0.0.0/16");
    }
    int address = 0;
    for (int part = 1; part <= 4; part++) {
      String digits = matcher.group(part);
      int octet = Integer.parseInt(digits);
      if (octet > 255) {
        throw mistake(text, octet + " is above 255");
      }
      if (digits.length() > 1 && digits.startsWith("0")) {
        // Some readers take these as octal: 010 is 8 to them.
        throw mistake(text, digits + " has a leading zero, which readers understand differently");
      }
      address = address << 8 | octet;
    }
    String prefix = matcher.group(5);
    int prefixLength = prefix == null ? 32 : Integer.parseInt(prefix);
    if (prefixLength > 32) {
      throw mistake(text, "prefix length " + prefixLength + " is above 32");
    }
    return new Cidr(address, prefixLength);
  }

  /** Reads a field of a request; a mistake becomes a violation {@code cidr-malformed}. */
  public static Optional<Cidr> read(String field, @Nullable String text, Violations violations) {
    try {
      if (text != null) {
        return Optional.of(parse(text));
      }
      violations.add(field, "cidr-malformed", null, "a range such as 10.0.0.0/16");
    } catch (IllegalArgumentException e) {
      violations.add(
          field,
          "cidr-malformed",
          "'" + text + "'",
          "an IPv4 range such as 10.0.0.0/16",
          e.getMessage());
    }
    return Optional.empty();
  }

  private static IllegalArgumentException mistake(String text, String problem) {
    return new IllegalArgumentException("'" + text + "' is no address range: " + problem);
  }

  /** The number of addresses. */
  public long size() {
    return 1L << (32 - prefixLength);
  }

  /** Whether no host bits are set. */
  public boolean isCanonical() {
    return address == network();
  }

  /** The same range without host bits. */
  public Cidr canonical() {
    return isCanonical() ? this : new Cidr(network(), prefixLength);
  }

  /** Whether every address of the other range is in this one. */
  public boolean contains(Cidr other) {
    return prefixLength <= other.prefixLength && (other.address & mask()) == network();
  }

  /** Whether any address is in both. */
  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** Whether all of it is private by RFC 1918. */
  public boolean isPrivate() {
    return PRIVATE.stream().anyMatch(range -> range.contains(this));
  }

  /**
   * The part number {@code index} of this range when it is split into parts of that prefix length.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public Cidr part(int newPrefixLength, int index) {
    long parts = parts(newPrefixLength);
    if (index < 0 || index >= parts) {
      throw new IllegalArgumentException(
          "part of " + this + ": found " + index + ", needed 0 to " + (parts - 1));
    }
    long start = Integer.toUnsignedLong(network()) + ((long) index << (32 - newPrefixLength));
    return new Cidr((int) start, newPrefixLength);
  }

  /**
   * All parts of that prefix length, in order.
   *
   * @throws IllegalArgumentException if the prefix length is shorter than this one's, above 32, or
   *     makes more than 4096 parts
   */
  public List<Cidr> split(int newPrefixLength) {
    long parts = parts(newPrefixLength);
    if (parts > MOST_PARTS) {
      throw new IllegalArgumentException(
          this + " into /" + newPrefixLength + ": " + parts + " parts, needed at most 4096");
    }
    List<Cidr> all = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      all.add(part(newPrefixLength, i));
    }
    return List.copyOf(all);
  }

  /** What of this range none of the others holds, as few ranges as possible, in order. */
  public List<Cidr> minus(List<Cidr> others) {
    if (others.stream().anyMatch(other -> other.contains(this))) {
      return List.of();
    }
    if (others.stream().noneMatch(this::overlaps)) {
      return List.of(canonical());
    }
    List<Cidr> rest = new ArrayList<>();
    for (Cidr half : split(prefixLength + 1)) {
      rest.addAll(half.minus(others));
    }
    return List.copyOf(rest);
  }

  private long parts(int newPrefixLength) {
    if (newPrefixLength < prefixLength || newPrefixLength > 32) {
      throw new IllegalArgumentException(
          "prefix length of a part of "
              + this
              + ": found "
              + newPrefixLength
              + ", needed "
              + prefixLength
              + " to 32");
    }
    return 1L << (newPrefixLength - prefixLength);
  }

  private int network() {
    return address & mask();
  }

  private int mask() {
    // A shift by 32 shifts by nothing in Java.
    return prefixLength == 0 ? 0 : -1 << (32 - prefixLength);
  }

  @Override
  public int compareTo(Cidr other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255)
        + "/"
        + prefixLength;
  }
}
