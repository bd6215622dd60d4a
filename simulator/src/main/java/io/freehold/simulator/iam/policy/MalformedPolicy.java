package io.freehold.simulator.iam.policy;

/**
 * A policy document that AWS refuses, or that says something of which this evaluator does not know
 * for sure what AWS makes of it.
 */
public final class MalformedPolicy extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedPolicy(String message) {
    super(message);
  }

  /** What is wrong; never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
