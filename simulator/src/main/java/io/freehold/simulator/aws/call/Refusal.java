package io.freehold.simulator.aws.call;

import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A service says no. Thrown by services, and turned by the pipeline into the SDK's exception for
 * that service.
 */
public final class Refusal extends RuntimeException {
  private final String code;
  private final int status;
  private final transient Consumer<AwsServiceException.Builder> details;

  private Refusal(
      String code, int status, String message, Consumer<AwsServiceException.Builder> details) {
    // Refusals are daily business here, and nobody reads their stack.
    super(message, null, false, false);
    this.code = code;
    this.status = status;
    this.details = details;
  }

  /** The caller's fault, status 400. */
  public static Refusal of(String code, String message) {
    return of(code, 400, message);
  }

  /** With another HTTP status. */
  public static Refusal of(String code, int status, String message) {
    return new Refusal(code, status, message, builder -> {});
  }

  /** With more than code and message, where the exception of that code has room for it. */
  public Refusal with(Consumer<AwsServiceException.Builder> more) {
    return new Refusal(code, status, text(), more);
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

  void describe(AwsServiceException.Builder builder) {
    details.accept(builder);
  }
}
