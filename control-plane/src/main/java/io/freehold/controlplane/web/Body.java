package io.freehold.controlplane.web;

import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.List;
import java.util.Set;

/**
 * A request's body, read as a record. What it got wrong is collected and not thrown, so that it can
 * be reported together with what breaks the rules of the domain.
 *
 * @param <T> a record whose components may all be null
 */
public final class Body<T> {
  private final T value;
  private final Set<String> given;
  private final Set<String> filled;
  private final Violations violations = new Violations();

  Body(T value, Set<String> given, Set<String> filled, List<Violation> mistakes) {
    this.value = value;
    this.given = Set.copyOf(given);
    this.filled = Set.copyOf(filled);
    violations.addAll(mistakes);
  }

  /** The record; a field of another type than it should have is null in it. */
  public T value() {
    return value;
  }

  /** Whether the field was there at all, be it null. */
  public boolean has(String field) {
    return given.contains(field);
  }

  /** What is wrong so far; rules add to it. */
  public Violations violations() {
    return violations;
  }

  /** Notes a field that has to be there and is not, or is null. */
  public void require(String field, String needed) {
    if (!filled.contains(field)) {
      violations.add(field, "field-missing", null, needed);
    }
  }

  /**
   * Answers with everything that is wrong, if anything is.
   *
   * @throws Refusal 400
   */
  public void refuseIfWrong() {
    List<Violation> all = violations.list();
    if (!all.isEmpty()) {
      throw Refusal.invalid(all);
    }
  }
}
