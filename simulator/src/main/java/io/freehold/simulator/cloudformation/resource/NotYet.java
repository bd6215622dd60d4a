package io.freehold.simulator.cloudformation.resource;

/** What was made cannot be found yet; it is looked for again later. */
public final class NotYet extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotYet(Throwable cause) {
    super("not found yet", cause, false, false);
  }
}
