package io.freehold.simulator.cloudformation.template;

import io.freehold.simulator.cloudformation.template.Template.OutputDeclaration;
import io.freehold.simulator.cloudformation.template.Template.ResourceDeclaration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether what a template refers to is there, whatever its parameters are. */
final class TemplateCheck {
  private final Template template;

  private TemplateCheck(Template template) {
    this.template = template;
  }

  static void check(Template template) {
    new TemplateCheck(template).check();
  }

  private void check() {
    template.conditions().forEach(this::condition);
    Set<String> missing = new LinkedHashSet<>();
    Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    for (ResourceDeclaration resource : template.resources().values()) {
      known(resource.condition(), "Resources");
      References references = References.of(resource.properties());
      common(references);
      Set<String> needed = new LinkedHashSet<>(references.all());
      needed.addAll(resource.dependsOn());
      missing.addAll(unresolved(references.names()));
      missing.addAll(unresolved(resource.dependsOn()));
      needed.retainAll(template.resources().keySet());
      dependencies.put(resource.logicalId(), needed);
    }
    refuse(missing, "Resources");
    Sequencing.of(dependencies);
    outputs();
  }

  private void outputs() {
    Set<String> missing = new LinkedHashSet<>();
    for (OutputDeclaration output : template.outputs().values()) {
      known(output.condition(), "Outputs");
      for (Expression part :
          output.export().isPresent()
              ? Set.of(output.value(), output.export().get())
              : Set.of(output.value())) {
        References references = References.of(part);
        common(references);
        missing.addAll(unresolved(references.names()));
      }
    }
    refuse(missing, "Outputs");
  }

  private static void refuse(Set<String> missing, String block) {
    if (!missing.isEmpty()) {
      throw Wrong.unresolved(missing, block);
    }
  }

  private void known(Optional<String> condition, String block) {
    condition
        .filter(name -> !template.conditions().containsKey(name))
        .ifPresent(name -> {
          throw Wrong.format(
              "Unresolved condition dependency "
                  + name
                  + " in the "
                  + block
                  + " block of the"
                  + " template");
        });
  }

  private void common(References references) {
    for (String condition : references.conditions()) {
      if (!template.conditions().containsKey(condition)) {
        throw Wrong.function("unresolved condition dependency " + condition + " in Fn::If");
      }
    }
    maps(references);
    for (Expression.GetAtt attribute : references.attributes()) {
      if (!template.resources().containsKey(attribute.resource())) {
        throw Wrong.function(
            "instance of Fn::GetAtt references undefined resource " + attribute.resource());
      }
    }
    for (Expression.GetAtt attribute : references.substituted()) {
      if (!template.resources().containsKey(attribute.resource())) {
        throw Wrong.function(
            "instance of Fn::Sub references invalid resource attribute "
                + attribute.resource()
                + "."
                + attribute.attribute());
      }
    }
  }

  private void maps(References references) {
    for (String map : references.maps()) {
      if (!template.mappings().containsKey(map)) {
        throw Evaluation.noSuchMapping(map);
      }
    }
  }

  private Set<String> unresolved(Collection<String> names) {
    Set<String> missing = new LinkedHashSet<>(names);
    missing.removeAll(template.resources().keySet());
    missing.removeIf(name -> template.parameters().containsKey(name) || Pseudo.isOne(name));
    return missing;
  }

  private void condition(String name, Expression expression) {
    References references = References.of(expression);
    maps(references);
    Set<String> wrong = new LinkedHashSet<>(references.all());
    wrong.removeIf(one -> template.parameters().containsKey(one) || Pseudo.isOne(one));
    if (!wrong.isEmpty()) {
      throw Wrong.format(
          "Unresolved dependencies ["
              + String.join(", ", wrong)
              + "]. Cannot reference resources in the Conditions block of the template");
    }
    Set<String> met = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(references.conditions());
    while (!open.isEmpty()) {
      String next = open.remove();
      Expression named = template.conditions().get(next);
      if (named == null) {
        throw Wrong.format(
            "Unresolved condition dependency " + next + " in the Conditions block of the template");
      }
      if (next.equals(name)) {
        throw Wrong.format("Circular dependency in conditions: " + name);
      }
      if (met.add(next)) {
        open.addAll(References.of(named).conditions());
      }
    }
  }
}
