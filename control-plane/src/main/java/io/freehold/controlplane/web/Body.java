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
  private final Violations violations;

  Body(T value, Set<String> given, Set<String> filled, List<Violation> mistakes) {
    this.value = value;
    this.given = Set.copyOf(given);
    this.filled = Set.copyOf(filled);
    this.violations = new Violations();
    violations.addAll(mistakes);
  }

  private Body(T value, Body<?> whole) {
    this.value = value;
    this.given = whole.given;
    this.filled = whole.filled;
    this.violations = whole.violations;
  }

  /** The same body, of which this is a part: what is wrong with the one is wrong with the other. */
  public <S> Body<S> part(S part) {
    return new Body<>(part, this);
  }

  /** The record; a field of another type than it should have is null in it. */
  public T value() {
    return value;
  }

  /** Whether the field was there at all, be it null. */
  public boolean has(String field) {
    return given.contains(field);
  }

  /** Whether the field was there and was not null. */
  public boolean isFilled(String field) {
    return filled.contains(field);
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
