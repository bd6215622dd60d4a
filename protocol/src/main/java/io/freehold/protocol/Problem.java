package io.freehold.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of every answer that failed.
 *
 * @param status the HTTP status again
 * @param requestId names this request in the logs
 * @param error one sentence for people
 * @param code stable and in kebab case, for programs
 * @param details every violation of the request, all at once; empty where there is nothing to add
 */
public record Problem(
    int status,
    @Nullable String requestId,
    String error,
    @Nullable String code,
    List<Detail> details) {
  public Problem {
    details = List.copyOf(Objects.requireNonNullElse(details, List.of()));
  }

  /**
   * One violation.
   *
   * @param field path of the field in the request, like {@code network.mode}
   * @param code stable and in kebab case
   * @param message one sentence
   * @param found what the request had, or what is there
   * @param needed what would be accepted
   * @param remedy what to do about it
   */
  public record Detail(
      @Nullable String field,
      @Nullable String code,
      String message,
      @Nullable String found,
      @Nullable String needed,
      @Nullable String remedy) {}
}
