package io.freehold.simulator.kubernetes.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes' numbers with suffixes. The canonical form has no fraction and the largest suffix of
 * its family that allows that: {@code 0.5} is {@code 500m}, {@code 1024Mi} is {@code 1Gi}.
 */
public final class Quantities {
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?|[eE][+-]?\\d+)");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final Map<String, Integer> EXPONENT =
      Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

  private Quantities() {}

  /** The canonical form, or the text itself where it is no quantity. */
  public static String canonical(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return text;
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String suffix = matcher.group(2);
    if (suffix.endsWith("i")) {
      BigDecimal factor = BigDecimal.valueOf(1024).pow(BINARY.indexOf(suffix));
      return binary(number.multiply(factor));
    }
    if (suffix.length() > 1) {
      // Written with an exponent: kept so, as the API server does.
      return text;
    }
    return decimal(number.scaleByPowerOfTen(EXPONENT.getOrDefault(suffix, 0)));
  }

  /**
   * The value in thousandths, rounded up.
   *
   * @throws IllegalArgumentException for what is no quantity
   */
  public static long thousandths(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("quantity: found '" + text + "'");
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String suffix = matcher.group(2);
    BigDecimal value;
    if (suffix.endsWith("i")) {
      value = number.multiply(BigDecimal.valueOf(1024).pow(BINARY.indexOf(suffix)));
    } else if (EXPONENT.containsKey(suffix)) {
      value = number.scaleByPowerOfTen(EXPONENT.get(suffix));
    } else {
      value = number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1)));
    }
    return value.scaleByPowerOfTen(3).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private static String binary(BigDecimal value) {
    if (value.stripTrailingZeros().scale() > 0) {
      return decimal(value);
    }
    BigDecimal left = value;
    int power = 0;
    BigDecimal unit = BigDecimal.valueOf(1024);
    while (power < BINARY.size() - 1 && left.signum() != 0 && left.remainder(unit).signum() == 0) {
      left = left.divide(unit, RoundingMode.UNNECESSARY);
      power++;
    }
    return left.toBigInteger() + BINARY.get(power);
  }

  private static String decimal(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    for (int i = DECIMAL.size() - 1; i > 0; i--) {
      String suffix = DECIMAL.get(i);
      BigDecimal scaled = value.scaleByPowerOfTen(-EXPONENT.getOrDefault(suffix, 0));
      if (scaled.stripTrailingZeros().scale() <= 0) {
        return scaled.toBigInteger() + suffix;
      }
    }
    return value.scaleByPowerOfTen(9).setScale(0, RoundingMode.CEILING).toBigInteger() + "n";
  }
}
