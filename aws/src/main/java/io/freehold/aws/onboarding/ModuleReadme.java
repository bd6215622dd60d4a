package io.freehold.aws.onboarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the module says of itself to people. */
final class ModuleReadme {
  private ModuleReadme() {}

  static String text(Map<Parameter, String> presets) {
    StringBuilder variables = new StringBuilder();
    List<Hcl.Item> usage = new ArrayList<>();
    usage.add(new Hcl.Attribute("source", "https://<control plane>/onboarding/terraform.tar.gz"));
    usage.add(new Hcl.Attribute("byoc_env", "production"));
    for (Parameter parameter : Parameter.values()) {
      Optional<String> value = Optional.ofNullable(presets.get(parameter)).or(parameter::standard);
      variables.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  parameter.snake(),
                  value.map(one -> "`" + literal(parameter, one) + "`").orElse("required"),
                  parameter.description()));
      if (value.isEmpty()) {
        usage.add(new Hcl.Attribute(parameter.snake(), "..."));
      }
    }
    return """
    # Freehold in your AWS account
    %s It creates nothing but IAM roles and policies. This is version %d.

    ```hcl
    %s```

    | variable | default | meaning |
    |---|---|---|
    %s
    The output `%s` is the ARN of the role: report it to the control plane.
    """
        .formatted(
            Templates.TITLE,
            TemplateVersion.newest().number(),
            Hcl.write(List.of(new Hcl.Block("module", List.of("clickhouse_onboarding"), usage))),
            variables,
            TerraformModule.OUTPUT);
  }

  private static String literal(Parameter parameter, String value) {
    return switch (parameter.form()) {
      case SWITCH -> value;
      case TEXT -> Hcl.quoted(value);
    };
  }
}
