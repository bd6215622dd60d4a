package io.freehold.cli.live;

import io.freehold.protocol.infrastructure.Resource;
import java.util.Locale;

/** Where a resource stands, as far as showing it goes; the state's own word is shown beside. */
enum Stage {
  STUCK,
  ACTIVE,
  WAITING,
  DONE,
  GONE;

  /** A state that this version does not know is work under way: shown, and not taken for done. */
  static Stage of(Resource resource) {
    return switch (resource.state().toLowerCase(Locale.ROOT)) {
      case "failed" -> STUCK;
      case "blocked", "withheld" -> WAITING;
      case "ready", "kept", "undeclared" -> DONE;
      case "deleted" -> GONE;
      default -> ACTIVE;
    };
  }
}
