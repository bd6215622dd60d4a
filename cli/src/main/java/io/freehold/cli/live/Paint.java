package io.freehold.cli.live;

/** Colours for a terminal, or none. Painted text is as wide as the text. */
enum Paint {
  ANSI,
  NONE;

  String of(Stage stage, String text) {
    return switch (stage) {
      case DONE -> code("32", text);
      case ACTIVE -> code("36", text);
      case STUCK -> code("1;31", text);
      case WAITING, GONE -> faint(text);
    };
  }

  String strong(String text) {
    return code("1", text);
  }

  String faint(String text) {
    return code("2", text);
  }

  private String code(String sequence, String text) {
    return this == NONE || text.isEmpty() ? text : "\u001b[" + sequence + "m" + text + "\u001b[0m";
  }
}
