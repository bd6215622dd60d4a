package io.freehold.simulator.cloudformation.template;

import io.freehold.simulator.cloudformation.template.Evaluation.Resources;
import java.util.HashMap;
import java.util.Map;

/** Works out single expressions, in a template with some of everything. */
final class Trial {
  private static final String AROUND =
      """
      Parameters:
        Name: {Type: String, Default: alpha}
        Empty: {Type: String, Default: ''}
        Zones: {Type: CommaDelimitedList, Default: 'a, b,c'}
        Count: {Type: Number, Default: 3}
      Mappings:
        Regions:
          us-east-1: {bucket: first, zones: [x, y]}
      Conditions:
        IsAlpha: !Equals [!Ref Name, alpha]
        IsBeta: !Equals [beta, !Ref Name]
        HasNone: !Equals [!Ref Empty, '']
        Both: !And [!Condition IsAlpha, !Condition HasNone]
        Neither: !Not [!Or [!Condition IsBeta, !Condition Both]]
        ByMap: !Equals [!FindInMap [Regions, !Ref AWS::Region, bucket], first]
        Joined: !Equals [!Join ['-', [!Ref Name, x]], alpha-x]
        Three: !Equals [!Ref Count, 3]
      Resources:
        Role:
          Type: AWS::IAM::Role
      Outputs:
        Out:
          Value: %s
      """;

  /** Of resources it is told what was asked. */
  private static final Resources ASKED =
      new Resources() {
        @Override
        public String reference(String resource) {
          return "ref-" + resource;
        }

        @Override
        public String attribute(String resource, String attribute) {
          return resource + "/" + attribute;
        }
      };

  private Trial() {}

  static Template template(String expression) {
    return Template.read(AROUND.formatted(expression));
  }

  /** The value of an expression as JSON. */
  static String json(String expression, Map<String, String> given) {
    Template template = template(expression);
    Map<String, Value> pseudo =
        new HashMap<>(
            Pseudo.of("111122223333", "us-east-1", "stack", "arn:aws:cloudformation:stack"));
    Selection selection = new Selection(template, Parameters.of(template, given), pseudo);
    Value value = selection.with(ASKED).value(selection.outputs().get("Out").value());
    return value instanceof Value.Nothing ? "nothing" : JsonForm.of(value);
  }
}
