package io.freehold.model.infrastructure;

import java.util.Arrays;
import java.util.Optional;

/** How many NAT gateways an infrastructure has. */
public enum NatGateways {
  /** One in each zone: the loss of a zone cuts off no other. */
  PER_ZONE("per-zone"),
  /** One for all: cheaper, and the loss of its zone cuts off the others. */
  SINGLE("single");

  private final String word;

  NatGateways(String word) {
    this.word = word;
  }

  /** As the API has it. */
  public String word() {
    return word;
  }

  /** How many there are for that number of zones. */
  public int count(int zones) {
    return switch (this) {
      case PER_ZONE -> zones;
      case SINGLE -> 1;
    };
  }

  /** From the word of the API. */
  public static Optional<NatGateways> of(String word) {
    return Arrays.stream(values()).filter(value -> value.word.equals(word)).findFirst();
  }
}
