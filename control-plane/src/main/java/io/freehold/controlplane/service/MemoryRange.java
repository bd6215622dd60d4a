package io.freehold.controlplane.service;

import io.freehold.kernel.condition.Condition;
import io.freehold.model.service.ServiceSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells of a range of memory. The public API's clients ask for one, and so it is taken; nothing
 * moves in it yet, which whoever asked for it has to see.
 */
final class MemoryRange {
  /** Whether a replica's memory follows its use. */
  static final String TYPE = "MemoryAutoscaled";

  /** The one reason that there is. */
  private static final String FIXED = "MemoryFixed";

  private MemoryRange() {}

  /**
   * Empty where the memory is one figure, or it is said to be in no range just now.
   *
   * @param since when its status came to be what it is, unless it was so before
   */
  static Optional<Condition> of(ServiceRow row, Instant now, Instant since) {
    ServiceSpec spec = row.specAt(now);
    if (spec.minReplicaMemoryGb() == spec.maxReplicaMemoryGb()) {
      return Optional.empty();
    }
    return Optional.of(
        new Condition(
            TYPE,
            Condition.Status.FALSE,
            FIXED,
            "replicas have %d GB, and do not grow to %d GB by themselves: memory does not follow its use yet"
                .formatted(spec.minReplicaMemoryGb(), spec.maxReplicaMemoryGb()),
            row.generation(),
            since));
  }
}
