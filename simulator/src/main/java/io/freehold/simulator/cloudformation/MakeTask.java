package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.Job.Subject;
import io.freehold.simulator.cloudformation.resource.Draft;
import io.freehold.simulator.cloudformation.resource.Handling;
import io.freehold.simulator.cloudformation.resource.Mishap;
import io.freehold.simulator.cloudformation.resource.Physical;
import io.freehold.simulator.cloudformation.resource.ResourceKind;
import io.freehold.simulator.cloudformation.template.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes a resource that is not there yet, or one in the place of another. */
final class MakeTask extends Task {
  private static final Duration TAKES = Duration.ofSeconds(3);

  private final Job job;
  private final Wanted wanted;
  private final Journal journal;
  private final Optional<Made> before;
  private final String verb;
  private final Handling handling;
  private final Draft draft;
  private Subject subject;

  /**
   * @param before what it replaces
   */
  MakeTask(Job job, Wanted wanted, Journal journal, Optional<Made> before) {
    super(wanted.logicalId(), wanted.needs());
    this.job = job;
    this.wanted = wanted;
    this.journal = journal;
    this.before = before;
    verb = before.isPresent() ? "UPDATE" : "CREATE";
    handling = job.handling(wanted.logicalId());
    draft = new Draft(job.now());
    subject = wanted.subject(Value.Mapping.EMPTY);
  }

  @Override
  Duration start(Instant at) {
    ResourceKind kind = subject.kind();
    if (attempts() == 0) {
      begin(at);
    }
    Physical physical;
    try {
      physical = kind.create(handling, draft, subject.properties());
    } finally {
      // Whatever becomes of it: what there is of it has to be deleted with the rest.
      draft.physicalId().ifPresent(id -> hold(new Physical(id, Map.of())));
    }
    hold(physical);
    job.tell(at, subject, physical.id(), verb + "_IN_PROGRESS", "Resource creation Initiated");
    return TAKES;
  }

  private void begin(Instant at) {
    Value.Mapping properties = wanted.properties(job.resources());
    subject = wanted.subject(properties);
    job.tell(
        at,
        subject,
        before.map(made -> made.physical().id()).orElse(""),
        verb + "_IN_PROGRESS",
        before.isPresent()
            ? "Requested update requires the creation of a new physical resource; hence creating"
                + " one."
            : null);
    subject.kind().check(logicalId(), properties);
    if (before.isPresent()) {
      refuseSameName(before.get(), properties);
      journal.replaced().put(logicalId(), before.get());
    } else {
      journal.created().add(logicalId());
    }
  }

  /** Two things of one name cannot be there at once. */
  private void refuseSameName(Made old, Value.Mapping properties) {
    subject
        .kind()
        .nameProperty()
        .flatMap(properties::get)
        .filter(name ->
            old.kind().nameProperty().flatMap(old.properties()::get).equals(Optional.of(name)))
        .flatMap(Value::scalar)
        .ifPresent(name -> {
          throw Mishap.of(
              "CloudFormation cannot update a stack when a custom-named resource requires"
                  + " replacing. Rename "
                  + name
                  + " and update the stack again.");
        });
  }

  private void hold(Physical physical) {
    job.made().put(logicalId(), wanted.as(physical, subject.properties()));
  }

  @Override
  void unanswered() {
    draft.leaveUnanswered();
  }

  @Override
  void done(Instant at) {
    job.tell(at, subject, draft.physicalId().orElse(""), verb + "_COMPLETE", null);
  }

  @Override
  void failed(Instant at, String reason) {
    String id = draft.physicalId().or(() -> before.map(made -> made.physical().id())).orElse("");
    job.tell(at, subject, id, verb + "_FAILED", reason);
  }
}
