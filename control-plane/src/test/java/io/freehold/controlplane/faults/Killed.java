package io.freehold.controlplane.faults;

/** The process dies here: nothing that catches exceptions may go on. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("killed by the test", null, false, false);
  }
}
