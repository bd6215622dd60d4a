package io.freehold.simulator.iam.policy;

import java.util.List;

/** What the policies say of a request, and why. */
public sealed interface Verdict {
  /**
   * A statement that decided.
   *
   * @param statement its Sid, or {@code #2} for the second without one
   */
  record Ground(Layer layer, String policy, String statement) {
    @Override
    public String toString() {
      return layer + " " + policy + " " + statement;
    }
  }

  /**
   * Allowed.
   *
   * @param grounds the first statement of each layer that had to allow it; empty where an account
   *     acts in its own right
   */
  record Allowed(List<Ground> grounds) implements Verdict {
    public Allowed {
      grounds = List.copyOf(grounds);
    }
  }

  /** A statement forbids it. */
  record Forbidden(Ground ground) implements Verdict {}

  /** Nothing forbids it, but in this layer nothing allows it either. */
  record NotGranted(Layer layer, String action) implements Verdict {}

  default boolean allowed() {
    return this instanceof Allowed;
  }

  /** The reason as AWS words it; of an allowed request, the statements. */
  default String because() {
    return switch (this) {
      case Allowed(List<Ground> grounds) -> "allowed by " + grounds;
      case Forbidden(Ground ground) -> ground.layer().explicitly();
      case NotGranted(Layer layer, String action) -> layer.implicitly(action);
    };
  }
}
