package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.resource.Mishap;
import io.freehold.simulator.cloudformation.template.Evaluation;
import io.freehold.simulator.cloudformation.template.Expression;
import io.freehold.simulator.cloudformation.template.Selection;
import io.freehold.simulator.cloudformation.template.Template.OutputDeclaration;
import io.freehold.simulator.cloudformation.template.Wrong;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** The outputs of a stack. */
final class Outputs {
  private Outputs() {}

  /**
   * Works them out.
   *
   * @throws io.freehold.simulator.aws.call.Refusal for a function that cannot be worked out
   * @throws Mishap for an attribute that a resource does not have, or an export that is taken
   */
  static List<Output> of(Selection selection, Job job) {
    Evaluation evaluation = selection.with(job.resources());
    List<Output> all = new ArrayList<>();
    for (Map.Entry<String, OutputDeclaration> entry : selection.outputs().entrySet()) {
      OutputDeclaration output = entry.getValue();
      Optional<String> export = output.export().map(name -> text(entry.getKey(), evaluation, name));
      export.ifPresent(name -> refuseTaken(name, job));
      all.add(
          Output.builder()
              .outputKey(entry.getKey())
              .outputValue(text(entry.getKey(), evaluation, output.value()))
              .description(output.description().orElse(null))
              .exportName(export.orElse(null))
              .build());
    }
    return all;
  }

  private static String text(String name, Evaluation evaluation, Expression expression) {
    return evaluation
        .value(expression)
        .scalar()
        .orElseThrow(() ->
            Wrong.format(
                "Output "
                    + name
                    + " is malformed. The Value field of every Outputs member must evaluate to a"
                    + " String."));
  }

  private static void refuseTaken(String export, Job job) {
    job.site()
        .present()
        .filter(other -> !other.id().equals(job.stackId()))
        .filter(other -> other.outputs().stream().anyMatch(one -> export.equals(one.exportName())))
        .findFirst()
        .ifPresent(other -> {
          throw Mishap.of(
              "Export with name " + export + " is already exported by stack " + other.name() + ".");
        });
  }
}
