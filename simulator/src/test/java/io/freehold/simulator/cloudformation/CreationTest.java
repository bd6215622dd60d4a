package io.freehold.simulator.cloudformation;

import static io.freehold.simulator.cloudformation.StackLab.ROLE;
import static io.freehold.simulator.cloudformation.StackLab.STACK;
import static io.freehold.simulator.cloudformation.StackLab.creation;
import static io.freehold.simulator.cloudformation.StackLab.outputs;
import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.TRUST_EKS;
import static io.freehold.simulator.iam.IamWorld.VENDOR;
import static io.freehold.simulator.iam.IamWorld.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.aws.state.LiveResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;

class CreationTest {
  private static final String NAME = "ClickHouseManagementRole";

  private final StackLab lab = new StackLab();

  @Test
  void aStackMakesWhatItsTemplateSaysAndTellsItsOutputs() {
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    assertThat(stack.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
    assertThat(stack.stackId())
        .matches("arn:aws:cloudformation:us-east-1:111122223333:stack/freehold/[0-9a-f-]{36}");
    assertThat(outputs(stack))
        .isEqualTo(
            Map.of(
                "RoleArn", "arn:aws:iam::111122223333:role/" + NAME,
                "PolicyArn", "arn:aws:iam::111122223333:policy/freehold/" + NAME + "-read"));
    assertThat(stack.outputs().getFirst().exportName()).isEqualTo("freehold-role");
    assertThat(stack.outputs().getFirst().description()).isEqualTo("What to tell the vendor");
    assertThat(stack.description()).isEqualTo("A role");
    Role role = lab.iam.getRole(r -> r.roleName(NAME)).role();
    assertThat(role.description()).isEqualTo("Of freehold");
    assertThat(role.maxSessionDuration()).isEqualTo(7200);
    assertThat(role.permissionsBoundary()).isNull();
    assertThat(role.tags())
        .singleElement()
        .satisfies(tag -> {
          assertThat(tag.key()).isEqualTo("owner");
          assertThat(tag.value()).isEqualTo("freehold");
        });
    assertThat(lab.trust(NAME))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + "{\"AWS\":\"999988887777\"},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"],"
                + "\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"abc\"}}}]}");
    assertThat(lab.attached(NAME)).containsExactly(outputs(stack).get("PolicyArn"));
  }

  @Test
  void variablesOfPoliciesComeThroughSub() {
    lab.create(ROLE, "ExternalId=abc");
    assertThat(lab.inline(NAME, "logs"))
        .contains("\"arn:aws:logs:*:111122223333:log-group:${aws:PrincipalTag/infra}\"");
  }

  @Test
  void theRoleCanBeAssumedAsItsTrustPolicySays() {
    String arn = outputs(lab.create(ROLE, "ExternalId=abc")).get("RoleArn");
    StsClient sts = lab.world.root(StsClient.class, VENDOR);
    assertThatCode(
            () -> sts.assumeRole(r -> r.roleArn(arn).roleSessionName("test").externalId("abc")))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> sts.assumeRole(r -> r.roleArn(arn).roleSessionName("test").externalId("abd")))
        .hasMessageContaining("sts:AssumeRole");
  }

  @Test
  void itTakesTimeAndItsEventsTellWhen() {
    String id = lab.cloudFormation.createStack(creation(ROLE, "ExternalId=a").build()).stackId();
    assertThat(lab.describe(STACK).stackStatusAsString()).isEqualTo("CREATE_IN_PROGRESS");
    assertThat(lab.describe(STACK).outputs()).isEmpty();
    assertThat(lab.story(STACK)).containsExactly("freehold CREATE_IN_PROGRESS");
    lab.world.clock.advance(Duration.ofMillis(1_500));
    // The policy is being made; the role needs it.
    assertThat(lab.story(STACK))
        .containsExactly(
            "freehold CREATE_IN_PROGRESS",
            "Reading CREATE_IN_PROGRESS",
            "Reading CREATE_IN_PROGRESS");
    assertThatThrownBy(() -> lab.iam.getRole(r -> r.roleName(NAME)))
        .isInstanceOf(NoSuchEntityException.class);
    lab.settle(id);
    assertThat(lab.story(id))
        .endsWith(
            "Reading CREATE_COMPLETE",
            "Role CREATE_IN_PROGRESS",
            "Role CREATE_IN_PROGRESS",
            "Role CREATE_COMPLETE",
            "freehold CREATE_COMPLETE");
    List<StackEvent> events = lab.events(id);
    assertThat(events).extracting(StackEvent::eventId).doesNotHaveDuplicates();
    assertThat(events).extracting(StackEvent::timestamp).isSorted();
    assertThat(Duration.between(events.getFirst().timestamp(), events.getLast().timestamp()))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(30));
    assertThat(events.getFirst().resourceStatusReason()).isEqualTo("User Initiated");
    assertThat(events)
        .filteredOn(event -> "Resource creation Initiated".equals(event.resourceStatusReason()))
        .extracting(StackEvent::physicalResourceId)
        .containsExactly("arn:aws:iam::111122223333:policy/freehold/" + NAME + "-read", NAME);
  }

  @Test
  void whatIsDueIsDoneBeforeTheNextCallOfAnyService() {
    lab.cloudFormation.createStack(creation(ROLE, "ExternalId=a").build());
    lab.world.clock.advance(Duration.ofMinutes(1));
    assertThat(lab.world.aws.live(ACCOUNT))
        .extracting(LiveResource::kind)
        .containsExactlyInAnyOrder("Role", "Policy", "Stack");
  }

  @Test
  void everyCallToIamIsTheCallers() {
    lab.create(ROLE, "ExternalId=abc");
    List<CallRecord> writes =
        lab.world.aws.callLog().mutating().stream()
            .filter(call -> call.action().startsWith("iam:"))
            .toList();
    assertThat(writes)
        .extracting(CallRecord::action)
        .containsExactly(
            "iam:CreatePolicy", "iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy");
    assertThat(writes)
        .extracting(CallRecord::principal)
        .containsOnly("arn:aws:iam::111122223333:root");
  }

  @Test
  void resourcesAreShownWithTheirIdsAndTheTemplateAsItWas() {
    lab.create(ROLE, "ExternalId=abc");
    assertThat(lab.cloudFormation.describeStackResources(r -> r.stackName(STACK)).stackResources())
        .extracting(StackResource::logicalResourceId, StackResource::resourceStatusAsString)
        .containsExactlyInAnyOrder(
            tuple("Role", "CREATE_COMPLETE"), tuple("Reading", "CREATE_COMPLETE"));
    assertThat(
            lab.cloudFormation
                .describeStackResources(r -> r.stackName(STACK).logicalResourceId("Role"))
                .stackResources())
        .singleElement()
        .satisfies(role -> {
          assertThat(role.physicalResourceId()).isEqualTo(NAME);
          assertThat(role.resourceType()).isEqualTo("AWS::IAM::Role");
        });
    assertThat(lab.cloudFormation.getTemplate(r -> r.stackName(STACK)).templateBody())
        .isEqualTo(ROLE);
    assertThatThrownBy(() -> lab.cloudFormation.getTemplate(r -> r.stackName("other")))
        .hasMessageContaining("Stack with id other does not exist");
  }

  @Test
  void aSecretParameterIsNotShown() {
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    assertThat(stack.parameters())
        .contains(
            Parameter.builder().parameterKey("ExternalId").parameterValue("****").build(),
            Parameter.builder().parameterKey("RoleName").parameterValue(NAME).build());
  }

  @Test
  void conditionsDecideWhatIsThere() {
    String boundary =
        lab.iam
            .createPolicy(r -> r.policyName("boundary").policyDocument(allow("*", "*")))
            .policy()
            .arn();
    Stack stack = lab.create(ROLE, "ExternalId=abc", "Boundary=" + boundary);
    assertThat(outputs(stack)).containsEntry("BoundaryArn", boundary);
    assertThat(
            lab.iam
                .getRole(r -> r.roleName(NAME))
                .role()
                .permissionsBoundary()
                .permissionsBoundaryArn())
        .isEqualTo(boundary);
  }

  @Test
  void theSameTemplateInJsonMakesTheSame() {
    String json =
        """
        {
          "AWSTemplateFormatVersion": "2010-09-09",
          "Parameters": {"Who": {"Type": "String"}},
          "Resources": {
            "Role": {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "RoleName": "json",
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": [{
                    "Effect": "Allow",
                    "Principal": {"AWS": {"Fn::Sub": "arn:aws:iam::${Who}:root"}},
                    "Action": "sts:AssumeRole"
                  }]
                }
              }
            }
          },
          "Outputs": {"Id": {"Value": {"Fn::GetAtt": ["Role", "RoleId"]}}}
        }
        """;
    Stack stack = lab.create(json, "Who=999988887777");
    assertThat(outputs(stack).get("Id")).startsWith("AROA");
    assertThat(lab.trust("json")).contains("\"AWS\":\"arn:aws:iam::999988887777:root\"");
  }

  @Test
  void aResourceWithoutANameGetsOneOfItsOwn() {
    String template =
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: '%s'
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument: '%s'
              Roles: [!Ref Role]
          Inline:
            Type: AWS::IAM::RolePolicy
            Properties: {RoleName: !Ref Role, PolicyName: one, PolicyDocument: '%s'}
          Both:
            Type: AWS::IAM::Policy
            Properties:
              PolicyName: two
              Roles: [!Ref Role]
              PolicyDocument:
                Version: 2012-10-17
                Statement: {Effect: Allow, Action: s3:ListAllMyBuckets, Resource: '*'}
        Outputs:
          Role: {Value: !Ref Role}
          Policy: {Value: !GetAtt Policy.PolicyArn}
          Version: {Value: !GetAtt Policy.DefaultVersionId}
          Inline: {Value: !Ref Inline}
        """
            .formatted(TRUST_EKS, allow("ec2:*", "*"), allow("s3:*", "*"));
    String id =
        lab.cloudFormation
            .createStack(creation(template).capabilitiesWithStrings("CAPABILITY_IAM").build())
            .stackId();
    Map<String, String> outputs = outputs(lab.settle(id));
    String role = outputs.get("Role");
    assertThat(role).matches("freehold-Role-[0-9A-F]{12}");
    assertThat(outputs.get("Policy"))
        .matches("arn:aws:iam::111122223333:policy/freehold-Policy-[0-9A-F]{12}");
    assertThat(outputs).containsEntry("Version", "v1").containsEntry("Inline", "one|" + role);
    assertThat(lab.attached(role)).containsExactly(outputs.get("Policy"));
    assertThat(lab.iam.listRolePolicies(r -> r.roleName(role)).policyNames())
        .containsExactly("one", "two");
    assertThat(lab.inline(role, "one")).isEqualTo(allow("s3:*", "*"));
    assertThat(lab.delete(id).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    assertThat(lab.world.aws.live(ACCOUNT)).isEmpty();
  }

  @Test
  void theStacksTagsGoToItsRoles() {
    String id =
        lab.cloudFormation
            .createStack(
                creation(ROLE, "ExternalId=abc")
                    .tags(
                        Tag.builder().key("team").value("data").build(),
                        Tag.builder().key("owner").value("somebody").build())
                    .build())
            .stackId();
    lab.settle(id);
    assertThat(lab.iam.listRoleTags(r -> r.roleName(NAME)).tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactlyInAnyOrder("owner=freehold", "team=data");
    assertThat(lab.describe(STACK).tags()).hasSize(2);
  }

  @Test
  void throttlingAndLostAnswersOfIamAreOvercome() {
    Lever throttled = lab.world.aws.levers().failNext("iam:CreatePolicy", "Throttling", 2);
    Lever lost = lab.world.aws.levers().loseAnswerOf("iam:CreateRole", 1);
    Lever request = lab.world.aws.levers().loseRequestOf("iam:AttachRolePolicy", 1);
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    assertThat(stack.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
    assertThat(lab.attached(NAME)).hasSize(1);
    assertThat(throttled.fired()).isEqualTo(2);
    assertThat(lost.fired()).isEqualTo(1);
    assertThat(request.fired()).isEqualTo(1);
  }

  @Test
  void whatIsHiddenAtFirstIsWaitedFor() {
    Lever hidden = lab.world.aws.levers().hideNewThingsFor(Duration.ofSeconds(9));
    String id = lab.cloudFormation.createStack(creation(ROLE, "ExternalId=a").build()).stackId();
    assertThatThrownBy(() -> lab.describe(id)).hasMessageContaining("does not exist");
    lab.world.clock.advance(Duration.ofSeconds(9));
    assertThat(lab.settle(id).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
    assertThat(lab.attached(NAME)).hasSize(1);
    assertThat(hidden.fired()).isPositive();
  }
}
