package io.freehold.simulator.iam;

import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.TRUST_EKS;
import static io.freehold.simulator.iam.IamWorld.allow;
import static io.freehold.simulator.iam.IamWorld.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** Every call of a role's session is held to the role's policies as they are at that moment. */
class AuthorizationTest {
  private static final String OURS = "{\"StringEquals\":{\"aws:ResourceTag/infra\":\"a1\"}}";

  private final IamWorld world = new IamWorld();
  private final IamClient iam = world.iam;

  @Test
  void aRoleMayDoWhatItsPoliciesAllowAndNothingElse() {
    String arn = world.role("r", allow("ec2:DescribeAvailabilityZones", "*"));
    Ec2Client ec2 = world.as(world.assume(arn), Ec2Client.class);
    ec2.describeAvailabilityZones();
    IamClient other = world.as(world.assume(arn), IamClient.class);
    assertDenied(
        other::listRoles,
        "User: arn:aws:sts::111122223333:assumed-role/r/test is not authorized to perform:"
            + " iam:ListRoles on resource: * because no identity-based policy allows the"
            + " iam:ListRoles action");
  }

  @Test
  void aChangeOfPoliciesCountsAtOnce() {
    Ec2Client ec2 = world.as(world.assume(world.role("r")), Ec2Client.class);
    assertDenied(ec2::describeAvailabilityZones, "no identity-based policy");
    iam.putRolePolicy(
        r -> r.roleName("r").policyName("p").policyDocument(allow("ec2:Describe*", "*")));
    ec2.describeAvailabilityZones();
    String managed =
        iam.createPolicy(
                r -> r.policyName("no").policyDocument(statement("Deny", "ec2:*", "*", "")))
            .policy()
            .arn();
    iam.attachRolePolicy(r -> r.roleName("r").policyArn(managed));
    assertDenied(
        ec2::describeAvailabilityZones, "with an explicit deny in an identity-based policy");
    iam.createPolicyVersion(r ->
        r.policyArn(managed).policyDocument(statement("Deny", "s3:*", "*", "")).setAsDefault(true));
    ec2.describeAvailabilityZones();
    iam.putRolePermissionsBoundary(
        r -> r.roleName("r").permissionsBoundary("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
    assertDenied(ec2::describeAvailabilityZones, "because no permissions boundary allows");
    iam.deleteRolePermissionsBoundary(r -> r.roleName("r"));
    world.aws.iam().underOrganization(ACCOUNT, allow("s3:*", "*"));
    assertDenied(ec2::describeAvailabilityZones, "because no service control policy allows");
  }

  @Test
  void sessionsOfADeletedRoleMayDoNothing() {
    Ec2Client ec2 = world.as(world.assume(world.role("r", allow("*", "*"))), Ec2Client.class);
    iam.deleteRolePolicy(r -> r.roleName("r").policyName("p0"));
    iam.deleteRole(r -> r.roleName("r"));
    assertDenied(ec2::describeAvailabilityZones, "no identity-based policy");
  }

  @Test
  void aRoleIsMadeOnlyWithTheBoundaryAndTheTagThatThePolicyWants() {
    String boundary =
        iam.createPolicy(r -> r.policyName("b").policyDocument(allow("*", "*"))).policy().arn();
    String condition =
        "{\"StringEquals\":{\"iam:PermissionsBoundary\":\""
            + boundary
            + "\",\"aws:RequestTag/infra\":\"a1\"}}";
    IamClient session =
        world.as(
            world.assume(
                world.role(
                    "deployer",
                    statement("Allow", "iam:CreateRole", "arn:aws:iam::*:role/a1-*", condition),
                    allow("iam:TagRole", "arn:aws:iam::*:role/a1-*"))),
            IamClient.class);
    assertDenied(() -> create(session, "b1-x", boundary, "a1"), "iam:CreateRole");
    assertDenied(() -> create(session, "a1-x", boundary, "b1"), "iam:CreateRole");
    assertDenied(
        () -> create(session, "a1-x", "arn:aws:iam::aws:policy/AdministratorAccess", "a1"),
        "iam:CreateRole");
    assertThatCode(() -> create(session, "a1-x", boundary, "a1")).doesNotThrowAnyException();
    iam.deleteRolePolicy(r -> r.roleName("deployer").policyName("p1"));
    assertDenied(() -> create(session, "a1-y", boundary, "a1"), "iam:TagRole");
  }

  private static void create(IamClient client, String name, String boundary, String infra) {
    client.createRole(r ->
        r.roleName(name)
            .assumeRolePolicyDocument(TRUST_EKS)
            .permissionsBoundary(boundary)
            .tags(Tag.builder().key("infra").value(infra).build()));
  }

  @Test
  void policiesAreAttachedOnlyFromTheListAndOnlyToBoundedRoles() {
    String boundary =
        iam.createPolicy(r -> r.policyName("b").policyDocument(allow("*", "*"))).policy().arn();
    String condition =
        "{\"StringEquals\":{\"iam:PermissionsBoundary\":\""
            + boundary
            + "\"},\"ArnEquals\":{\"iam:PolicyARN\":\"arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy\"}}";
    IamClient session =
        world.as(
            world.assume(
                world.role("deployer", statement("Allow", "iam:AttachRolePolicy", "*", condition))),
            IamClient.class);
    create(iam, "bounded", boundary, "a1");
    world.role("free");
    String listed = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy";
    session.attachRolePolicy(r -> r.roleName("bounded").policyArn(listed));
    assertDenied(
        () -> session.attachRolePolicy(r -> r.roleName("free").policyArn(listed)),
        "iam:AttachRolePolicy");
    assertDenied(
        () ->
            session.attachRolePolicy(r ->
                r.roleName("bounded").policyArn("arn:aws:iam::aws:policy/AdministratorAccess")),
        "iam:AttachRolePolicy");
  }

  @Test
  void tagsOfThingsDecideWhoMayChangeThem() {
    IamClient session =
        world.as(
            world.assume(world.role("deployer", statement("Allow", "iam:*", "*", OURS))),
            IamClient.class);
    create(iam, "ours", "arn:aws:iam::aws:policy/AdministratorAccess", "a1");
    create(iam, "theirs", "arn:aws:iam::aws:policy/AdministratorAccess", "b1");
    session.deleteRole(r -> r.roleName("ours"));
    assertDenied(() -> session.deleteRole(r -> r.roleName("theirs")), "iam:DeleteRole");
  }

  @Test
  void puttingARoleIntoAnInstanceProfileIsPassingIt() {
    world.role("node");
    IamClient session =
        world.as(
            world.assume(world.role("deployer", allow("iam:*InstanceProfile", "*"))),
            IamClient.class);
    session.createInstanceProfile(r -> r.instanceProfileName("i"));
    assertDenied(
        () -> session.addRoleToInstanceProfile(r -> r.instanceProfileName("i").roleName("node")),
        "iam:PassRole on resource: arn:aws:iam::111122223333:role/node");
    iam.putRolePolicy(r ->
        r.roleName("deployer")
            .policyName("pass")
            .policyDocument(
                statement(
                    "Allow",
                    "iam:PassRole",
                    "*",
                    "{\"StringEquals\":{\"iam:PassedToService\":\"ec2.amazonaws.com\"}}")));
    session.addRoleToInstanceProfile(r -> r.instanceProfileName("i").roleName("node"));
  }

  private static void assertDenied(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class, no -> assertThat(no.statusCode()).isEqualTo(403))
        .hasMessageContaining("is not authorized to perform")
        .hasMessageContaining(message);
  }
}
