package io.freehold.simulator.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text                                              | \"text\"",
        "3600                                              | 3600",
        "'3600'                                            | \"3600\"",
        "2012-10-17                                        | \"2012-10-17\"",
        "yes                                               | true",
        "False                                             | false",
        "!Ref Name                                         | \"alpha\"",
        "{Ref: Name}                                       | \"alpha\"",
        "!Ref Zones                                        | [\"a\",\"b\",\"c\"]",
        "!Ref Count                                        | \"3\"",
        "!Ref Role                                         | \"ref-Role\"",
        "!Ref AWS::AccountId                               | \"111122223333\"",
        "!Ref AWS::Region                                  | \"us-east-1\"",
        "!Ref AWS::Partition                               | \"aws\"",
        "!Ref AWS::URLSuffix                               | \"amazonaws.com\"",
        "!Ref AWS::StackName                               | \"stack\"",
        "!Ref AWS::StackId                                 | \"arn:aws:cloudformation:stack\"",
        "!Ref AWS::NoValue                                 | nothing",
        "[a, !Ref AWS::NoValue, b]                         | [\"a\",\"b\"]",
        "{a: !Ref AWS::NoValue, b: c}                      | {\"b\":\"c\"}",
        "!GetAtt Role.Arn                                  | \"Role/Arn\"",
        "!GetAtt [Role, RoleId]                            | \"Role/RoleId\"",
        "{Fn::GetAtt: [Role, Arn]}                         | \"Role/Arn\"",
        "{Fn::GetAtt: Role.Arn}                            | \"Role/Arn\"",
        "!Sub '${Name}-${AWS::AccountId}-${Role}'          | \"alpha-111122223333-ref-Role\"",
        "!Sub '${Role.Arn}/*'                              | \"Role/Arn/*\"",
        "!Sub '${!aws:PrincipalTag/x}-${Name}'             | \"${aws:PrincipalTag/x}-alpha\"",
        "!Sub 'a $ {b} ${'                                 | \"a $ {b} ${\"",
        "!Sub ['${x}-${Name}', {x: !Ref Count}]            | \"3-alpha\"",
        "!Sub ['${Name}', {Name: other}]                   | \"other\"",
        "'${aws:PrincipalTag/x}'                           | \"${aws:PrincipalTag/x}\"",
        "!Join ['-', [a, !Ref Name, 3]]                    | \"a-alpha-3\"",
        "!Join ['', !Ref Zones]                            | \"abc\"",
        "!Join [',', []]                                   | \"\"",
        "!Select [1, [a, b]]                               | \"b\"",
        "!Select ['0', !Ref Zones]                         | \"a\"",
        "!Split [':', 'a:b:']                              | [\"a\",\"b\",\"\"]",
        "!Split ['.', a.b]                                 | [\"a\",\"b\"]",
        "!Select [2, !Split ['-', !Sub 'x-${Name}-z']]     | \"z\"",
        "!FindInMap [Regions, us-east-1, bucket]           | \"first\"",
        "!FindInMap [Regions, !Ref AWS::Region, zones]     | [\"x\",\"y\"]",
        "!If [IsAlpha, one, two]                           | \"one\"",
        "!If [IsBeta, one, !If [HasNone, two, three]]      | \"two\"",
        "!If [IsBeta, one, !Ref AWS::NoValue]              | nothing",
        "!If [Both, 1, 2]                                  | 1",
        "!If [Neither, 1, 2]                               | 2",
        "!If [ByMap, 1, 2]                                 | 1",
        "!If [Joined, 1, 2]                                | 1",
        "!If [Three, 1, 2]                                 | 1",
        "{Condition: {a: b}}                               | {\"Condition\":{\"a\":\"b\"}}",
        "{a: [!Sub '${Name}', {b: !GetAtt Role.Arn}]}      |"
            + " {\"a\":[\"alpha\",{\"b\":\"Role/Arn\"}]}",
      })
  void aFunctionIsWorkedOut(String expression, String json) {
    assertThat(Trial.json(expression, Map.of())).isEqualTo(json);
  }

  @Test
  void conditionsGoByTheParametersThatWereGiven() {
    assertThat(Trial.json("!If [IsBeta, one, two]", Map.of("Name", "beta"))).isEqualTo("\"one\"");
    assertThat(Trial.json("!If [Neither, one, two]", Map.of("Name", "c", "Empty", "x")))
        .isEqualTo("\"one\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "!Ref Nobody                    | Unresolved resource dependencies [Nobody] in the Outputs"
            + " block of the template",
        "!Sub '${Nobody}'               | Unresolved resource dependencies [Nobody] in the Outputs"
            + " block of the template",
        "!Sub '${aws:username}'         | Unresolved resource dependencies [aws:username] in the"
            + " Outputs block of the template",
        "!Sub '${aws:PrincipalTag/x}'   | variable names in Fn::Sub syntax must contain only"
            + " alphanumeric characters, underscores, periods, and colons",
        "!Sub '${Nobody.Arn}'           | instance of Fn::Sub references invalid resource attribute"
            + " Nobody.Arn",
        "!Sub [a]                       | One or more Fn::Sub intrinsic functions don't specify"
            + " expected arguments.",
        "!Sub '${Zones}'                | variable Zones in Fn::Sub expression does not resolve to"
            + " a string",
        "!GetAtt Nobody.Arn             | instance of Fn::GetAtt references undefined resource"
            + " Nobody",
        "!GetAtt Role                   | every Fn::GetAtt object requires two non-empty"
            + " parameters",
        "!Join [a]                      | every Fn::Join object requires two parameters",
        "!Join ['', [[a]]]              | every Fn::Join object requires two parameters",
        "!Select [3, !Ref Zones]        | Fn::Select cannot select nonexistent value at index 3",
        "!Select [-1, !Ref Zones]       | Fn::Select requires a list argument with two elements: an"
            + " integer index and a list",
        "!Split ['', a]                 | every Fn::Split object requires two parameters",
        "!FindInMap [Regions, a]        | every Fn::FindInMap object requires three parameters",
        "!FindInMap [Others, a, b]      | Mapping named 'Others' is not present in the 'Mappings'"
            + " section of template.",
        "!FindInMap [Regions, mars, b]  | Unable to get mapping for Regions::mars::b",
        "!If [Unknown, a, b]            | unresolved condition dependency Unknown in Fn::If",
        "!If [IsAlpha, a]               | Fn::If requires a list argument with three elements",
        "!Equals [a, b]                 | Fn::Equals can be used in the Conditions block of the"
            + " template only",
        "!Upper a                       | Encountered unsupported function: Fn::Upper Supported"
            + " functions are: [Fn::Base64,",
        "{Fn::Join: ['', [a]], b: c}    | Fn::Join must be the only key of its object",
      })
  void aFunctionThatCannotBeWorkedOutIsRefused(String expression, String message) {
    assertThatThrownBy(() -> Trial.json(expression, Map.of())).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!Base64 a",
        "!GetAZs ''",
        "!ImportValue x",
        "!Cidr [a]",
        "!Transform {Name: x}",
        "'{{resolve:ssm:x}}'",
        "!Ref AWS::NotificationARNs"
      })
  void whatAwsKnowsAndThisDoesNotFailsLoudly(String expression) {
    assertThatThrownBy(() -> Trial.json(expression, Map.of()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("is not simulated");
  }
}
