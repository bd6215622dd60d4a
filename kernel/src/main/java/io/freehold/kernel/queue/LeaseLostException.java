package io.freehold.kernel.queue;

/** Another worker has taken over: the one that sees this stops at once and writes nothing more. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(String message) {
    super(message);
  }
}
