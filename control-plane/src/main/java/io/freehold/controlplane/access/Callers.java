package io.freehold.controlplane.access;

import java.util.List;
import org.springframework.stereotype.Component;

/** Those who called, for requests that go on for long. */
@Component
public class Callers {
  private final List<Keyring> keyrings;

  Callers(List<Keyring> keyrings) {
    this.keyrings = List.copyOf(keyrings);
  }

  /** Whether the caller's key is still there, enabled, not expired, and has the same role. */
  public boolean areStill(Caller caller) {
    return keyrings.stream().anyMatch(ring -> ring.stillKnows(caller));
  }
}
