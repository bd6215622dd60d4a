package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.RemoveTask.Leaving;
import io.freehold.simulator.cloudformation.template.Template.DeletionPolicy;
import java.time.Instant;
import java.util.List;

/** Deletes everything that a stack holds, and the stack. */
final class StackDeletion extends Operation {
  StackDeletion(Job job) {
    super(job);
    Instant now = job.now();
    job.tell(now, "DELETE_IN_PROGRESS", "User Initiated");
    at(now.plus(PAUSE), this::remove);
  }

  private void remove(Instant at) {
    List<Leaving> leaving =
        job().made().entrySet().stream()
            .map(one ->
                new Leaving(
                    one.getKey(),
                    one.getValue(),
                    true,
                    one.getValue().deletion() != DeletionPolicy.DELETE))
            .toList();
    Phase phase = new Phase(RemoveTask.all(job(), leaving), true, at);
    carryOut(
        phase,
        at,
        end -> {
          if (job().made().isEmpty()) {
            job().change(stack -> stack.giving(List.of()).deletedAt(end));
            job().tell(end, "DELETE_COMPLETE", null);
          } else {
            job().tell(end, "DELETE_FAILED", notDeleted(phase));
          }
        });
  }

  static String notDeleted(Phase phase) {
    return "The following resource(s) failed to delete: ["
        + String.join(", ", phase.failed())
        + "]. ";
  }
}
