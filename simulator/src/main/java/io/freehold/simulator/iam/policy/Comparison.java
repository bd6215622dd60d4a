package io.freehold.simulator.iam.policy;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What a condition operator compares, without prefix and suffix: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">source</a>.
 */
enum Comparison {
  STRING_EQUALS("StringEquals", Family.TEXT),
  STRING_NOT_EQUALS("StringNotEquals", Family.TEXT, STRING_EQUALS),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.TEXT),
  STRING_NOT_EQUALS_IGNORE_CASE(
      "StringNotEqualsIgnoreCase", Family.TEXT, STRING_EQUALS_IGNORE_CASE),
  STRING_LIKE("StringLike", Family.TEXT),
  STRING_NOT_LIKE("StringNotLike", Family.TEXT, STRING_LIKE),
  // AWS: the two forms of ARN comparison behave identically, wildcards and all.
  ARN_EQUALS("ArnEquals", Family.ARN),
  ARN_NOT_EQUALS("ArnNotEquals", Family.ARN, ARN_EQUALS),
  ARN_LIKE("ArnLike", Family.ARN),
  ARN_NOT_LIKE("ArnNotLike", Family.ARN, ARN_LIKE),
  NUMERIC_EQUALS("NumericEquals", Family.NUMBER),
  NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMBER, NUMERIC_EQUALS),
  NUMERIC_LESS_THAN("NumericLessThan", Family.NUMBER),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMBER),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMBER),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Family.NUMBER),
  DATE_EQUALS("DateEquals", Family.DATE),
  DATE_NOT_EQUALS("DateNotEquals", Family.DATE, DATE_EQUALS),
  DATE_LESS_THAN("DateLessThan", Family.DATE),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE),
  DATE_GREATER_THAN("DateGreaterThan", Family.DATE),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE),
  BOOL("Bool", Family.TRUTH),
  IP_ADDRESS("IpAddress", Family.ADDRESS),
  NOT_IP_ADDRESS("NotIpAddress", Family.ADDRESS, IP_ADDRESS),
  NULL("Null", Family.TRUTH);

  /** What kind of values are compared. */
  enum Family {
    TEXT,
    ARN,
    NUMBER,
    DATE,
    TRUTH,
    ADDRESS
  }

  private final String operator;
  private final Family family;
  private final Optional<Comparison> negationOf;

  Comparison(String operator, Family family) {
    this.operator = operator;
    this.family = family;
    this.negationOf = Optional.empty();
  }

  Comparison(String operator, Family family, Comparison negationOf) {
    this.operator = operator;
    this.family = family;
    this.negationOf = Optional.of(negationOf);
  }

  String operator() {
    return operator;
  }

  boolean negated() {
    return negationOf.isPresent();
  }

  boolean takesVariables() {
    return family == Family.TEXT || family == Family.ARN;
  }

  /**
   * Whether a value of the request passes: it equals one of the policy's, or none where the
   * operator is a negated one.
   */
  boolean passes(String value, List<Template> wanted, RequestContext context) {
    Comparison positive = negationOf.orElse(this);
    return wanted.stream().anyMatch(template -> positive.fits(value, template, context))
        != negated();
  }

  private boolean fits(String value, Template wanted, RequestContext context) {
    return switch (this) {
      case STRING_EQUALS -> text(wanted, context, value::equals);
      case STRING_EQUALS_IGNORE_CASE -> text(wanted, context, value::equalsIgnoreCase);
      case STRING_LIKE -> wanted.glob(context).filter(glob -> glob.matches(value)).isPresent();
      case ARN_EQUALS, ARN_LIKE ->
          wanted.glob(context).filter(glob -> arnFits(value, glob)).isPresent();
      case NUMERIC_EQUALS -> number(value, wanted, sign -> sign == 0);
      case NUMERIC_LESS_THAN -> number(value, wanted, sign -> sign < 0);
      case NUMERIC_LESS_THAN_EQUALS -> number(value, wanted, sign -> sign <= 0);
      case NUMERIC_GREATER_THAN -> number(value, wanted, sign -> sign > 0);
      case NUMERIC_GREATER_THAN_EQUALS -> number(value, wanted, sign -> sign >= 0);
      case DATE_EQUALS -> date(value, wanted, sign -> sign == 0);
      case DATE_LESS_THAN -> date(value, wanted, sign -> sign < 0);
      case DATE_LESS_THAN_EQUALS -> date(value, wanted, sign -> sign <= 0);
      case DATE_GREATER_THAN -> date(value, wanted, sign -> sign > 0);
      case DATE_GREATER_THAN_EQUALS -> date(value, wanted, sign -> sign >= 0);
      case BOOL -> value.equalsIgnoreCase(wanted.source());
      case IP_ADDRESS -> AddressBlock.of(wanted.source()).contains(address(value));
      case NULL,
          STRING_NOT_EQUALS,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_NOT_LIKE,
          ARN_NOT_EQUALS,
          ARN_NOT_LIKE,
          NUMERIC_NOT_EQUALS,
          DATE_NOT_EQUALS,
          NOT_IP_ADDRESS ->
          throw new IllegalStateException(operator + " is not compared by value");
    };
  }

  private static boolean text(Template wanted, RequestContext context, Predicate<String> test) {
    return wanted.text(context).filter(test).isPresent();
  }

  /** Each of the six parts is compared by itself, so that a star never reaches over a colon. */
  private static boolean arnFits(String value, Glob wanted) {
    String[] parts = value.split(":", 6);
    List<Glob> globs = wanted.split(':', 6);
    if (parts.length != 6 || globs.size() != 6) {
      return false;
    }
    for (int i = 0; i < 6; i++) {
      if (!globs.get(i).matches(parts[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean number(String value, Template wanted, IntPredicate test) {
    return test.test(number(value).compareTo(number(wanted.source())));
  }

  private static boolean date(String value, Template wanted, IntPredicate test) {
    return test.test(date(value).compareTo(date(wanted.source())));
  }

  /**
   * Checks a value of a policy.
   *
   * @throws MalformedPolicy where it is of another kind than the operator
   */
  void check(Template wanted) {
    String text = wanted.source();
    if (!takesVariables() && text.contains("${")) {
      throw new MalformedPolicy(operator + " takes no variables: '" + text + "'");
    }
    switch (family) {
      case TEXT -> {}
      case ARN -> {
        if (!text.startsWith("arn:") || text.split(":", 6).length != 6) {
          throw new MalformedPolicy(operator + " needs an ARN of six parts: '" + text + "'");
        }
      }
      case NUMBER -> number(text);
      case DATE -> date(text);
      case TRUTH -> {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
          throw new MalformedPolicy(operator + " needs true or false: '" + text + "'");
        }
      }
      case ADDRESS -> AddressBlock.of(text);
    }
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new MalformedPolicy("not a number: '" + text + "'");
    }
  }

  /** ISO 8601, a bare date, or seconds since 1970. */
  private static Instant date(String text) {
    try {
      if (text.matches("-?\\d+(\\.\\d+)?")) {
        return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
      }
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new MalformedPolicy("not a date: '" + text + "'");
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedPolicy("not an IP address: '" + text + "'");
    }
  }

  /** An address, or a block in CIDR notation. */
  private record AddressBlock(InetAddress base, int bits) {
    static AddressBlock of(String text) {
      String[] parts = text.split("/", 2);
      InetAddress base = address(parts[0]);
      int all = base.getAddress().length * 8;
      try {
        int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
        if (bits >= 0 && bits <= all) {
          return new AddressBlock(base, bits);
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw new MalformedPolicy("not a block of IP addresses: '" + text + "'");
    }

    boolean contains(InetAddress other) {
      byte[] mine = base.getAddress();
      byte[] theirs = other.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      BiPredicate<Integer, byte[]> bit = (i, bytes) -> (bytes[i / 8] >> (7 - i % 8) & 1) == 1;
      for (int i = 0; i < bits; i++) {
        if (bit.test(i, mine) != bit.test(i, theirs)) {
          return false;
        }
      }
      return true;
    }
  }
}
