package io.freehold.controlplane.service;

import io.freehold.controlplane.secret.Letters;
import io.freehold.controlplane.secret.Sha256;
import io.freehold.model.violation.Violations;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A password of a service. Only its hash is ever kept.
 *
 * @param text shown once
 */
record Password(String text) {
  /** 143 bits, so that a fast hash of it tells nobody anything. */
  private static final int LENGTH = 24;

  /**
   * One with letters of both cases and digits.
   *
   * @param random a {@code SecureRandom} outside tests
   */
  static Password random(RandomGenerator random) {
    while (true) {
      String text = Letters.random(random, LENGTH);
      if (text.matches(".*[a-z].*") && text.matches(".*[A-Z].*") && text.matches(".*[0-9].*")) {
        return new Password(text);
      }
    }
  }

  /** As ClickHouse takes it: {@code password_sha256_hex}. */
  String sha256Hex() {
    return Sha256.hex(text);
  }

  /** The same hash from a client that sends no password: SHA-256 in Base64. */
  static Optional<String> sha256Hex(String base64, Violations violations) {
    try {
      byte[] hash = Base64.getDecoder().decode(base64);
      if (hash.length == 32) {
        return Optional.of(HexFormat.of().formatHex(hash));
      }
    } catch (IllegalArgumentException notBase64) {
      // Said below; not what was found, which may be a password given by mistake.
    }
    violations.add(
        "newPasswordHash", "hash-malformed", "something else", "a SHA-256 hash in Base64");
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
