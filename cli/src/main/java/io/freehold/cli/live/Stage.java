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
      case "failed", "broken", "blocked", "delete-blocked", "leftover" -> STUCK;
      case "waiting", "planned", "absent", "queued" -> WAITING;
      case "ready", "present", "adopted", "kept", "retained" -> DONE;
      case "deleted", "gone" -> GONE;
      default -> ACTIVE;
    };
  }
}
