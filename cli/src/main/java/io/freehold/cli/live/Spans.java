package io.freehold.cli.live;

import java.time.Duration;

/** Spans of time as people read them beside a clock. */
final class Spans {
  private Spans() {}

  /** Like {@code 0:07}, {@code 13:08} or {@code 1:02:03}; a negative one is shown as none. */
  static String text(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 3600) {
      return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
    return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
