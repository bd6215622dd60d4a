package io.freehold.simulator.cloudformation;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What an operation does with one resource. */
abstract class Task {
  private final String logicalId;
  private final Set<String> after;
  private int attempts;

  /**
   * @param after logical ids; tasks of the same phase for them are done first
   */
  Task(String logicalId, Set<String> after) {
    this.logicalId = logicalId;
    this.after = Set.copyOf(after);
  }

  String logicalId() {
    return logicalId;
  }

  Set<String> after() {
    return after;
  }

  /** How often it was begun before. */
  int attempts() {
    return attempts;
  }

  void attempted() {
    attempts++;
  }

  /**
   * Does it, or tries again.
   *
   * @return how long it takes to be done
   */
  abstract Duration start(Instant at);

  abstract void done(Instant at);

  abstract void failed(Instant at, String reason);

  /** It is given up because another one failed. */
  void cancelled(Instant at) {
    failed(at, "Resource creation cancelled");
  }

  /** IAM did not answer. */
  void unanswered() {}
}
