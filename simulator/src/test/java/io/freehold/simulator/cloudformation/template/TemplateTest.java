package io.freehold.simulator.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.call.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final String ROLE = "{Type: AWS::IAM::Role}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "just text                                             | Template format error: unsupported"
            + " structure.",
        "[a]                                                   | Template format error: unsupported"
            + " structure.",
        "A: b: c                                               | Template format error: YAML not"
            + " well-formed. (line 1, column 5)",
        "{\"Resources\": {,}}                                  | Template format error: JSON not"
            + " well-formed. (line 1, column",
        "Description: x                                        | At least one Resources member must"
            + " be defined.",
        "Resources: {}                                         | At least one Resources member must"
            + " be defined.",
        "Resources: {A: !!binary x}                            | YAML not well-formed. (line 1,"
            + " column 16)",
        "Resources: {A: &a {Type: x}, B: *a}                   | YAML aliases are not allowed in"
            + " CloudFormation templates",
        "Resources: {A: {Type: x}, A: {Type: x}}               | YAML not well-formed.",
        "Resources: {A: {Type: }}                              | [/Resources/A/Type] 'null' values"
            + " are not allowed in templates",
        "{\"Resources\": {\"A\": null}}                        | [/Resources/A] 'null' values are"
            + " not allowed in templates",
        "{AWSTemplateFormatVersion: 2010-09-09, Recources: {}} | JSON not well-formed.",
        "AWSTemplateFormatVersion: 2011-01-01                  | 2011-01-01 is not a supported"
            + " value for AWSTemplateFormatVersion.",
        "Recources: {A: b}                                     | Invalid template property or"
            + " properties [Recources]",
        "Resources: {A-B: {Type: x}}                           | Resource name A-B is non"
            + " alphanumeric.",
        "Resources: {A: x}                                     | Any Resources member must be an"
            + " object.",
        "Resources: {A: {Properties: {}}}                      | [/Resources/A] Every Resources"
            + " object must contain a Type member.",
        "Resources: {A: {Type: x, Propertys: {}}}              | Invalid template resource property"
            + " 'Propertys'",
        "Resources: {A: {Type: x, Properties: [a]}}            | [/Resources/A] Every Properties"
            + " member must be an object.",
        "Resources: {A: {Type: x, DependsOn: B}}               | Unresolved resource dependencies"
            + " [B] in the Resources block",
        "Resources: {A: {Type: x, Condition: C}}               | Unresolved condition dependency C"
            + " in the Resources block",
        "Resources: {A: {Type: x, DeletionPolicy: Keep}}       | Unrecognized DeletionPolicy Keep",
        "Resources: {A: {Type: x, Properties: {P: !Ref A}}}    | Circular dependency between"
            + " resources: [A]",
      })
  void aTemplateThatIsNotRightIsRefused(String body, String message) {
    assertThatThrownBy(() -> Template.read(body))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.code()).isEqualTo("ValidationError"))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Parameters: {P: {Description: x}}      | Every Parameters object must contain a Type"
            + " member.",
        "Parameters: {P: {Type: Text}}          | Unrecognized parameter type: Text",
        "Parameters: {P: {Type: String, Min: 1}} | Invalid template parameter property 'Min'",
        "Mappings: {M: {a: b}}                  | Every Mappings member M must be a map of maps.",
        "Conditions: {C: !Ref AWS::Region}      | Conditions can only be boolean operations",
        "Conditions: {C: !Not [a]}              | every Fn::Not object requires one boolean"
            + " parameter.",
        "Conditions: {C: !And [!Equals [a, b]]} | every Fn::And object requires a list of at least"
            + " 2 and at most 10",
        "Conditions: {C: !Equals [!Ref R, b]}   | Unresolved dependencies [R]. Cannot reference"
            + " resources in the Conditions block",
        "Conditions: {C: !Not [!Condition D]}   | Unresolved condition dependency D in the"
            + " Conditions block",
        "Conditions: {C: !Not [!Condition C]}   | Circular dependency in conditions: C",
        "Outputs: {O: {Description: x}}         | Every Outputs member must contain a Value object",
        "Outputs: {O: {Value: x, Name: y}}      | Invalid template output property 'Name'",
        "Outputs: {O: {Value: x, Export: {}}}   | Every Export must contain a Name member.",
        "Outputs: {O: {Value: x, Condition: C}} | Unresolved condition dependency C in the Outputs"
            + " block",
      })
  void soIsASectionThatIsNotRight(String section, String message) {
    assertThatThrownBy(() -> Template.read(section + "\nResources: {R: " + ROLE + "}"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rules: {}",
        "Transform: AWS::Serverless-2016-10-31",
        "Parameters: {P: {Type: 'AWS::EC2::VPC::Id'}}"
      })
  void aSectionThatIsNotSimulatedFailsLoudly(String section) {
    assertThatThrownBy(() -> Template.read(section + "\nResources: {R: " + ROLE + "}"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void resourcesThatNeedEachOtherAreRefused() {
    assertThatThrownBy(() ->
            Template.read(
                """
                Resources:
                  Free: {Type: x}
                  One: {Type: x, DependsOn: [Free, Two]}
                  Two: {Type: x, Properties: {P: !Sub "${One.Arn}"}}
                """))
        .hasMessageContaining("Circular dependency between resources: [One, Two]");
  }

  @Test
  void metadataAndCommentsMayBeAnything() {
    Template template =
        Template.read(
            """
            # what it is for
            Metadata: {Version: "1.2", Anything: [a, {b: c}]}
            Resources:
              R: {Type: x, Metadata: {Why: because}, DeletionPolicy: Retain}
            """);
    assertThat(template.resources().get("R").deletion()).isEqualTo(Template.DeletionPolicy.RETAIN);
  }

  @Test
  void whatIsNotThereUnderTheParametersCannotBeReferredTo() {
    Template template =
        Template.read(
            """
            Parameters: {Wanted: {Type: String}}
            Conditions: {Is: !Equals [!Ref Wanted, 'true']}
            Resources:
              Maybe: {Type: x, Condition: Is}
              Uses: {Type: x, Properties: {A: !If [Is, !Ref Maybe, none]}}
              Names: {Type: x, DependsOn: Maybe}
            Outputs:
              Out: {Condition: Is, Value: !GetAtt Maybe.Arn}
            """);
    Selection without = new Selection(template, Map.of("Wanted", "false"), Map.of());
    assertThat(without.resources()).containsOnlyKeys("Uses", "Names");
    assertThat(without.needs("Uses")).isEmpty();
    assertThat(without.outputs()).isEmpty();
    Selection with = new Selection(template, Map.of("Wanted", "true"), Map.of());
    assertThat(with.needs("Uses")).containsExactly("Maybe");
    assertThat(with.outputs()).containsOnlyKeys("Out");
    Template careless =
        Template.read(
            """
            Parameters: {Wanted: {Type: String}}
            Conditions: {Is: !Equals [!Ref Wanted, 'true']}
            Resources:
              Maybe: {Type: x, Condition: Is}
              Uses: {Type: x, Properties: {A: !Ref Maybe}}
            """);
    assertThatThrownBy(() -> new Selection(careless, Map.of("Wanted", "false"), Map.of()))
        .hasMessageContaining("Unresolved resource dependencies [Maybe] in the Resources block");
  }
}
