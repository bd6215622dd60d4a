package io.freehold.controlplane.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What a key of an organization may do. */
public enum Role {
  /** Everything. */
  ADMIN,
  /** Look at everything. */
  DEVELOPER,
  /** Nothing here: only run queries by way of a service's own endpoints. */
  QUERY_ENDPOINTS;

  /** As the API has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** From the word of the API. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** All words, in order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Role::word).toList();
  }

  /** The fixed id of this role, which everybody shares. */
  public UUID id() {
    return UUID.nameUUIDFromBytes(("freehold-role/" + word()).getBytes(StandardCharsets.UTF_8));
  }

  /** From its id. */
  public static Optional<Role> of(UUID id) {
    return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
  }

  /** Whether this role may make such a request. */
  public boolean may(String method) {
    return switch (this) {
      case ADMIN -> true;
      case DEVELOPER -> method.equals("GET") || method.equals("HEAD");
      case QUERY_ENDPOINTS -> false;
    };
  }
}
