package io.freehold.kernel.queue;

import io.freehold.kernel.failure.Failure;
import java.time.Duration;

/** How a pass ended, and when to look again. */
public sealed interface Outcome {

  /** All is as it should be; look again for drift. */
  record Settled(Duration resyncAfter) implements Outcome {}

  /** Something takes its time. */
  record Waiting(String on, Duration checkAfter) implements Outcome {}

  /** Something failed that does not pass by itself; looked at again all the same. */
  record Failed(Failure failure, Duration retryAfter) implements Outcome {}

  /** Nothing is left to look at. */
  record Finished() implements Outcome {}
}
