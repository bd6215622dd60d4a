package io.freehold.aws.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Template and module make the same, as their own documents say: each is read as its tool reads it.
 * {@link DeployedParityTest} has them deployed.
 */
class TemplateParityTest {
  private static final String ACCOUNT = "111122223333";

  private final String template = new CloudFormationTemplate(Map.of()).text();
  private final Map<String, String> module = new TerraformModule(Map.of()).files();

  @ParameterizedTest
  @MethodSource("io.freehold.aws.onboarding.Choices#all")
  void template_and_module_make_the_same(Map<Parameter, String> choice) {
    Deployed byTemplate = TemplateReader.deployed(template, named(choice), ACCOUNT);
    Deployed byModule = ModuleReader.deployed(module, typed(choice), ACCOUNT);

    assertThat(byModule).isEqualTo(byTemplate);
    assertThat(byTemplate.attached()).hasSizeBetween(6, 10);
    assertThat(byTemplate.inline()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("io.freehold.aws.onboarding.Choices#all")
  void what_is_filled_in_is_as_if_it_had_been_chosen(Map<Parameter, String> choice) {
    assertThat(
            TemplateReader.deployed(new CloudFormationTemplate(choice).text(), Map.of(), ACCOUNT))
        .isEqualTo(TemplateReader.deployed(template, named(choice), ACCOUNT));
    assertThat(ModuleReader.deployed(new TerraformModule(choice).files(), Map.of(), ACCOUNT))
        .isEqualTo(ModuleReader.deployed(module, typed(choice), ACCOUNT));
  }

  @ParameterizedTest
  @MethodSource("io.freehold.aws.onboarding.Choices#wrong")
  void both_refuse_the_same(Parameter parameter, String value) {
    Map<Parameter, String> choice = new EnumMap<>(Choices.least());
    choice.put(parameter, value);
    assertThatThrownBy(() -> TemplateReader.deployed(template, named(choice), ACCOUNT))
        .hasMessage(parameter.pascal() + ": found '" + value + "'");
    assertThatThrownBy(() -> ModuleReader.deployed(module, typed(choice), ACCOUNT))
        .hasMessage(parameter.snake() + ": found '" + value + "'");
    assertThat(parameter.takes(value)).isFalse();
  }

  @Test
  void both_have_the_same_parameters_with_the_same_defaults() {
    Map<String, Object> parameters =
        Choices.members(TemplateReader.read(template).get("Parameters"));
    assertThat(parameters.keySet())
        .containsExactly(
            "ExternalId",
            "VendorPrincipal",
            "RoleName",
            "RolePath",
            "PermissionsBoundaryArn",
            "VpcWrite",
            "IamWrite",
            "Kms",
            "ByocEnv");
    List<String> variables =
        module.get("variables.tf").lines().filter(line -> line.startsWith("variable ")).toList();
    assertThat(variables)
        .containsExactly(
            "variable \"external_id\" {",
            "variable \"vendor_principal\" {",
            "variable \"role_name\" {",
            "variable \"role_path\" {",
            "variable \"permissions_boundary_arn\" {",
            "variable \"vpc_write\" {",
            "variable \"iam_write\" {",
            "variable \"kms\" {",
            "variable \"byoc_env\" {");
  }

  /** The readers see every difference: each of these changes is one. */
  @Test
  void a_difference_would_be_seen() {
    Deployed byTemplate = TemplateReader.deployed(template, named(Choices.least()), ACCOUNT);
    Map<String, Function<String, String>> changes =
        Map.of(
            "policies.tf",
            text -> text.replace("\"ec2:DescribeVpcs\",", ""),
            "main.tf",
            text -> text.replace("\"sts:ExternalId\"", "\"sts:externalid\""),
            "variables.tf",
            text -> text.replace("\"production\"", "\"staging\""));
    changes.forEach((file, change) -> {
      Map<String, String> changed = new LinkedHashMap<>(module);
      changed.computeIfPresent(file, (name, text) -> change.apply(text));
      assertThat(changed).as(file).isNotEqualTo(module);
      assertThat(ModuleReader.deployed(changed, typed(Choices.least()), ACCOUNT))
          .as(file)
          .isNotEqualTo(byTemplate);
    });
  }

  private static Map<String, String> named(Map<Parameter, String> choice) {
    Map<String, String> all = new LinkedHashMap<>();
    choice.forEach((parameter, value) -> all.put(parameter.pascal(), value));
    return all;
  }

  private static Map<String, Object> typed(Map<Parameter, String> choice) {
    Map<String, Object> all = new LinkedHashMap<>();
    choice.forEach((parameter, value) ->
        all.put(
            parameter.snake(),
            parameter.form() == Parameter.Form.SWITCH ? Boolean.valueOf(value) : value));
    return all;
  }
}
