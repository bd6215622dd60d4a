package io.freehold.controlplane.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a client may tell a service to do. */
enum Command {
  START,
  STOP,
  AWAKE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Command> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
