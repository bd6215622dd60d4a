package io.freehold.simulator.cloudformation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Something that goes on with a stack over time. */
abstract class Operation {
  /** Between the steps of a stack itself. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final Job job;
  private Optional<Moment> next = Optional.empty();

  private record Moment(Instant at, Consumer<Instant> work) {}

  Operation(Job job) {
    this.job = job;
  }

  Job job() {
    return job;
  }

  /** When it has something to do; empty once it is over. */
  Optional<Instant> due() {
    return next.map(Moment::at);
  }

  /** Does what is due. */
  void step() {
    Moment moment = next.orElseThrow();
    next = Optional.empty();
    moment.work().accept(moment.at());
  }

  void at(Instant time, Consumer<Instant> work) {
    next = Optional.of(new Moment(time, work));
  }

  /** Carries out a phase, and goes on with {@code then}. */
  void carryOut(Phase phase, Instant at, Consumer<Instant> then) {
    Optional<Instant> due = phase.due();
    if (due.isEmpty()) {
      at(at.plus(PAUSE), then);
    } else {
      at(
          due.get(),
          time -> {
            phase.step(time, job.now());
            carryOut(phase, time, then);
          });
    }
  }
}
