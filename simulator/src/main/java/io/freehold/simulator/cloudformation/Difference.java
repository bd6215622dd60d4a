package io.freehold.simulator.cloudformation;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.cloudformation.resource.Mishap;
import io.freehold.simulator.cloudformation.template.Selection;
import io.freehold.simulator.cloudformation.template.Template.ResourceDeclaration;
import io.freehold.simulator.cloudformation.template.Wrong;
import java.util.List;
import java.util.Map;

/** What a new template would change, as far as it can be told before anything is done. */
final class Difference {
  private final Job job;
  private final Asked asked;
  private final Selection selection;

  Difference(Job job, Asked asked, Selection selection) {
    this.job = job;
    this.asked = asked;
    this.selection = selection;
  }

  /** A logical id keeps its type. */
  void refuseOtherTypes() {
    List<String> other =
        selection.resources().values().stream()
            .filter(one -> {
              Made made = job.made().get(one.logicalId());
              return made != null && !made.kind().type().equals(one.type());
            })
            .map(ResourceDeclaration::logicalId)
            .toList();
    if (!other.isEmpty()) {
      throw Wrong.invalid(
          "Update of resource type is not permitted. The new template modifies resource type of"
              + " the following resources: ["
              + String.join(", ", other)
              + "]");
    }
  }

  boolean isThere() {
    Map<String, Made> made = job.made();
    if (!made.keySet().equals(selection.resources().keySet())
        || !asked.tags().equals(job.stack().asked().tags())) {
      return true;
    }
    try {
      return selection.resources().values().stream().anyMatch(this::differs)
          || !Outputs.of(selection, job).equals(job.stack().outputs());
    } catch (Refusal | Mishap unresolved) {
      return true;
    }
  }

  private boolean differs(ResourceDeclaration one) {
    Made made = job.made().get(one.logicalId());
    Wanted wanted = new Wanted(one, selection, asked.tags());
    return made == null || !wanted.properties(job.resources()).equals(made.properties());
  }
}
