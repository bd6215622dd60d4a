package io.freehold.simulator.cloudformation.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a template's parameters. */
public final class Parameters {
  private Parameters() {}

  /**
   * A value for each parameter: what was given, else its default.
   *
   * @throws io.freehold.simulator.aws.call.Refusal {@code ValidationError} for unknown ones, for
   *     missing ones, and for values that do not fit
   */
  public static Map<String, String> of(Template template, Map<String, String> given) {
    Map<String, ParameterDeclaration> declared = template.parameters();
    if (declared.isEmpty() && !given.isEmpty()) {
      throw Wrong.invalid("Parameter values specified for a template which does not require them.");
    }
    List<String> unknown =
        given.keySet().stream().filter(name -> !declared.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw Wrong.invalid(
          "Parameters: [" + String.join(", ", unknown) + "] do not exist in the template");
    }
    Map<String, String> values = new LinkedHashMap<>();
    declared.forEach((name, parameter) ->
        Optional.ofNullable(given.get(name))
            .or(parameter::otherwise)
            .ifPresent(value -> values.put(name, value)));
    List<String> missing =
        declared.keySet().stream().filter(name -> !values.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw Wrong.invalid("Parameters: [" + String.join(", ", missing) + "] must have values");
    }
    declared
        .values()
        .forEach(parameter ->
            Optional.ofNullable(values.get(parameter.name())).ifPresent(parameter::check));
    return values;
  }
}
