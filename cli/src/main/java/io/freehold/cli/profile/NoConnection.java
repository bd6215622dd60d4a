package io.freehold.cli.profile;

/**
 * It is not known where to connect, or as whom; the message says what is missing and the remedy.
 */
public final class NoConnection extends Exception {
  private static final long serialVersionUID = 1L;

  public NoConnection(String message) {
    super(message);
  }
}
