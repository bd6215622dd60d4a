package io.freehold.simulator.cloudformation;

import static io.freehold.simulator.iam.IamWorld.ACCOUNT;

import io.freehold.simulator.iam.IamWorld;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/** A simulated AWS with an account in which stacks are made, and short ways to look at them. */
final class StackLab {
  static final String STACK = "freehold";

  /** A role, with a policy that it needs, and a boundary where there is one. */
  static final String ROLE =
      """
      AWSTemplateFormatVersion: 2010-09-09
      Description: A role
      Parameters:
        ExternalId:
          Type: String
          NoEcho: true
          AllowedPattern: "[a-z0-9]+"
        RoleName:
          Type: String
          Default: ClickHouseManagementRole
        Action:
          Type: String
          Default: ec2:DescribeVpcs
        Boundary:
          Type: String
          Default: ""
      Conditions:
        Bounded: !Not [!Equals [!Ref Boundary, ""]]
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            RoleName: !Ref RoleName
            Description: !Sub "Of ${AWS::StackName}"
            MaxSessionDuration: 7200
            PermissionsBoundary: !If [Bounded, !Ref Boundary, !Ref AWS::NoValue]
            ManagedPolicyArns: [!Ref Reading]
            AssumeRolePolicyDocument:
              Version: 2012-10-17
              Statement:
                - Effect: Allow
                  Principal: {AWS: "999988887777"}
                  Action: [sts:AssumeRole, sts:TagSession]
                  Condition:
                    StringEquals:
                      sts:ExternalId: !Ref ExternalId
            Policies:
              - PolicyName: logs
                PolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    Effect: Allow
                    Action: logs:CreateLogGroup
                    Resource: !Sub arn:${AWS::Partition}:logs:*:${AWS::AccountId}:log-group:${!aws:PrincipalTag/infra}
            Tags:
              - {Key: owner, Value: freehold}
        Reading:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            ManagedPolicyName: !Sub "${RoleName}-read"
            Path: /freehold/
            PolicyDocument:
              Version: 2012-10-17
              Statement:
                - {Effect: Allow, Action: !Ref Action, Resource: "*"}
      Outputs:
        RoleArn:
          Description: What to tell the vendor
          Value: !GetAtt Role.Arn
          Export: {Name: !Sub "${AWS::StackName}-role"}
        PolicyArn:
          Value: !Ref Reading
        BoundaryArn:
          Condition: Bounded
          Value: !Ref Boundary
      """;

  final IamWorld world = new IamWorld();
  final IamClient iam = world.iam;
  final CloudFormationClient cloudFormation = world.root(CloudFormationClient.class, ACCOUNT);

  static CreateStackRequest.Builder creation(String body, String... parameters) {
    return CreateStackRequest.builder()
        .stackName(STACK)
        .templateBody(body)
        .capabilitiesWithStrings("CAPABILITY_NAMED_IAM")
        .parameters(parameters(parameters));
  }

  static UpdateStackRequest.Builder updating(String body, String... parameters) {
    return UpdateStackRequest.builder()
        .stackName(STACK)
        .templateBody(body)
        .capabilitiesWithStrings("CAPABILITY_NAMED_IAM")
        .parameters(parameters(parameters));
  }

  /** Each as {@code key=value}. */
  static List<Parameter> parameters(String... given) {
    return Arrays.stream(given)
        .map(one -> one.split("=", 2))
        .map(pair -> Parameter.builder().parameterKey(pair[0]).parameterValue(pair[1]).build())
        .toList();
  }

  /** Asks for a stack and lets it settle. */
  Stack create(String body, String... parameters) {
    String id = cloudFormation.createStack(creation(body, parameters).build()).stackId();
    return settle(id);
  }

  Stack update(String body, String... parameters) {
    String id = cloudFormation.updateStack(updating(body, parameters).build()).stackId();
    return settle(id);
  }

  Stack delete(String id) {
    cloudFormation.deleteStack(r -> r.stackName(id));
    return settle(id);
  }

  /** Lets time pass until nothing goes on with the stack any more. */
  Stack settle(String nameOrId) {
    Stack stack = describe(nameOrId);
    for (int i = 0; i < 600 && stack.stackStatusAsString().endsWith("IN_PROGRESS"); i++) {
      world.clock.advance(Duration.ofSeconds(1));
      stack = describe(nameOrId);
    }
    return stack;
  }

  Stack describe(String nameOrId) {
    return cloudFormation.describeStacks(r -> r.stackName(nameOrId)).stacks().getFirst();
  }

  static Map<String, String> outputs(Stack stack) {
    return stack.outputs().stream()
        .collect(
            Collectors.toMap(
                Output::outputKey, Output::outputValue, (a, b) -> a, LinkedHashMap::new));
  }

  /** Oldest first. */
  List<StackEvent> events(String nameOrId) {
    List<StackEvent> all =
        new ArrayList<>(
            cloudFormation
                .describeStackEventsPaginator(r -> r.stackName(nameOrId))
                .stackEvents()
                .stream()
                .toList());
    return all.reversed();
  }

  /** The logical id and the status of each event. */
  List<String> story(String nameOrId) {
    return events(nameOrId).stream()
        .map(event -> event.logicalResourceId() + " " + event.resourceStatusAsString())
        .toList();
  }

  /** Why a resource failed, given up ones left out. */
  String reason(String nameOrId) {
    return events(nameOrId).stream()
        .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
        .map(StackEvent::resourceStatusReason)
        .filter(reason -> !reason.endsWith(" cancelled"))
        .collect(Collectors.joining("; "));
  }

  String trust(String role) {
    return decoded(iam.getRole(r -> r.roleName(role)).role().assumeRolePolicyDocument());
  }

  String inline(String role, String policy) {
    return decoded(iam.getRolePolicy(r -> r.roleName(role).policyName(policy)).policyDocument());
  }

  List<String> attached(String role) {
    return iam.listAttachedRolePolicies(r -> r.roleName(role)).attachedPolicies().stream()
        .map(AttachedPolicy::policyArn)
        .toList();
  }

  /** What a managed policy says now. */
  String document(String arn) {
    String version = iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
    return decoded(
        iam.getPolicyVersion(r -> r.policyArn(arn).versionId(version)).policyVersion().document());
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }
}
