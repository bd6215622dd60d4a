package io.freehold.simulator.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
  private static Template template(String parameter) {
    return Template.read(
        "Parameters: {P: " + parameter + "}\nResources: {R: {Type: AWS::IAM::Role}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{Type: String, AllowedPattern: '[a-z]+'}           | abc      | abc1  | Parameter 'P' must"
            + " match pattern [a-z]+",
        "{Type: String, AllowedPattern: '[a-z]*'}           | ``       | A     | Parameter 'P' must"
            + " match pattern [a-z]*",
        "{Type: String, AllowedValues: [yes, 'no', 3]}      | true     | maybe | Parameter 'P' must"
            + " be one of AllowedValues",
        "{Type: String, MinLength: 3}                       | abc      | ab    | Parameter 'P' must"
            + " contain at least 3 characters",
        "{Type: String, MaxLength: '3'}                     | abc      | abcd  | Parameter 'P' must"
            + " contain at most 3 characters",
        "{Type: Number}                                     | -1.5     | one   | Parameter 'P' must"
            + " be a number.",
        "{Type: Number, MinValue: 5}                        | 5        | 4     | Parameter 'P' must"
            + " be a number not less than 5",
        "{Type: Number, MaxValue: 5}                        | 5        | 5.1   | Parameter 'P' must"
            + " be a number not greater than 5",
        "{Type: List<Number>}                               | `1, 2`   | `1,x` | Parameter 'P' must"
            + " be a number.",
        "{Type: CommaDelimitedList, AllowedPattern: '[a]'}  | `a, a`   | `a,b` | Parameter 'P' must"
            + " match pattern [a]",
        "{Type: String, AllowedPattern: a, ConstraintDescription: must be a.} | a | b | Parameter P"
            + " failed to satisfy constraint: must be a.",
      })
  void aValueIsHeldToWhatTheTemplateSays(
      String parameter, String good, String bad, String message) {
    Template template = template(parameter);
    assertThat(Parameters.of(template, Map.of("P", good))).isEqualTo(Map.of("P", good));
    assertThatThrownBy(() -> Parameters.of(template, Map.of("P", bad)))
        .hasMessageContaining(message);
  }

  @Test
  void aDefaultIsTakenAndHeldToTheSame() {
    assertThat(Parameters.of(template("{Type: String, Default: 5}"), Map.of()))
        .isEqualTo(Map.of("P", "5"));
    assertThat(Parameters.of(template("{Type: String, Default: 5}"), Map.of("P", "")))
        .isEqualTo(Map.of("P", ""));
    assertThatThrownBy(
            () -> Parameters.of(template("{Type: String, Default: a, MinLength: 2}"), Map.of()))
        .hasMessageContaining("must contain at least 2 characters");
  }

  @Test
  void missingAndUnknownOnesAreRefused() {
    assertThatThrownBy(() -> Parameters.of(template("{Type: String}"), Map.of()))
        .hasMessageContaining("Parameters: [P] must have values");
    assertThatThrownBy(
            () -> Parameters.of(template("{Type: String, Default: a}"), Map.of("Q", "b")))
        .hasMessageContaining("Parameters: [Q] do not exist in the template");
    assertThatThrownBy(() ->
            Parameters.of(
                Template.read("Resources: {R: {Type: AWS::IAM::Role}}"), Map.of("Q", "b")))
        .hasMessageContaining(
            "Parameter values specified for a template which does not require them.");
  }
}
