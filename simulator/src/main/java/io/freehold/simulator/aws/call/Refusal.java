package io.freehold.simulator.aws.call;

/**
 * A service says no. Thrown by services, and turned by the pipeline into the SDK's exception for
 * that service.
 */
public final class Refusal extends RuntimeException {
  private final String code;
  private final int status;

  private Refusal(String code, int status, String message) {
    // Refusals are daily business here, and nobody reads their stack.
    super(message, null, false, false);
    this.code = code;
    this.status = status;
  }

  /** The caller's fault, status 400. */
  public static Refusal of(String code, String message) {
    return new Refusal(code, 400, message);
  }

  /** With another HTTP status. */
  public static Refusal of(String code, int status, String message) {
    return new Refusal(code, status, message);
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  /** Never null, unlike the inherited one may be. */
  public String text() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
