package io.freehold.kernel.failure;

/** Turns what a cloud's client throws into a {@link Failure}. Each cloud has exactly one. */
@FunctionalInterface
public interface FailureClassifier {
  /** Never throws; what it does not know is {@link Failure.Kind#BUG} with an unknown effect. */
  Failure classify(RuntimeException thrown);
}
