package io.freehold.controlplane.web;

/**
 * Text that can be stored and shown: without control characters, of which PostgreSQL refuses NUL,
 * and without halves of surrogate pairs, which no encoding has.
 *
 * <p><a href="https://www.postgresql.org/docs/current/datatype-character.html">PostgreSQL:
 * character types</a>
 */
final class PlainText {
  static final String ONE_LINE = "text in one line, without control characters";
  static final String LINES = "text without control characters but tabs and line ends";

  private static final int LONGEST = 60;

  private PlainText() {}

  /**
   * @param lines whether it may have tabs and several lines
   */
  static boolean is(String text, boolean lines) {
    return text.codePoints().noneMatch(one -> isStrange(one) && !(lines && isLayout(one)));
  }

  /** So that it can be told: what is strange in it by its number, and not all if it is long. */
  static String shown(String text) {
    boolean whole = text.codePointCount(0, text.length()) <= LONGEST;
    String told = whole ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    StringBuilder escaped = new StringBuilder();
    told.codePoints()
        .forEach(one -> {
          if (isStrange(one)) {
            escaped.append("\\u%04x".formatted(one));
          } else {
            escaped.appendCodePoint(one);
          }
        });
    return whole ? escaped.toString() : escaped.append('…').toString();
  }

  private static boolean isStrange(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  private static boolean isLayout(int codePoint) {
    return codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
  }
}
