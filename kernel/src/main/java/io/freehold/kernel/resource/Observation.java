package io.freehold.kernel.resource;

/**
 * What a look at one external id found.
 *
 * @param <O> the observed record of the kind
 */
public sealed interface Observation<O> {

  /** Nothing there, or not visible yet. */
  record Absent<O>() implements Observation<O> {}

  /** On its way; {@code phase} is the cloud's own word for it. */
  record Pending<O>(String phase, Ownership ownership) implements Observation<O> {}

  /** There and usable. */
  record Present<O>(O value, Ownership ownership) implements Observation<O> {}

  /** On its way out. */
  record Deleting<O>() implements Observation<O> {}

  /** There, and it will never work by itself. */
  record Broken<O>(String reason, Ownership ownership) implements Observation<O> {}

  static <O> Observation<O> absent() {
    return new Absent<>();
  }

  static <O> Observation<O> present(O value) {
    return new Present<>(value, Ownership.OURS);
  }

  static <O> Observation<O> deleting() {
    return new Deleting<>();
  }
}
