package io.freehold.cli.live;

/** How much fits on a terminal. */
public record TerminalSize(int columns, int lines) {
  /** What a terminal has had since terminals had paper. */
  public static final TerminalSize USUAL = new TerminalSize(80, 24);
}
