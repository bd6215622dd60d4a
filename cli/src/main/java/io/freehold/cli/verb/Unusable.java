package io.freehold.cli.verb;

/**
 * The command line asks for something that cannot be; the message names what was found, needed and
 * the remedy.
 */
public final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;

  public Unusable(String message) {
    super(message);
  }
}
