package io.freehold.kernel.condition;

import java.time.Instant;
import java.util.List;

/**
 * One aspect of a thing's state, for API, CLI and console, in Kubernetes' form.
 *
 * @param type the aspect, in upper camel case: {@code Ready}
 * @param status whether it holds
 * @param reason why, as one word in upper camel case; every one is listed in {@code
 *     docs/conditions.md}
 * @param message why, for people
 * @param observedGeneration the generation of the spec that it speaks of
 * @param lastTransitionTime when the status last changed
 */
public record Condition(
    String type,
    Status status,
    String reason,
    String message,
    long observedGeneration,
    Instant lastTransitionTime) {

  /** Whether the aspect holds. */
  public enum Status {
    TRUE,
    FALSE,
    UNKNOWN
  }

  /** This condition after an earlier one of its type: the time stays while the status does. */
  public Condition after(Condition earlier) {
    return status == earlier.status
        ? new Condition(
            type, status, reason, message, observedGeneration, earlier.lastTransitionTime)
        : this;
  }

  /** The same after all that was told before: after the one of its type, if there is one. */
  public Condition after(List<Condition> before) {
    return before.stream()
        .filter(one -> one.type.equals(type))
        .findFirst()
        .map(earlier -> after(earlier))
        .orElse(this);
  }
}
