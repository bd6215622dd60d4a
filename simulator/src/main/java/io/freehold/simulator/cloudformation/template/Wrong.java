package io.freehold.simulator.cloudformation.template;

import io.freehold.simulator.aws.call.Refusal;

/** What CloudFormation says no to before it does anything, in its own words. */
public final class Wrong {
  private Wrong() {}

  /** A template that is not built as templates are. */
  public static Refusal format(String message) {
    return invalid("Template format error: " + message);
  }

  /** A function that cannot be worked out. */
  public static Refusal function(String message) {
    return invalid("Template error: " + message);
  }

  public static Refusal invalid(String message) {
    return Refusal.of("ValidationError", message);
  }

  static Refusal unresolved(Iterable<String> names, String block) {
    return format(
        "Unresolved resource dependencies ["
            + String.join(", ", names)
            + "] in the "
            + block
            + " block of the template");
  }

  /** What AWS knows and nobody needs here yet. */
  public static UnsupportedOperationException unsimulated(String what) {
    return new UnsupportedOperationException("CloudFormation: " + what + " is not simulated");
  }
}
