package io.freehold.model.name;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The short generated name of an infrastructure or a service: ten characters, the first a letter,
 * the others letters or digits, all lower case. It goes into names of roles, buckets and DNS, so it
 * is random and never chosen: nobody can guess or reserve another's.
 *
 * @param value such as {@code mhp0y4dmph}
 */
public record ShortName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{9}");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String LETTERS_AND_DIGITS = LETTERS + "0123456789";

  public ShortName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "short name: found '" + value + "', needed the form [a-z][a-z0-9]{9}");
    }
  }

  /**
   * A new name, one of 2.6e15.
   *
   * @param random a {@code SecureRandom} outside tests
   */
  public static ShortName random(RandomGenerator random) {
    StringBuilder name = new StringBuilder(10);
    name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    while (name.length() < 10) {
      name.append(LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
    }
    return new ShortName(name.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
