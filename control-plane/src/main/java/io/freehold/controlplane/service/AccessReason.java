package io.freehold.controlplane.service;

/** Why {@code AccessRestricted} is as it is; {@code docs/conditions.md} says what each asks for. */
enum AccessReason {
  /** Whoever is on the list gets in from the internet, and nobody else. */
  LISTED_ONLY("ListedOnly"),
  /** The list is empty: nobody gets in, from anywhere. */
  CLOSED_TO_EVERYBODY("ClosedToEverybody"),
  /** There is no way in from the internet. */
  PRIVATE_ONLY("PrivateOnly"),
  /** The list has every address on it. */
  OPEN_TO_EVERYBODY("OpenToEverybody");

  private final String word;

  AccessReason(String word) {
    this.word = word;
  }

  /** As the API shows it. */
  String word() {
    return word;
  }
}
