package io.freehold.simulator.cloudformation;

import static io.freehold.simulator.cloudformation.StackLab.ROLE;
import static io.freehold.simulator.cloudformation.StackLab.STACK;
import static io.freehold.simulator.cloudformation.StackLab.creation;
import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.TRUST_EKS;
import static io.freehold.simulator.iam.IamWorld.TRUST_VENDOR;
import static io.freehold.simulator.iam.IamWorld.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.aws.state.LiveResource;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;

class RollbackTest {
  private final StackLab lab = new StackLab();

  private List<String> kinds() {
    return lab.world.aws.live(ACCOUNT).stream().map(LiveResource::kind).toList();
  }

  @Test
  void aFailureLeavesNothingBehindAndSaysWhy() {
    Lever denied = lab.world.aws.levers().deny("iam:AttachRolePolicy");
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    assertThat(stack.stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
    assertThat(stack.outputs()).isEmpty();
    assertThat(denied.fired()).isPositive();
    assertThat(kinds()).containsExactly("Stack");
    assertThat(lab.story(STACK))
        .containsExactly(
            "freehold CREATE_IN_PROGRESS",
            "Reading CREATE_IN_PROGRESS",
            "Reading CREATE_IN_PROGRESS",
            "Reading CREATE_COMPLETE",
            "Role CREATE_IN_PROGRESS",
            "Role CREATE_FAILED",
            "freehold ROLLBACK_IN_PROGRESS",
            "Role DELETE_IN_PROGRESS",
            "Role DELETE_COMPLETE",
            "Reading DELETE_IN_PROGRESS",
            "Reading DELETE_COMPLETE",
            "freehold ROLLBACK_COMPLETE");
    assertThat(lab.reason(STACK))
        .matches(
            "Resource handler returned message: \"User: arn:aws:iam::111122223333:root is not"
                + " authorized to perform: iam:AttachRolePolicy on resource: .*"
                + " with an explicit deny in a service control policy"
                + " \\(Service: Iam, Status Code: 403, Request ID: [0-9a-f-]+\\)\""
                + " \\(RequestToken: [0-9a-f-]+, HandlerErrorCode: AccessDenied\\)");
    assertThat(lab.events(STACK))
        .filteredOn(event -> event.resourceStatusAsString().equals("ROLLBACK_IN_PROGRESS"))
        .singleElement()
        .satisfies(event ->
            assertThat(event.resourceStatusReason())
                .isEqualTo(
                    "The following resource(s) failed to create: [Role]. Rollback requested by"
                        + " user."));
  }

  @Test
  void whatIsUnderWayBesideAFailureIsGivenUp() {
    Stack stack =
        lab.create(
            """
            Resources:
              First:
                Type: AWS::IAM::Role
                Properties: {RoleName: first, AssumeRolePolicyDocument: '%s'}
              Second:
                Type: AWS::IAM::Role
                Properties: {RoleName: second, AssumeRolePolicyDocument: 'no policy'}
              Third:
                Type: AWS::IAM::Role
                Properties: {RoleName: third, AssumeRolePolicyDocument: '%s'}
            """
                .formatted(TRUST_EKS, TRUST_EKS));
    assertThat(stack.stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
    assertThat(lab.events(STACK))
        .filteredOn(event -> "Resource creation cancelled".equals(event.resourceStatusReason()))
        .singleElement()
        .satisfies(event -> assertThat(event.logicalResourceId()).isEqualTo("First"));
    assertThat(lab.reason(STACK))
        .startsWith("Resource handler returned message: \"This policy contains invalid Json")
        .endsWith("HandlerErrorCode: InvalidRequest)");
    assertThat(kinds()).containsExactly("Stack");
  }

  @Test
  void aNameThatIsTakenIsSomebodyElses() {
    lab.iam.createRole(
        r -> r.roleName("ClickHouseManagementRole").assumeRolePolicyDocument(TRUST_EKS));
    Lever lost = lab.world.aws.levers().loseRequestOf("iam:CreateRole", 1);
    lab.world.clock.advance(Duration.ofMinutes(1));
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    assertThat(stack.stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
    assertThat(lost.fired()).isEqualTo(1);
    assertThat(lab.reason(STACK))
        .contains(
            "\"Resource of type 'AWS::IAM::Role' with identifier 'ClickHouseManagementRole' already"
                + " exists.\"")
        .contains("HandlerErrorCode: AlreadyExists");
    assertThat(lab.trust("ClickHouseManagementRole")).isEqualTo(TRUST_EKS);
    assertThat(kinds()).containsExactly("Role", "Stack");
  }

  @Test
  void aPolicyOfTheSameNameUnderAnotherPathIsSomebodyElsesToo() {
    lab.iam.createPolicy(
        r -> r.policyName("ClickHouseManagementRole-read").policyDocument(allow("s3:*", "*")));
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    assertThat(stack.stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
    assertThat(lab.reason(STACK)).contains("'AWS::IAM::ManagedPolicy' with identifier");
    assertThat(kinds()).containsExactlyInAnyOrder("Policy", "Stack");
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of(
            "AWS::IAM::Role",
            "{RoleName: r}",
            "Properties validation failed for resource R with message:\n"
                + "#: required key [AssumeRolePolicyDocument] not found"),
        Arguments.of(
            "AWS::IAM::Role",
            "{AssumeRolePolicyDocument: {}, Name: r, MaxSessionDuration: 60}",
            "Properties validation failed for resource R with message:\n"
                + "[#: extraneous key [Name] is not permitted,"
                + " #/MaxSessionDuration: 60 is not greater or equal to 3600]"),
        Arguments.of(
            "AWS::IAM::Role",
            "{AssumeRolePolicyDocument: {}, ManagedPolicyArns: a, Path: [a], Tags: [{Key: a}]}",
            "[#/ManagedPolicyArns: expected type: JSONArray, found: String,"
                + " #/Path: expected type: String, found: JSONArray,"
                + " #/Tags/0: required key [Value] not found]"),
        Arguments.of(
            "AWS::IAM::Role",
            "{AssumeRolePolicyDocument: {}, Policies: [{PolicyName: a}], MaxSessionDuration: long}",
            "[#/Policies/0: required key [PolicyDocument] not found,"
                + " #/MaxSessionDuration: expected type: Integer, found: String]"),
        Arguments.of(
            "AWS::IAM::ManagedPolicy",
            "{PolicyDocument: [a], Tags: []}",
            "[#/PolicyDocument: expected type: JSONObject, found: JSONArray,"
                + " #: extraneous key [Tags] is not permitted]"),
        Arguments.of(
            "AWS::IAM::Policy",
            "{PolicyName: a, PolicyDocument: {}}",
            "At least one of [Groups,Roles,Users] must be non-empty."),
        Arguments.of(
            "AWS::IAM::RolePolicy",
            "{PolicyName: a, RoleName: nobody, PolicyDocument: '" + allow("s3:*", "*") + "'}",
            "The role with name nobody cannot be found. (Service: Iam, Status Code: 404"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void propertiesThatDoNotFitFailTheResource(String type, String properties, String reason) {
    Stack stack =
        lab.create(
            "Resources:\n  R:\n    Type: " + type + "\n    Properties: " + properties + "\n");
    assertThat(stack.stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
    assertThat(lab.reason(STACK)).contains(reason);
    assertThat(kinds()).containsExactly("Stack");
  }

  @Test
  void anAttributeThatIsNotThereFailsWhatAsksForIt() {
    Stack stack = lab.create(ROLE.replace("!GetAtt Role.Arn", "!GetAtt Role.Name"), "ExternalId=a");
    assertThat(stack.stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
    assertThat(lab.events(STACK))
        .filteredOn(event -> event.resourceStatusAsString().equals("ROLLBACK_IN_PROGRESS"))
        .singleElement()
        .satisfies(event ->
            assertThat(event.resourceStatusReason())
                .startsWith(
                    "Requested attribute Name does not exist in schema for AWS::IAM::Role"));
    assertThat(kinds()).containsExactly("Stack");
  }

  @Test
  void anExportThatAnotherStackHasFailsTheStack() {
    lab.create(ROLE, "ExternalId=a");
    String other = ROLE.replace("Name: !Sub \"${AWS::StackName}-role\"", "Name: freehold-role");
    String id =
        lab.cloudFormation
            .createStack(
                creation(other, "ExternalId=a", "RoleName=other").stackName("second").build())
            .stackId();
    assertThat(lab.settle(id).stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
    assertThat(lab.events(id))
        .anySatisfy(event ->
            assertThat(String.valueOf(event.resourceStatusReason()))
                .contains("Export with name freehold-role is already exported by stack freehold."));
  }

  @Test
  void quotasOfIamHold() {
    Lever quota = lab.world.aws.levers().setQuota("L-FE177D64", 0);
    assertThat(lab.create(ROLE, "ExternalId=a").stackStatusAsString())
        .isEqualTo("ROLLBACK_COMPLETE");
    assertThat(lab.reason(STACK))
        .contains("Cannot exceed quota for RolesPerAccount: 0")
        .contains("HandlerErrorCode: ServiceLimitExceeded");
    assertThat(quota.fired()).isPositive();
  }

  @Test
  void throttlingThatDoesNotEndFailsAtLast() {
    Lever throttled = lab.world.aws.levers().throttle("iam:CreatePolicy", 0);
    assertThat(lab.create(ROLE, "ExternalId=a").stackStatusAsString())
        .isEqualTo("ROLLBACK_COMPLETE");
    assertThat(lab.reason(STACK))
        .contains("Rate exceeded")
        .contains("HandlerErrorCode: Throttling");
    assertThat(throttled.fired()).isGreaterThan(3);
  }

  @Test
  void aRollbackThatFailsIsSaidAndMendedByDeleting() {
    Lever denied = lab.world.aws.levers().deny("iam:AttachRolePolicy");
    Lever kept = lab.world.aws.levers().deny("iam:DeleteRole");
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    assertThat(stack.stackStatusAsString()).isEqualTo("ROLLBACK_FAILED");
    assertThat(stack.stackStatusReason())
        .isEqualTo("The following resource(s) failed to delete: [Role]. ");
    assertThat(kinds()).containsExactlyInAnyOrder("Role", "Policy", "Stack");
    denied.release();
    kept.release();
    assertThat(lab.delete(stack.stackId()).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void aStackThatWasRolledBackCanOnlyBeDeleted() {
    Lever denied = lab.world.aws.levers().deny("iam:AttachRolePolicy");
    Stack stack = lab.create(ROLE, "ExternalId=abc");
    denied.release();
    assertThatThrownBy(() -> lab.update(ROLE, "ExternalId=b"))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining(
            "Stack:" + stack.stackId() + " is in ROLLBACK_COMPLETE state and can not be updated.");
    assertThatThrownBy(() -> lab.create(ROLE, "ExternalId=b"))
        .hasMessageContaining("already exists");
    lab.delete(stack.stackId());
    assertThat(lab.create(ROLE, "ExternalId=b").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS::S3::Bucket", "AWS::IAM::Rolle"})
  void typesThatAreNotKnownAreRefusedBeforeAnythingIsMade(String type) {
    assertThatThrownBy(() -> lab.create("Resources: {R: {Type: '" + type + "'}}"))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining("Template format error: Unrecognized resource types: [" + type + "]");
    assertThat(kinds()).isEmpty();
  }

  @Test
  void usersAndGroupsAreNotSimulated() {
    assertThatThrownBy(() ->
            lab.create(
                "Resources: {R: {Type: AWS::IAM::ManagedPolicy, Properties: {Users: [u],"
                    + " PolicyDocument: '"
                    + TRUST_VENDOR
                    + "'}}}"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Users");
  }
}
