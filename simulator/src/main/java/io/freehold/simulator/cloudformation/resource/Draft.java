package io.freehold.simulator.cloudformation.resource;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource that is being made, possibly in several attempts. */
public final class Draft {
  private final Instant since;
  private @Nullable String physicalId;
  private boolean unanswered;

  /**
   * @param since when the first attempt begins
   */
  public Draft(Instant since) {
    // IAM tells times in seconds.
    this.since = since.truncatedTo(ChronoUnit.SECONDS);
  }

  /** An attempt got no answer: the thing may have been made. */
  public void leaveUnanswered() {
    unanswered = true;
  }

  boolean isUnanswered() {
    return unanswered;
  }

  /** Whether what has the name already can be what an unanswered attempt made. */
  boolean mayHaveMade(Instant created) {
    return unanswered && !created.isBefore(since);
  }

  /** Something is there now, though perhaps not all that belongs to it. */
  void made(String id) {
    physicalId = id;
  }

  boolean isMade() {
    return physicalId != null;
  }

  /** What there is to be deleted, should it come to nothing. */
  public Optional<String> physicalId() {
    return Optional.ofNullable(physicalId);
  }
}
