package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.cloudformation.RemoveTask.Leaving;
import io.freehold.simulator.cloudformation.resource.Mishap;
import io.freehold.simulator.cloudformation.template.Selection;
import io.freehold.simulator.cloudformation.template.Template.DeletionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** Makes everything in a template; where that fails, deletes what was made. */
final class StackCreation extends Operation {
  private final Selection selection;

  StackCreation(Job job, Selection selection) {
    super(job);
    this.selection = selection;
    Instant now = job.now();
    job.tell(now, "CREATE_IN_PROGRESS", "User Initiated");
    at(now.plus(PAUSE), this::make);
  }

  private void make(Instant at) {
    Journal journal = new Journal();
    List<MakeTask> tasks =
        selection.resources().values().stream()
            .map(one -> new Wanted(one, selection, job().stack().asked().tags()))
            .map(wanted -> new MakeTask(job(), wanted, journal, Optional.empty()))
            .toList();
    Phase phase = new Phase(tasks, false, at);
    carryOut(phase, at, end -> finish(end, phase));
  }

  private void finish(Instant at, Phase phase) {
    if (!phase.failed().isEmpty()) {
      rollBack(
          at,
          "The following resource(s) failed to create: ["
              + String.join(", ", phase.failed())
              + "]. ");
      return;
    }
    try {
      List<Output> outputs = Outputs.of(selection, job());
      job().change(stack -> stack.giving(outputs));
      job().tell(at, "CREATE_COMPLETE", null);
    } catch (Mishap mishap) {
      rollBack(at, mishap.reason() + " ");
    } catch (Refusal function) {
      rollBack(at, function.text() + " ");
    }
  }

  private void rollBack(Instant at, String reason) {
    job().tell(at, "ROLLBACK_IN_PROGRESS", reason + "Rollback requested by user.");
    List<Leaving> leaving =
        job().made().entrySet().stream()
            .map(one ->
                new Leaving(
                    one.getKey(),
                    one.getValue(),
                    true,
                    one.getValue().deletion() == DeletionPolicy.RETAIN))
            .toList();
    Phase phase = new Phase(RemoveTask.all(job(), leaving), true, at);
    carryOut(
        phase,
        at,
        end -> {
          if (job().made().isEmpty()) {
            job().tell(end, "ROLLBACK_COMPLETE", null);
          } else {
            job().tell(end, "ROLLBACK_FAILED", StackDeletion.notDeleted(phase));
          }
        });
  }
}
