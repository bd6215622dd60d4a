package io.freehold.model.violation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong, so that a request is answered once and not problem by problem. Not safe
 * for use by several threads.
 */
public final class Violations {
  private final List<Violation> found = new ArrayList<>();

  /** Adds one without a remedy beyond what is needed. */
  public void add(String field, String code, @Nullable String found, String needed) {
    add(field, code, found, needed, null);
  }

  /** Adds one. */
  public void add(
      String field, String code, @Nullable String found, String needed, @Nullable String remedy) {
    this.found.add(Violation.of(field, code, found, needed, remedy));
  }

  /** Adds all of these. */
  public void addAll(List<Violation> more) {
    found.addAll(more);
  }

  /** What was collected, in order. */
  public List<Violation> list() {
    return List.copyOf(found);
  }
}
