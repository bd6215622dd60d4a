package io.freehold.kernel.queue;

import java.time.Duration;

/**
 * The durable queue of things to look at. At most one worker looks at one thing at a time; several
 * requests for the same thing become one; a request that comes while the thing is being looked at
 * has it looked at again. What was requested survives a crash.
 */
public interface WorkQueue {
  /** Looks at the thing after {@code delay} at the latest; an earlier due time stays. */
  void request(ReconcileRequest request, Duration delay);
}
