package io.freehold.kernel.resource;

import java.util.Optional;

/**
 * What a look at one external id found.
 *
 * @param <O> the observed record of the kind
 */
public sealed interface Observation<O> {

  /** Nothing there, or not visible yet. */
  record Absent<O>() implements Observation<O> {}

  /**
   * On its way.
   *
   * @param phase the cloud's own word for it
   * @param value what is there already, where it can be compared and changed before it is usable
   */
  record Pending<O>(String phase, Ownership ownership, Optional<O> value)
      implements Observation<O> {

    /** On its way, and not to be changed before it has arrived. */
    public Pending(String phase, Ownership ownership) {
      this(phase, ownership, Optional.empty());
    }
  }

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
