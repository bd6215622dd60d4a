package io.freehold.controlplane.web;

import io.freehold.model.violation.Violation;
import io.freehold.protocol.Problem;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The answer is no. Thrown anywhere, it becomes the envelope of a failed request. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String error;
  private final String code;
  private final transient List<Problem.Detail> details;
  private final transient OptionalLong retryAfterSeconds;

  private Refusal(
      int status,
      String code,
      String error,
      List<Problem.Detail> details,
      OptionalLong retryAfterSeconds) {
    super(error, null, false, false); // an answer, not a fault: the stack says nothing
    this.status = status;
    this.error = error;
    this.code = code;
    this.details = List.copyOf(details);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /**
   * @param code stable and in kebab case
   * @param error one sentence for people
   */
  public static Refusal of(int status, String code, String error) {
    return new Refusal(status, code, error, List.of(), OptionalLong.empty());
  }

  /** With what is in the way, one by one. */
  public static Refusal of(int status, String code, String error, List<Problem.Detail> details) {
    return new Refusal(status, code, error, details, OptionalLong.empty());
  }

  /** Too many requests. */
  public static Refusal tooMany(long seconds) {
    return new Refusal(
        429,
        "too-many-requests",
        "Too many requests with this key; try again in " + seconds + " s.",
        List.of(),
        OptionalLong.of(seconds));
  }

  /** Too many requests without a valid key. */
  public static Refusal tooManyKeys(long seconds) {
    return new Refusal(
        429,
        "too-many-requests",
        "Too many requests without a valid key from this address; try again in " + seconds + " s.",
        List.of(),
        OptionalLong.of(seconds));
  }

  /** What is asked for does not exist, or is another's. */
  public static Refusal notFound(String what) {
    return of(404, "not-found", what + " was not found.");
  }

  /** It contradicts the present state. */
  public static Refusal conflict(String code, String error) {
    return of(409, code, error);
  }

  /** A parameter of the path or the query is not what it should be. */
  public static Refusal parameter(String name, @Nullable String found, String needed) {
    String sentence =
        "%s: found %s, needed %s"
            .formatted(name, found == null ? "nothing" : "'" + found + "'", needed);
    return of(
        400,
        "invalid-parameter",
        sentence,
        List.of(new Problem.Detail(name, "invalid-parameter", sentence, found, needed, null)));
  }

  /** The request breaks rules: all of them at once. */
  public static Refusal invalid(List<Violation> violations) {
    return of(400, "invalid-request", sentence(violations), details(violations));
  }

  /** The request would change what is fixed. */
  public static Refusal immutable(List<Violation> violations) {
    return of(409, "immutable-field", sentence(violations), details(violations));
  }

  public static List<Problem.Detail> details(List<Violation> violations) {
    return violations.stream()
        .map(one ->
            new Problem.Detail(
                one.field(), one.code(), one.message(), one.found(), one.needed(), one.remedy()))
        .toList();
  }

  private static String sentence(List<Violation> violations) {
    String first = violations.getFirst().message();
    return violations.size() == 1
        ? first
        : first + " (and " + (violations.size() - 1) + " more: see details)";
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  OptionalLong retryAfterSeconds() {
    return retryAfterSeconds;
  }

  String error() {
    return error;
  }

  List<Problem.Detail> details() {
    return details;
  }
}
