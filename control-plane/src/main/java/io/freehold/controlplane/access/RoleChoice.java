package io.freehold.controlplane.access;

import io.freehold.model.violation.Violations;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Roles as a request names them: by their words, which the public API has deprecated, or by their
 * ids, which alone count where there are any.
 */
public record RoleChoice(@Nullable List<String> words, @Nullable List<UUID> ids) {
  private static final String IDS = "assignedRoleIds";

  /** With at most one word. */
  public static RoleChoice of(@Nullable String word, @Nullable List<UUID> ids) {
    return new RoleChoice(word == null ? null : List.of(word), ids);
  }

  /** Whether nothing is said about roles. */
  public boolean isEmpty() {
    return words == null && ids == null;
  }

  /**
   * Notes what is wrong with it.
   *
   * @param field where the words are
   * @param allowed which roles may be chosen
   */
  public void check(String field, List<Role> allowed, Violations violations) {
    String needed = "one of " + words(allowed);
    boolean none = (words == null || words.isEmpty()) && (ids == null || ids.isEmpty());
    // What is of another type is left out of a list, and has been noted.
    boolean noted =
        violations.list().stream()
            .anyMatch(one -> one.field().startsWith(field + "[") || one.field().startsWith(IDS));
    if (none && !isEmpty() && !noted) {
      violations.add(words == null ? IDS : field, "too-few", "none", "at least " + needed);
    }
    for (String word : Objects.requireNonNullElse(words, List.<String>of())) {
      if (Role.of(word).filter(allowed::contains).isEmpty()) {
        violations.add(field, "unknown-value", "'" + word + "'", needed);
      }
    }
    for (UUID id : Objects.requireNonNullElse(ids, List.<UUID>of())) {
      if (Role.of(id).filter(allowed::contains).isEmpty()) {
        violations.add(
            IDS,
            "unknown-value",
            id.toString(),
            "the id of a system role, " + needed + "; there are no custom roles");
      }
    }
  }

  /** Those that are chosen, the strongest first; unknown ones are left out. */
  public List<Role> roles() {
    if (ids != null && !ids.isEmpty()) {
      return ids.stream().flatMap(id -> Role.of(id).stream()).distinct().sorted().toList();
    }
    return Objects.requireNonNullElse(words, List.<String>of()).stream()
        .flatMap(word -> Role.of(word).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The words of roles, for a sentence. */
  public static String words(List<Role> roles) {
    return roles.stream().map(Role::word).collect(Collectors.joining(", "));
  }
}
