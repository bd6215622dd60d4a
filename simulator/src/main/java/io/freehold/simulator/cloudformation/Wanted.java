package io.freehold.simulator.cloudformation;

import io.freehold.simulator.cloudformation.Job.Subject;
import io.freehold.simulator.cloudformation.resource.Physical;
import io.freehold.simulator.cloudformation.resource.ResourceKind;
import io.freehold.simulator.cloudformation.resource.ResourceKinds;
import io.freehold.simulator.cloudformation.template.Evaluation.Resources;
import io.freehold.simulator.cloudformation.template.Selection;
import io.freehold.simulator.cloudformation.template.Template.ResourceDeclaration;
import io.freehold.simulator.cloudformation.template.Value;
import java.util.Map;
import java.util.Set;

/**
 * A resource that the template asks for.
 *
 * @param selection to which it belongs
 * @param stackTags that it gets besides its own
 */
record Wanted(ResourceDeclaration declaration, Selection selection, Map<String, String> stackTags) {
  String logicalId() {
    return declaration.logicalId();
  }

  Set<String> needs() {
    return selection.needs(logicalId());
  }

  ResourceKind kind() {
    return ResourceKinds.of(declaration);
  }

  /** Its properties, worked out with what the stack holds by now. */
  Value.Mapping properties(Resources made) {
    return kind().tagged(selection.with(made).mapping(declaration.properties()), stackTags);
  }

  Subject subject(Value.Mapping properties) {
    return new Subject(logicalId(), kind(), properties, true);
  }

  Made as(Physical physical, Value.Mapping properties) {
    return new Made(
        kind(),
        physical,
        properties,
        needs(),
        declaration.deletion(),
        declaration.keptWhenReplaced());
  }
}
