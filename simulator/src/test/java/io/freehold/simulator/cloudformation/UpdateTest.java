package io.freehold.simulator.cloudformation;

import static io.freehold.simulator.cloudformation.StackLab.ROLE;
import static io.freehold.simulator.cloudformation.StackLab.STACK;
import static io.freehold.simulator.cloudformation.StackLab.outputs;
import static io.freehold.simulator.cloudformation.StackLab.updating;
import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.TRUST_EKS;
import static io.freehold.simulator.iam.IamWorld.TRUST_VENDOR;
import static io.freehold.simulator.iam.IamWorld.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.aws.state.LiveResource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

class UpdateTest {
  private static final String NAME = "ClickHouseManagementRole";
  private static final String READ = "arn:aws:iam::111122223333:policy/freehold/" + NAME + "-read";
  private static final String ROLE_OF =
      """
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument: '%s'
      """;

  private final StackLab lab = new StackLab();

  private static String roleOf(String trust, String more) {
    return ROLE_OF.formatted(trust) + more.indent(6);
  }

  private List<String> writes() {
    return lab.world.aws.callLog().mutating().stream()
        .map(CallRecord::action)
        .filter(action -> action.startsWith("iam:"))
        .toList();
  }

  private String roleId() {
    return lab.iam.getRole(r -> r.roleName(NAME)).role().roleId();
  }

