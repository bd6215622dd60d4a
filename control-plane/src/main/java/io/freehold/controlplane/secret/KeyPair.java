package io.freehold.controlplane.secret;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * The two halves of an API key.
 *
 * @param keyId 20 letters and digits
 * @param keySecret {@code fhs_}, 30 letters and digits (178 bits), and a checksum of six: so that
 *     scanners recognize a leaked one, and a mistyped one is refused without a look at the database
 */
public record KeyPair(String keyId, String keySecret) {
  private static final String PREFIX = "fhs_";
  private static final int ID_LENGTH = 20;
  private static final int SECRET_LENGTH = 30;
  private static final int CHECKSUM_LENGTH = 6;

  /**
   * A new key.
   *
   * @param random a {@code SecureRandom} outside tests
   */
  public static KeyPair random(RandomGenerator random) {
    String body = PREFIX + Letters.random(random, SECRET_LENGTH);
    return new KeyPair(Letters.random(random, ID_LENGTH), body + checksum(body));
  }

  /** Whether it is surely not a secret of ours: another form, or mistyped. */
  public static boolean isMistyped(String secret) {
    int body = PREFIX.length() + SECRET_LENGTH;
    return secret.startsWith(PREFIX)
        && (secret.length() != body + CHECKSUM_LENGTH
            || !secret.substring(body).equals(checksum(secret.substring(0, body))));
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return Letters.number(crc.getValue(), CHECKSUM_LENGTH);
  }

  @Override
  public String toString() {
    return "KeyPair[keyId=" + keyId + "]";
  }
}
