package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.template.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a resource to what a new template says: makes it, changes it, replaces it, or leaves it.
 * Which of these is seen only when everything that it needs has been changed.
 */
final class ChangeTask extends Task {
  private final Job job;
  private final Wanted wanted;
  private final Journal journal;
  private @Nullable Task chosen;
  private boolean same;

  ChangeTask(Job job, Wanted wanted, Journal journal) {
    super(wanted.logicalId(), wanted.needs());
    this.job = job;
    this.wanted = wanted;
    this.journal = journal;
  }

  @Override
  Duration start(Instant at) {
    if (chosen == null) {
      chosen = choose();
    }
    return same ? Duration.ZERO : chosen.start(at);
  }

  private Task choose() {
    Made before = job.made().get(logicalId());
    if (before == null) {
      return new MakeTask(job, wanted, journal, Optional.empty());
    }
    Value.Mapping properties = wanted.properties(job.resources());
    Made after = wanted.as(before.physical(), properties);
    if (properties.equals(before.properties())) {
      job.made().put(logicalId(), after);
      same = true;
    }
    boolean replaced =
        wanted.kind().fixed().stream()
            .anyMatch(name -> !Objects.equals(properties.get(name), before.properties().get(name)));
    return replaced
        ? new MakeTask(job, wanted, journal, Optional.of(before))
        : new AlterTask(job, logicalId(), wanted.needs(), journal, before, after);
  }

  @Override
  void attempted() {
    super.attempted();
    chosen().ifPresent(Task::attempted);
  }

  private Optional<Task> chosen() {
    return Optional.ofNullable(chosen);
  }

  @Override
  void unanswered() {
    chosen().ifPresent(Task::unanswered);
  }

  @Override
  void done(Instant at) {
    if (!same) {
      chosen().ifPresent(task -> task.done(at));
    }
  }

  @Override
  void failed(Instant at, String reason) {
    chosen()
        .orElseGet(() ->
            new MakeTask(job, wanted, journal, Optional.ofNullable(job.made().get(logicalId()))))
        .failed(at, reason);
  }

  @Override
  void cancelled(Instant at) {
    chosen().ifPresent(task -> task.cancelled(at));
  }
}
