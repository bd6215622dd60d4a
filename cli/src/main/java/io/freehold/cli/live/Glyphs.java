package io.freehold.cli.live;

import java.nio.charset.Charset;

/** The signs that a tree is drawn with, for terminals with and without Unicode. */
record Glyphs(
    String done,
    String active,
    String waiting,
    String stuck,
    String gone,
    String branch,
    String lastBranch,
    String full,
    String rest,
    String more) {
  static final Glyphs UNICODE = new Glyphs("✓", "●", "·", "✗", "-", "├", "└", "━", "─", "…");
  static final Glyphs ASCII = new Glyphs("+", "*", ".", "!", "-", "|", "`", "#", "-", "~");

  /** Those that {@code charset} can carry. */
  static Glyphs in(Charset charset) {
    return charset.newEncoder().canEncode("✓●├━…") ? UNICODE : ASCII;
  }

  String of(Stage stage) {
    return switch (stage) {
      case DONE -> done;
      case ACTIVE -> active;
      case WAITING -> waiting;
      case STUCK -> stuck;
      case GONE -> gone;
    };
  }
}
