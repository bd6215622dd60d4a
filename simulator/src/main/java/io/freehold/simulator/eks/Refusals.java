package io.freehold.simulator.eks;

import io.freehold.simulator.aws.call.Refusal;

/** EKS's ways of saying no. */
final class Refusals {
  private Refusals() {}

  static Refusal notFound(String message) {
    return Refusal.of("ResourceNotFoundException", 404, message);
  }

  /** There is one already, it is used, or it is being changed. */
  static Refusal inUse(String message) {
    return Refusal.of("ResourceInUseException", 409, message);
  }

  static Refusal parameter(String message) {
    return Refusal.of("InvalidParameterException", message);
  }

  static Refusal request(String message) {
    return Refusal.of("InvalidRequestException", message);
  }

  static Refusal limit(String message) {
    return Refusal.of("ResourceLimitExceededException", message);
  }

  /** EKS can do it, and this one cannot. */
  static UnsupportedOperationException unsimulated(String what, String needed) {
    return new UnsupportedOperationException(
        "EKS: found " + what + ", which is not simulated; needed " + needed);
  }
}
