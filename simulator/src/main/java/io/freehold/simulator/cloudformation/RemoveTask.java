package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.Job.Subject;
import io.freehold.simulator.cloudformation.resource.Handling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes a resource, or lets go of it. */
final class RemoveTask extends Task {
  private static final Duration TAKES = Duration.ofSeconds(1);

  private final Job job;
  private final Leaving leaving;
  private final Subject subject;
  private final Handling handling;

  /**
   * A resource that leaves the stack.
   *
   * @param current whether the stack holds it, not something in its place
   * @param kept whether it stays where it is
   */
  record Leaving(String logicalId, Made made, boolean current, boolean kept) {}

  private RemoveTask(Job job, Leaving leaving, Set<String> after) {
    super(leaving.logicalId(), after);
    this.job = job;
    this.leaving = leaving;
    Made made = leaving.made();
    subject = new Subject(leaving.logicalId(), made.kind(), made.properties(), leaving.current());
    handling = job.handling(leaving.logicalId());
  }

  /** One for each, those first that others were made after. */
  static List<RemoveTask> all(Job job, List<Leaving> leaving) {
    return leaving.stream()
        .map(one -> {
          Set<String> dependents =
              leaving.stream()
                  .filter(other -> !other.logicalId().equals(one.logicalId()))
                  .filter(other -> other.made().needs().contains(one.logicalId()))
                  .map(Leaving::logicalId)
                  .collect(Collectors.toSet());
          return new RemoveTask(job, one, dependents);
        })
        .toList();
  }

  private String physicalId() {
    return leaving.made().physical().id();
  }

  @Override
  Duration start(Instant at) {
    if (leaving.kept()) {
      return Duration.ZERO;
    }
    if (attempts() == 0) {
      job.tell(at, subject, physicalId(), "DELETE_IN_PROGRESS", null);
    }
    subject.kind().delete(handling, physicalId(), subject.properties());
    return TAKES;
  }

  @Override
  void done(Instant at) {
    String status = leaving.kept() ? "DELETE_SKIPPED" : "DELETE_COMPLETE";
    job.tell(at, subject, physicalId(), status, null);
    if (leaving.current()) {
      job.made().remove(logicalId());
    }
  }

  @Override
  void failed(Instant at, String reason) {
    job.tell(at, subject, physicalId(), "DELETE_FAILED", reason);
  }
}
