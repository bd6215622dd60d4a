package io.freehold.simulator.eks;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bearer tokens of the accounts' roots that hold as long as the simulator runs. AWS has none: its
 * tokens end after 15 minutes, which scaled time makes seconds.
 */
final class StandingTokens {
  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> accounts = new ConcurrentHashMap<>();

  /** A new one. */
  String issue(String accountId) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = "standing-" + HexFormat.of().formatHex(bytes);
    accounts.put(token, accountId);
    return token;
  }

  /** Of which account's root it is, if it is one. */
  Optional<String> account(String token) {
    return Optional.ofNullable(accounts.get(token));
  }
}
