package io.freehold.model.infrastructure;

import java.util.Arrays;
import java.util.Optional;

/** Who makes the IAM roles of an infrastructure. Fixed when it is made. */
public enum Roles {
  /** Freehold, within the boundary of the account's template. */
  MANAGED("managed"),
  /** The customer, from a template of the infrastructure's own; they are never changed by us. */
  CUSTOMER("customer");

  private final String word;

  Roles(String word) {
    this.word = word;
  }

  /** As it is stored. */
  public String word() {
    return word;
  }

  public static Optional<Roles> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
