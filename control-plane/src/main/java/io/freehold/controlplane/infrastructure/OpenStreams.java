package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.web.Refusal;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How many streams each key has open here: each costs a thread and looks at the database. */
@Component
final class OpenStreams {
  /** Enough for consoles and watchers. */
  static final int MOST = 20;

  private final Map<UUID, Integer> byKey = new ConcurrentHashMap<>();

  /** One that is open until it is closed. */
  interface Open extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Opens one more.
   *
   * @throws Refusal 429 if the key has too many
   */
  Open open(UUID keyId) {
    byKey.merge(keyId, 1, Integer::sum);
    Open opened = () -> byKey.computeIfPresent(keyId, (key, now) -> now == 1 ? null : now - 1);
    if (byKey.getOrDefault(keyId, 0) > MOST) {
      opened.close();
      throw Refusal.of(
          429,
          "too-many-streams",
          "Streams of events: found %d open with this key, needed fewer than %d; close some of them."
              .formatted(MOST, MOST));
    }
    return opened;
  }

  /** Keys with open streams. */
  int keys() {
    return byKey.size();
  }
}
