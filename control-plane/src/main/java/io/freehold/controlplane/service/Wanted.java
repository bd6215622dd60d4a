package io.freehold.controlplane.service;

import java.util.Arrays;
import java.util.Locale;

/** Whether servers are to run. */
public enum Wanted {
  /** They are. */
  RUNNING,
  /** They are not, since somebody said so. */
  STOPPED,
  /** They are not, since nobody used them; they are to run again once somebody does. */
  ASLEEP;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Wanted of(String word) {
    return Arrays.stream(values())
        .filter(one -> one.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("wanted: found " + word));
  }
}
