package io.freehold.kubernetes.service;

import java.util.List;
import java.util.Map;

/** A user of Freehold's own, whom the servers know from their configuration. */
final class ConfiguredUser {
  private ConfiguredUser() {}

  /**
   * What the servers are told of one.
   *
   * @param hashVariable the variable of their environment that has the hash of the password
   * @param from the ranges from which it may come
   */
  static Map<String, Object> of(String hashVariable, List<String> from, List<String> grants) {
    return of("password_sha256_hex", Map.of("@from_env", hashVariable), from, grants);
  }

  /**
   * The same of one without a password: whoever shows a certificate that the servers trust. Public
   * authorities are among those, none of which gives one for a name that ends in {@code
   * cluster.local}.
   *
   * @param host the name in the certificate
   */
  static Map<String, Object> withCertificate(String host, List<String> from, List<String> grants) {
    return of("ssl_certificates", Map.of("subject_alt_name", "DNS:" + host), from, grants);
  }

  private static Map<String, Object> of(
      String known, Map<String, Object> by, List<String> from, List<String> grants) {
    return Map.of(
        known,
        by,
        "networks",
        Map.of("ip", from),
        "profile",
        "default",
        "quota",
        "default",
        "grants",
        // One of them with several queries: of several only the first would count.
        Map.of("query", grants));
  }
}