  @Test
  void aChangedTrustPolicyIsPutOnTheSameRole() {
    lab.create(ROLE, "ExternalId=abc");
    String id = roleId();
    lab.world.aws.callLog().clear();
    Stack stack = lab.update(ROLE, "ExternalId=xyz");
    assertThat(stack.stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
    assertThat(stack.lastUpdatedTime()).isAfter(stack.creationTime());
    assertThat(lab.trust(NAME)).contains("\"sts:ExternalId\":\"xyz\"");
    assertThat(roleId()).isEqualTo(id);
    assertThat(writes()).containsExactly("iam:UpdateAssumeRolePolicy");
    assertThat(lab.story(STACK))
        .endsWith(
            "freehold CREATE_COMPLETE",
            "freehold UPDATE_IN_PROGRESS",
            "Role UPDATE_IN_PROGRESS",
            "Role UPDATE_COMPLETE",
            "freehold UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
            "freehold UPDATE_COMPLETE");
  }

  @Test
  void aChangedPolicyDocumentIsANewVersionAndTheOldestGoesWhenThereAreFive() {
    lab.create(ROLE, "ExternalId=abc");
    for (int i = 1; i <= 6; i++) {
      Stack stack = lab.update(ROLE, "ExternalId=abc", "Action=ec2:Describe" + i);
      assertThat(stack.stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
      assertThat(lab.document(READ)).contains("\"Action\":\"ec2:Describe" + i + "\"");
    }
    assertThat(lab.iam.listPolicyVersions(r -> r.policyArn(READ)).versions())
        .extracting(PolicyVersion::versionId)
        .containsExactly("v7", "v6", "v5", "v4", "v3");
    assertThat(lab.attached(NAME)).containsExactly(READ);
    lab.delete(lab.describe(STACK).stackId());
    assertThat(lab.world.aws.live(ACCOUNT)).isEmpty();
  }

  @Test
  void everyPropertyOfARoleThatCanChangeIsChangedInPlaceAndBack() {
    String boundary =
        lab.iam
            .createPolicy(r -> r.policyName("boundary").policyDocument(allow("*", "*")))
            .policy()
            .arn();
    String plain = roleOf(TRUST_VENDOR, "RoleName: r");
    String full =
        roleOf(
            TRUST_EKS,
            """
            RoleName: r
            Description: Nodes
            MaxSessionDuration: 7200
            PermissionsBoundary: %s
            ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonEKSClusterPolicy']
            Policies: [{PolicyName: p, PolicyDocument: '%s'}]
            Tags: [{Key: a, Value: b}]
            """
                .formatted(boundary, allow("s3:*", "*")));
    lab.create(plain);
    String id = lab.iam.getRole(r -> r.roleName("r")).role().roleId();
    assertThat(lab.update(full).stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
    Role role = lab.iam.getRole(r -> r.roleName("r")).role();
    assertThat(role.roleId()).isEqualTo(id);
    assertThat(role.description()).isEqualTo("Nodes");
    assertThat(role.maxSessionDuration()).isEqualTo(7200);
    assertThat(role.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);
    assertThat(role.tags()).containsExactly(Tag.builder().key("a").value("b").build());
    assertThat(lab.trust("r")).isEqualTo(TRUST_EKS);
    assertThat(lab.inline("r", "p")).isEqualTo(allow("s3:*", "*"));
    assertThat(lab.attached("r")).containsExactly("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy");
    assertThat(lab.update(plain).stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
    Role back = lab.iam.getRole(r -> r.roleName("r")).role();
    assertThat(back.roleId()).isEqualTo(id);
    assertThat(back.description()).isNull();
    assertThat(back.maxSessionDuration()).isEqualTo(3600);
    assertThat(back.permissionsBoundary()).isNull();
    assertThat(back.tags()).isEmpty();
    assertThat(lab.trust("r")).isEqualTo(TRUST_VENDOR);
    assertThat(lab.iam.listRolePolicies(r -> r.roleName("r")).policyNames()).isEmpty();
    assertThat(lab.attached("r")).isEmpty();
  }

  @Test
  void nothingToDoIsRefused() {
    lab.create(ROLE, "ExternalId=abc");
    lab.world.aws.callLog().clear();
    assertThatThrownBy(() -> lab.update(ROLE, "ExternalId=abc"))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining("No updates are to be performed.");
    assertThatThrownBy(() ->
            lab.update(ROLE.replace("Description: A role", "Description: B"), "ExternalId=abc"))
        .hasMessageContaining("No updates are to be performed.");
    assertThat(writes()).isEmpty();
    assertThat(lab.describe(STACK).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
  }

  @Test
  void anOutputAloneIsAnUpdate() {
    lab.create(ROLE, "ExternalId=abc");
    Stack stack = lab.update(ROLE + "  Version:\n    Value: \"2\"\n", "ExternalId=abc");
    assertThat(outputs(stack)).containsEntry("Version", "2").hasSize(3);
  }

  @Test
  void theTemplateAndParametersOfBeforeCanBeUsedAgain() {
    lab.create(ROLE, "ExternalId=abc");
    lab.cloudFormation.updateStack(r ->
        r.stackName(STACK)
            .usePreviousTemplate(true)
            .capabilitiesWithStrings("CAPABILITY_NAMED_IAM")
            .parameters(
                Parameter.builder().parameterKey("ExternalId").usePreviousValue(true).build(),
                Parameter.builder().parameterKey("Action").parameterValue("ec2:Run*").build()));
    assertThat(lab.settle(STACK).stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
    assertThat(lab.trust(NAME)).contains("\"sts:ExternalId\":\"abc\"");
    assertThat(lab.document(READ)).contains("ec2:Run*");
    assertThatThrownBy(() ->
            lab.cloudFormation.updateStack(
                updating(ROLE)
                    .parameters(
                        Parameter.builder().parameterKey("New").usePreviousValue(true).build())
                    .build()))
        .hasMessageContaining(
            "Cannot specify usePreviousValue as true for a parameter key not in the previous"
                + " template");
  }

  @Test
  void aNewNameMakesANewRoleAndDeletesTheOldOne() {
    lab.create(ROLE, "ExternalId=abc");
    Stack stack = lab.update(ROLE, "ExternalId=abc", "RoleName=Other");
    assertThat(stack.stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
    assertThat(outputs(stack))
        .containsEntry("RoleArn", "arn:aws:iam::111122223333:role/Other")
        .containsEntry("PolicyArn", "arn:aws:iam::111122223333:policy/freehold/Other-read");
    assertThatThrownBy(() -> roleId()).isInstanceOf(NoSuchEntityException.class);
    assertThat(lab.attached("Other"))
        .containsExactly("arn:aws:iam::111122223333:policy/freehold/Other-read");
    assertThat(lab.world.aws.live(ACCOUNT))
        .extracting(LiveResource::id)
        .containsExactlyInAnyOrder(
            "Other", "arn:aws:iam::111122223333:policy/freehold/Other-read", STACK);
    assertThat(lab.cloudFormation.describeStackResources(r -> r.stackName(STACK)).stackResources())
        .extracting(StackResource::physicalResourceId)
        .containsExactlyInAnyOrder("Other", "arn:aws:iam::111122223333:policy/freehold/Other-read");
    // The role goes first: its policy cannot be deleted before.
    assertThat(lab.story(STACK))
        .endsWith(
            "freehold UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
            "Role DELETE_IN_PROGRESS",
            "Role DELETE_COMPLETE",
            "Reading DELETE_IN_PROGRESS",
            "Reading DELETE_COMPLETE",
            "freehold UPDATE_COMPLETE");
  }

  @Test
  void aNamedResourceIsNotReplacedUnderItsOwnName() {
    lab.create(ROLE, "ExternalId=abc");
    Stack stack = lab.update(ROLE.replace("Path: /freehold/", "Path: /x/"), "ExternalId=abc");
    assertThat(stack.stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    assertThat(lab.reason(STACK))
        .isEqualTo(
            "CloudFormation cannot update a stack when a custom-named resource requires replacing."
                + " Rename ClickHouseManagementRole-read and update the stack again.");
    assertThat(lab.attached(NAME)).containsExactly(READ);
  }

  @Test
  void aResourceWithoutANameOfItsOwnIsReplaced() {
    Stack before = lab.create(roleOf(TRUST_EKS, "Path: /a/"));
    String old = physicalId();
    assertThat(lab.update(roleOf(TRUST_EKS, "Path: /b/")).stackStatusAsString())
        .isEqualTo("UPDATE_COMPLETE");
    assertThat(physicalId()).isNotEqualTo(old);
    assertThat(lab.world.aws.live(ACCOUNT))
        .extracting(LiveResource::id)
        .containsExactlyInAnyOrder(physicalId(), before.stackName());
    assertThat(lab.events(STACK))
        .anySatisfy(event ->
            assertThat(String.valueOf(event.resourceStatusReason()))
                .isEqualTo(
                    "Requested update requires the creation of a new physical resource; hence"
                        + " creating one."));
  }

  private String physicalId() {
    return lab.cloudFormation
        .describeStackResources(r -> r.stackName(STACK))
        .stackResources()
        .getFirst()
        .physicalResourceId();
  }

  @Test
  void whatIsNoLongerInTheTemplateIsDeletedAndWhatIsNewIsMade() {
    String one = roleOf(TRUST_EKS, "RoleName: one");
    String two = roleOf(TRUST_EKS, "RoleName: two").replace("Role:\n", "Second:\n");
    lab.create(one);
    assertThat(lab.update(two).stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
    assertThat(lab.world.aws.live(ACCOUNT))
        .extracting(LiveResource::id)
        .containsExactlyInAnyOrder("two", STACK);
    assertThat(lab.cloudFormation.describeStackResources(r -> r.stackName(STACK)).stackResources())
        .extracting(StackResource::logicalResourceId)
        .containsExactly("Second");
  }

  @Test
  void aFailedUpdateBringsBackWhatThereWas() {
    Stack before = lab.create(ROLE, "ExternalId=abc");
    String more =
        """
          Late:
            Type: AWS::IAM::RolePolicy
            DependsOn: Role
            Properties: {RoleName: nobody, PolicyName: p, PolicyDocument: '%s'}
          Early:
            Type: AWS::IAM::Role
            Properties: {RoleName: early, AssumeRolePolicyDocument: '%s'}
        Outputs:
        """
            .formatted(allow("s3:*", "*"), TRUST_EKS);
    Stack stack =
        lab.update(ROLE.replace("Outputs:\n", more), "ExternalId=xyz", "Action=ec2:RunInstances");
    assertThat(stack.stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    assertThat(lab.reason(STACK)).contains("The role with name nobody cannot be found.");
    assertThat(lab.trust(NAME)).contains("\"sts:ExternalId\":\"abc\"");
    assertThat(lab.document(READ)).contains("ec2:DescribeVpcs");
    assertThat(stack.outputs()).isEqualTo(before.outputs());
    assertThat(stack.parameters()).isEqualTo(before.parameters());
    assertThat(lab.cloudFormation.getTemplate(r -> r.stackName(STACK)).templateBody())
        .isEqualTo(ROLE);
    assertThat(lab.world.aws.live(ACCOUNT))
        .extracting(LiveResource::id)
        .containsExactlyInAnyOrder(NAME, READ, STACK);
    assertThat(lab.cloudFormation.describeStackResources(r -> r.stackName(STACK)).stackResources())
        .extracting(StackResource::logicalResourceId)
        .containsExactlyInAnyOrder("Role", "Reading");
    assertThat(lab.update(ROLE, "ExternalId=xyz").stackStatusAsString())
        .isEqualTo("UPDATE_COMPLETE");
  }

  @Test
  void aFailedReplacementBringsBackTheOldOne() {
    lab.create(ROLE, "ExternalId=abc");
    Lever denied = lab.world.aws.levers().deny("iam:AttachRolePolicy");
    Stack stack = lab.update(ROLE, "ExternalId=abc", "RoleName=Other");
    assertThat(stack.stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    assertThat(denied.fired()).isPositive();
    assertThat(lab.world.aws.live(ACCOUNT))
        .extracting(LiveResource::id)
        .containsExactlyInAnyOrder(NAME, READ, STACK);
    denied.release();
    assertThat(lab.update(ROLE, "ExternalId=abc", "RoleName=Other").stackStatusAsString())
        .isEqualTo("UPDATE_COMPLETE");
  }

  @Test
  void oneUpdateGoesOnAtATimeAndCannotBeCutShort() {
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    lab.cloudFormation.updateStack(updating(ROLE, "ExternalId=b").build());
    lab.world.clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> lab.update(ROLE, "ExternalId=c"))
        .hasMessageContaining(
            "Stack:" + stack.stackId() + " is in UPDATE_IN_PROGRESS state and can not be updated.");
    assertThatThrownBy(() -> lab.cloudFormation.deleteStack(r -> r.stackName(STACK)))
        .hasMessageContaining("cannot be deleted while in status UPDATE_IN_PROGRESS");
    assertThat(lab.settle(STACK).stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
  }

  @Test
  void whatCannotBeUpdatedIsRefused() {
    lab.create(ROLE, "ExternalId=abc");
    assertThatThrownBy(() ->
            lab.update(
                ROLE.replace("AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"), "ExternalId=abc"))
        .hasMessageContaining(
            "The new template modifies resource type of the following resources: [Reading]");
    assertThatThrownBy(() ->
            lab.cloudFormation.updateStack(
                updating(ROLE, "ExternalId=b").capabilitiesWithStrings(List.of()).build()))
        .isInstanceOf(InsufficientCapabilitiesException.class);
    assertThatThrownBy(
            () -> lab.cloudFormation.updateStack(updating(ROLE).stackName("nobody").build()))
        .hasMessageContaining("Stack [nobody] does not exist");
  }
}
