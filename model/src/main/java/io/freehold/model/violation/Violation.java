package io.freehold.model.violation;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field of the API, as a path: {@code zoneIds}, {@code loadBalancers.public}
 * @param code stable, kebab-case, for programs
 * @param message one sentence for people, with everything below in it
 * @param found what was given, or null when nothing was
 * @param needed what would be accepted
 * @param remedy what to do, or null where {@code needed} says it all
 */
public record Violation(
    String field,
    String code,
    String message,
    @Nullable String found,
    String needed,
    @Nullable String remedy) {

  /** A violation whose message is put together from its parts. */
  public static Violation of(
      String field, String code, @Nullable String found, String needed, @Nullable String remedy) {
    String message =
        field
            + ": "
            + (found == null ? "found nothing" : "found " + found)
            + ", needed "
            + needed
            + (remedy == null ? "" : ". " + remedy);
    return new Violation(field, code, message, found, needed, remedy);
  }

  @Override
  public String toString() {
    return message + " [" + code + "]";
  }
}
