package io.freehold.controlplane.infrastructure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of the customer's data when an infrastructure is deleted. */
public enum DataDecision {
  RETAIN,
  DELETE;

  /** As the API has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<DataDecision> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
