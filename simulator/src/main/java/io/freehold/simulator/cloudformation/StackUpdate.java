package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.cloudformation.RemoveTask.Leaving;
import io.freehold.simulator.cloudformation.resource.Mishap;
import io.freehold.simulator.cloudformation.template.Selection;
import io.freehold.simulator.cloudformation.template.Template.DeletionPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** Brings a stack to what another template says; where that fails, back to what it was. */
final class StackUpdate extends Operation {
  private final Asked before;
  private final Selection selection;
  private final Journal journal = new Journal();

  /**
   * @param asked what the stack is to be
   * @param selection of that
   */
  StackUpdate(Job job, Asked asked, Selection selection) {
    super(job);
    before = job.stack().asked();
    this.selection = selection;
    Instant now = job.now();
    job.change(stack -> stack.asking(asked).updatedAt(now));
    job.tell(now, "UPDATE_IN_PROGRESS", "User Initiated");
    at(now.plus(PAUSE), this::change);
  }

  private void change(Instant at) {
    List<ChangeTask> tasks =
        selection.resources().values().stream()
            .map(one -> new Wanted(one, selection, job().stack().asked().tags()))
            .map(wanted -> new ChangeTask(job(), wanted, journal))
            .toList();
    Phase phase = new Phase(tasks, false, at);
    carryOut(phase, at, end -> finish(end, phase));
  }

  private void finish(Instant at, Phase phase) {
    if (!phase.failed().isEmpty()) {
      rollBack(
          at,
          "The following resource(s) failed to update: ["
              + String.join(", ", phase.failed())
              + "]. ");
      return;
    }
    try {
      List<Output> outputs = Outputs.of(selection, job());
      job().change(stack -> stack.giving(outputs));
      cleanUp(at);
    } catch (Mishap mishap) {
      rollBack(at, mishap.reason());
    } catch (Refusal function) {
      rollBack(at, function.text());
    }
  }

  /** Deletes what is no longer wanted, and what was replaced. */
  private void cleanUp(Instant at) {
    job().tell(at, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", null);
    List<Leaving> leaving = new ArrayList<>();
    job()
        .made()
        .forEach((id, made) -> {
          if (!selection.resources().containsKey(id)) {
            leaving.add(new Leaving(id, made, true, made.deletion() != DeletionPolicy.DELETE));
          }
        });
    journal
        .replaced()
        .forEach((id, old) -> leaving.add(new Leaving(id, old, false, old.keptWhenReplaced())));
    Phase phase = new Phase(RemoveTask.all(job(), leaving), true, at);
    carryOut(
        phase,
        at,
        end -> {
          // What could not be deleted no longer belongs to the stack.
          job().made().keySet().retainAll(selection.resources().keySet());
          settle(end, "UPDATE_COMPLETE", phase);
        });
  }

  private void settle(Instant at, String status, Phase cleaning) {
    Set<String> held = Set.copyOf(job().made().keySet());
    job().change(stack -> stack.holding(held));
    job()
        .tell(
            at,
            status,
            cleaning.failed().isEmpty() ? null : "One or more resources could not be deleted.");
  }

  private void rollBack(Instant at, String reason) {
    job().change(stack -> stack.asking(before));
    job().tell(at, "UPDATE_ROLLBACK_IN_PROGRESS", reason);
    List<AlterTask> back = new ArrayList<>();
    journal.altered().forEach((id, alteration) -> back.add(AlterTask.back(job(), id, alteration)));
    Phase phase = new Phase(back, true, at);
    carryOut(
        phase,
        at,
        end -> {
          if (phase.failed().isEmpty()) {
            leaveNothing(end);
          } else {
            job()
                .tell(
                    end,
                    "UPDATE_ROLLBACK_FAILED",
                    "The following resource(s) failed to update: ["
                        + String.join(", ", phase.failed())
                        + "]. ");
          }
        });
  }

  /** Deletes what the failed update made. */
  private void leaveNothing(Instant at) {
    job().tell(at, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", null);
    List<Leaving> leaving = new ArrayList<>();
    for (String id : journal.created()) {
      Made made = job().made().get(id);
      if (made != null) {
        leaving.add(new Leaving(id, made, true, made.deletion() == DeletionPolicy.RETAIN));
      }
    }
    journal
        .replaced()
        .forEach((id, old) -> {
          Made made = job().made().put(id, old);
          if (made != null && !made.physical().id().equals(old.physical().id())) {
            leaving.add(new Leaving(id, made, false, false));
          }
        });
    Phase phase = new Phase(RemoveTask.all(job(), leaving), true, at);
    carryOut(
        phase,
        at,
        end -> {
          job().made().keySet().removeAll(journal.created());
          settle(end, "UPDATE_ROLLBACK_COMPLETE", phase);
        });
  }
}
