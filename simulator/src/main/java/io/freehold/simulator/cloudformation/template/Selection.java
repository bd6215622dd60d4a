package io.freehold.simulator.cloudformation.template;

import io.freehold.simulator.cloudformation.template.Evaluation.Resources;
import io.freehold.simulator.cloudformation.template.Template.OutputDeclaration;
import io.freehold.simulator.cloudformation.template.Template.ResourceDeclaration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What of a template is there under given parameters, and what needs what. */
public final class Selection {
  private final Template template;
  private final Map<String, Value> names;
  private final Evaluation conditions;
  private final Map<String, ResourceDeclaration> resources = new LinkedHashMap<>();
  private final Map<String, Set<String>> needs = new LinkedHashMap<>();

  /**
   * @param parameters a value for each
   * @param pseudo what pseudo parameters stand for
   * @throws io.freehold.simulator.aws.call.Refusal where something refers to what is not there
   */
  public Selection(Template template, Map<String, String> parameters, Map<String, Value> pseudo) {
    this.template = template;
    names = new HashMap<>(pseudo);
    template
        .parameters()
        .forEach((name, parameter) ->
            names.put(name, parameter.value(parameters.getOrDefault(name, ""))));
    conditions = new Evaluation(template, names, Resources.NONE);
    template
        .resources()
        .forEach((id, resource) -> {
          if (holds(resource.condition())) {
            resources.put(id, resource);
          }
        });
    Set<String> missing = new LinkedHashSet<>();
    resources.forEach((id, resource) -> needs.put(id, needsOf(resource, missing)));
    if (!missing.isEmpty()) {
      throw Wrong.unresolved(missing, "Resources");
    }
    Set<String> missingForOutputs = new LinkedHashSet<>();
    for (OutputDeclaration output : outputs().values()) {
      missingForOutputs.addAll(missing(References.of(output.value(), conditions::holds)));
      output
          .export()
          .ifPresent(
              name -> missingForOutputs.addAll(missing(References.of(name, conditions::holds))));
    }
    if (!missingForOutputs.isEmpty()) {
      throw Wrong.unresolved(missingForOutputs, "Outputs");
    }
  }

  private boolean holds(Optional<String> condition) {
    return condition.map(conditions::holds).orElse(true);
  }

  private Set<String> missing(References references) {
    Set<String> missing = new LinkedHashSet<>(references.all());
    missing.removeAll(names.keySet());
    missing.removeAll(resources.keySet());
    return missing;
  }

  private Set<String> needsOf(ResourceDeclaration resource, Set<String> missing) {
    References references = References.of(resource.properties(), conditions::holds);
    missing.addAll(missing(references));
    Set<String> all = new LinkedHashSet<>(references.all());
    all.addAll(resource.dependsOn());
    all.retainAll(resources.keySet());
    return all;
  }

  /** The resources that are there, by logical id. */
  public Map<String, ResourceDeclaration> resources() {
    return resources;
  }

  /** The logical ids that a resource comes after. */
  public Set<String> needs(String logicalId) {
    return needs.getOrDefault(logicalId, Set.of());
  }

  /** The outputs that are there, by name. */
  public Map<String, OutputDeclaration> outputs() {
    Map<String, OutputDeclaration> all = new LinkedHashMap<>();
    template
        .outputs()
        .forEach((name, output) -> {
          if (holds(output.condition())) {
            all.put(name, output);
          }
        });
    return all;
  }

  /** Works functions out with what there is of the stack's resources. */
  public Evaluation with(Resources made) {
    return new Evaluation(template, names, made);
  }
}
