package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.Job.Subject;
import io.freehold.simulator.cloudformation.resource.Handling;
import io.freehold.simulator.cloudformation.resource.Physical;
import io.freehold.simulator.cloudformation.template.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Changes a resource in place, or changes it back. */
final class AlterTask extends Task {
  private static final Duration TAKES = Duration.ofSeconds(2);

  private final Job job;
  private final Journal journal;
  private final Made before;
  private final Made after;
  private final Subject subject;
  private final Handling handling;

  /**
   * @param before what it is
   * @param after what it is to be, still with the old attributes
   */
  AlterTask(
      Job job, String logicalId, Set<String> afterThese, Journal journal, Made before, Made after) {
    super(logicalId, afterThese);
    this.job = job;
    this.journal = journal;
    this.before = before;
    this.after = after;
    subject = new Subject(logicalId, after.kind(), after.properties(), true);
    handling = job.handling(logicalId);
  }

  /** Undoes what was done of a change. */
  static AlterTask back(Job job, String logicalId, Journal.Alteration alteration) {
    Made was = alteration.before();
    Made is =
        new Made(
            was.kind(),
            was.physical(),
            alteration.attempted(),
            was.needs(),
            was.deletion(),
            was.keptWhenReplaced());
    return new AlterTask(job, logicalId, Set.of(), new Journal(), is, was);
  }

  @Override
  Duration start(Instant at) {
    if (attempts() == 0) {
      job.tell(at, subject, before.physical().id(), "UPDATE_IN_PROGRESS", null);
      after.kind().check(logicalId(), after.properties());
      Value.Mapping attempted = after.properties();
      journal.altered().put(logicalId(), new Journal.Alteration(before, attempted));
    }
    Physical physical =
        after.kind().update(handling, before.physical(), before.properties(), after.properties());
    job.made()
        .put(
            logicalId(),
            new Made(
                after.kind(),
                physical,
                after.properties(),
                after.needs(),
                after.deletion(),
                after.keptWhenReplaced()));
    return TAKES;
  }

  @Override
  void done(Instant at) {
    job.tell(at, subject, before.physical().id(), "UPDATE_COMPLETE", null);
  }

  @Override
  void failed(Instant at, String reason) {
    job.tell(at, subject, before.physical().id(), "UPDATE_FAILED", reason);
  }

  @Override
  void cancelled(Instant at) {
    failed(at, "Resource update cancelled");
  }
}
