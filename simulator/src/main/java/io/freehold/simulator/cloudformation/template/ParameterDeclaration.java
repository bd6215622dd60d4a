package io.freehold.simulator.cloudformation.template;

import io.freehold.simulator.aws.call.Refusal;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One parameter of a template: <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">source</a>.
 *
 * @param otherwise its default
 * @param noEcho whether its value is never shown
 * @param constraint what is said where a value does not fit, instead of the reason
 */
public record ParameterDeclaration(
    String name,
    Type type,
    Optional<String> description,
    Optional<String> otherwise,
    boolean noEcho,
    List<String> allowedValues,
    Optional<String> allowedPattern,
    Optional<Integer> minLength,
    Optional<Integer> maxLength,
    Optional<BigDecimal> minValue,
    Optional<BigDecimal> maxValue,
    Optional<String> constraint) {

  /** What kind of value it takes. */
  public enum Type {
    STRING("String"),
    NUMBER("Number"),
    NUMBERS("List<Number>"),
    STRINGS("CommaDelimitedList");

    private final String written;

    Type(String written) {
      this.written = written;
    }

    /** As templates name it. */
    public String written() {
      return written;
    }

    boolean isList() {
      return this == NUMBERS || this == STRINGS;
    }

    boolean isNumeric() {
      return this == NUMBER || this == NUMBERS;
    }

    static Type of(String text) {
      if (text.startsWith("AWS::") || text.startsWith("List<AWS::")) {
        throw Wrong.unsimulated("the parameter type " + text);
      }
      return Arrays.stream(values())
          .filter(type -> type.written.equals(text))
          .findFirst()
          .orElseThrow(() -> Wrong.format("Unrecognized parameter type: " + text));
    }
  }

  /** What {@code Ref} gives where the parameter was given this. */
  public Value value(String given) {
    if (!type.isList()) {
      return Value.text(given);
    }
    return new Value.Sequence(members(given).stream().map(Value::text).toList());
  }

  private List<String> members(String given) {
    if (!type.isList()) {
      return List.of(given);
    }
    return Arrays.stream(given.split(",", -1)).map(String::strip).toList();
  }

  /**
   * Holds a value to what the template says.
   *
   * @throws Refusal {@code ValidationError}
   */
  public void check(String given) {
    members(given).forEach(this::checkMember);
  }

  private void checkMember(String given) {
    if (type.isNumeric()) {
      checkNumber(given);
    }
    require(
        allowedValues.isEmpty() || allowedValues.contains(given), "must be one of AllowedValues");
    allowedPattern.ifPresent(
        pattern -> require(Pattern.matches(pattern, given), "must match pattern " + pattern));
    minLength.ifPresent(least ->
        require(given.length() >= least, "must contain at least " + least + " characters"));
    maxLength.ifPresent(
        most -> require(given.length() <= most, "must contain at most " + most + " characters"));
  }

  private void checkNumber(String given) {
    BigDecimal number;
    try {
      number = new BigDecimal(given);
    } catch (NumberFormatException e) {
      throw Wrong.invalid("Parameter '" + name + "' must be a number.");
    }
    minValue.ifPresent(
        least -> require(number.compareTo(least) >= 0, "must be a number not less than " + least));
    maxValue.ifPresent(
        most -> require(number.compareTo(most) <= 0, "must be a number not greater than " + most));
  }

  private void require(boolean fits, String reason) {
    if (!fits) {
      throw Wrong.invalid(
          constraint
              .map(said -> "Parameter " + name + " failed to satisfy constraint: " + said)
              .orElse("Parameter '" + name + "' " + reason));
    }
  }
}
