package io.freehold.model.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How soon a service gets new versions of ClickHouse. */
public enum ReleaseChannel {
  SLOW,
  DEFAULT,
  FAST;

  /** As the API has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** From the word of the API. */
  public static Optional<ReleaseChannel> of(String word) {
    return Arrays.stream(values()).filter(value -> value.word().equals(word)).findFirst();
  }
}
