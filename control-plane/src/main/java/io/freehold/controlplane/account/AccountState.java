package io.freehold.controlplane.account;

import java.util.Arrays;
import java.util.Locale;

/** How far the onboarding of an account has come. */
public enum AccountState {
  /** Nobody has said yet which role manages it. */
  AWAITING_ROLE,
  /** The role was reported, and is not judged yet. */
  VERIFYING,
  /** The role works, and lets in nobody else. */
  READY,
  /** The role does not work, or is not safe; the reasons say why. It is tried again by itself. */
  BLOCKED;

  /** As the API has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static AccountState of(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("account state: found " + word));
  }
}
