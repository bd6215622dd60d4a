package io.freehold.controlplane.secret;

import java.util.random.RandomGenerator;

/** Letters of both cases and digits: nothing that a shell, a URL or a person trips over. */
public final class Letters {
  private static final String ALL =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Letters() {}

  /**
   * So many at random, of 5.95 bits each.
   *
   * @param random a {@code SecureRandom} outside tests
   */
  public static String random(RandomGenerator random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALL.charAt(random.nextInt(ALL.length())));
    }
    return text.toString();
  }

  /** The last {@code length} digits of a number, written in them. */
  static String number(long value, int length) {
    StringBuilder text = new StringBuilder(length);
    for (long rest = value; text.length() < length; rest /= ALL.length()) {
      text.append(ALL.charAt((int) (rest % ALL.length())));
    }
    return text.reverse().toString();
  }
}
