package io.freehold.aws.preflight.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a check is about. */
public enum Category {
  ROLE,
  PERMISSIONS,
  SERVICE_LINKED_ROLES,
  QUOTAS,
  ZONES,
  NETWORK,
  KUBERNETES;

  /** As the API has it: {@code service-linked-roles}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** From the word of the API. */
  public static Optional<Category> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
