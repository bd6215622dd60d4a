package io.freehold.simulator.iam;

import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.TRUST_EKS;
import static io.freehold.simulator.iam.IamWorld.TRUST_VENDOR;
import static io.freehold.simulator.iam.IamWorld.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.simulator.aws.lever.Lever;
import io.freehold.simulator.aws.state.LiveResource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UnmodifiableEntityException;

class RolesTest {
  private static final String EKS_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

  private final IamWorld world = new IamWorld();
  private final IamClient iam = world.iam;

  @Test
  void aNewRoleIsReadBackWithAllItWasGiven() {
    String boundary =
        iam.createPolicy(r -> r.policyName("boundary").policyDocument(allow("*", "*")))
            .policy()
            .arn();
    Role made =
        iam.createRole(r ->
                r.roleName("mhp0y4dmph-us-east-1-k8s-worker")
                    .path("/byoc/")
                    .description("Nodes")
                    .maxSessionDuration(7200)
                    .permissionsBoundary(boundary)
                    .assumeRolePolicyDocument(TRUST_EKS)
                    .tags(Tag.builder().key("a").value("b").build()))
            .role();
    Role read = iam.getRole(r -> r.roleName("mhp0y4dmph-us-east-1-k8s-worker")).role();
    assertThat(read).isEqualTo(made);
    assertThat(read.arn())
        .isEqualTo("arn:aws:iam::111122223333:role/byoc/mhp0y4dmph-us-east-1-k8s-worker");
    assertThat(read.roleId()).matches("AROA[0-9A-F]{17}");
    assertThat(read.description()).isEqualTo("Nodes");
    assertThat(read.maxSessionDuration()).isEqualTo(7200);
    assertThat(read.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);
    assertThat(read.createDate()).isEqualTo(world.clock.instant());
    assertThat(tagsOf("mhp0y4dmph-us-east-1-k8s-worker")).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void documentsComeUrlEncoded() {
    String document = iam.getRole(r -> r.roleName(create("r"))).role().assumeRolePolicyDocument();
    assertThat(document).startsWith("%7B%22Version%22%3A").doesNotContain("+");
    assertThat(URLDecoder.decode(document, StandardCharsets.UTF_8)).isEqualTo(TRUST_VENDOR);
  }

  @Test
  void namesAreUniqueWithoutRegardToCaseOrPath() {
    create("reader");
    assertThatThrownBy(() -> iam.createRole(valid("Reader").path("/x/").build()))
        .isInstanceOf(EntityAlreadyExistsException.class)
        .hasMessageContaining("Role with name Reader already exists.");
    assertThatThrownBy(() -> iam.getRole(r -> r.roleName("writer")))
        .isInstanceOfSatisfying(
            NoSuchEntityException.class, no -> assertThat(no.statusCode()).isEqualTo(404))
        .hasMessageContaining("The role with name writer cannot be found.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Statement\":[]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}]}",
      })
  void aTrustPolicyThatCannotBeReadIsRefused(String document) {
    assertThatThrownBy(() -> iam.createRole(valid("r").assumeRolePolicyDocument(document).build()))
        .isInstanceOf(MalformedPolicyDocumentException.class);
    create("r");
    assertThatThrownBy(
            () -> iam.updateAssumeRolePolicy(r -> r.roleName("r").policyDocument(document)))
        .isInstanceOf(MalformedPolicyDocumentException.class);
  }

  @Test
  void whatIsTooLongOrOutOfRangeIsRefused() {
    assertRefused(valid("r".repeat(65)), "ValidationError");
    assertRefused(valid("with space"), "ValidationError");
    assertRefused(valid("r").path("no-slash"), "ValidationError");
    assertRefused(valid("r").maxSessionDuration(3599), "ValidationError");
    String long1 =
        IamWorld.trust("\"AWS\":[\"" + "999988887777\",\"".repeat(150) + "999988887777\"]");
    assertRefused(valid("r").assumeRolePolicyDocument(long1), "LimitExceeded");
    assertRefused(
        valid("r").permissionsBoundary("arn:aws:iam::111122223333:policy/none"), "NoSuchEntity");
    assertRefused(valid("r").tags(tag("k", "1"), tag("K", "2")), "InvalidInput");
    assertRefused(valid("r").tags(tag("aws:k", "1")), "InvalidInput");
    assertThat(iam.listRoles().roles()).isEmpty();
  }

  @Test
  void aRoleIsDeletedOnlyWhenNothingHangsOnIt() {
    create("r");
    iam.putRolePolicy(r -> r.roleName("r").policyName("p").policyDocument(allow("s3:*", "*")));
    iam.attachRolePolicy(r -> r.roleName("r").policyArn(EKS_POLICY));
    iam.createInstanceProfile(r -> r.instanceProfileName("i"));
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("i").roleName("r"));
    assertConflict("must remove roles from instance profile first");
    iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("i").roleName("r"));
    assertConflict("must detach all policies first");
    iam.detachRolePolicy(r -> r.roleName("r").policyArn(EKS_POLICY));
    assertConflict("must delete policies first");
    iam.deleteRolePolicy(r -> r.roleName("r").policyName("p"));
    iam.deleteRole(r -> r.roleName("r"));
    assertThatThrownBy(() -> iam.deleteRole(r -> r.roleName("r")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  private void assertConflict(String message) {
    assertThatThrownBy(() -> iam.deleteRole(r -> r.roleName("r")))
        .isInstanceOf(DeleteConflictException.class)
        .hasMessageContaining(message);
  }

  @Test
  void rolesAreListedByPathInPagesWithoutTagsAndBoundary() {
    for (int i = 0; i < 5; i++) {
      iam.createRole(valid("r" + i).path("/byoc/").tags(tag("a", "b")).build());
    }
    create("other");
    assertThat(iam.listRolesPaginator(r -> r.pathPrefix("/byoc/").maxItems(2)).roles())
        .extracting(Role::roleName)
        .containsExactly("r0", "r1", "r2", "r3", "r4");
    Role listed = iam.listRoles(r -> r.pathPrefix("/byoc/")).roles().getFirst();
    assertThat(listed.hasTags()).isFalse();
    assertThat(listed.permissionsBoundary()).isNull();
    assertThat(iam.listRoles().roles()).hasSize(6);
  }

  @Test
  void aRoleChangesInPlace() {
    create("r");
    iam.updateRole(r -> r.roleName("r").description("new").maxSessionDuration(7200));
    iam.updateAssumeRolePolicy(r -> r.roleName("r").policyDocument(TRUST_EKS));
    iam.tagRole(r -> r.roleName("r").tags(tag("a", "1"), tag("b", "2")));
    iam.tagRole(r -> r.roleName("r").tags(tag("A", "3")));
    iam.untagRole(r -> r.roleName("r").tagKeys("b"));
    String boundary =
        iam.createPolicy(r -> r.policyName("b").policyDocument(allow("*", "*"))).policy().arn();
    iam.putRolePermissionsBoundary(r -> r.roleName("r").permissionsBoundary(boundary));
    Role role = iam.getRole(r -> r.roleName("r")).role();
    assertThat(role.description()).isEqualTo("new");
    assertThat(role.maxSessionDuration()).isEqualTo(7200);
    assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
        .isEqualTo(TRUST_EKS);
    assertThat(tagsOf("r")).isEqualTo(Map.of("A", "3"));
    assertThat(role.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);

    iam.updateRole(r -> r.roleName("r"));
    iam.deleteRolePermissionsBoundary(r -> r.roleName("r"));
    role = iam.getRole(r -> r.roleName("r")).role();
    assertThat(role.description()).isEqualTo("new");
    assertThat(role.maxSessionDuration()).isEqualTo(3600);
    assertThat(role.permissionsBoundary()).isNull();
    assertThatThrownBy(() -> iam.deleteRolePermissionsBoundary(r -> r.roleName("r")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void inlinePoliciesArePutReplacedAndDeletedByName() {
    create("r");
    iam.putRolePolicy(r -> r.roleName("r").policyName("p").policyDocument(allow("s3:*", "*")));
    iam.putRolePolicy(r -> r.roleName("r").policyName("p").policyDocument(allow("ec2:*", "*")));
    iam.putRolePolicy(r -> r.roleName("r").policyName("a").policyDocument(allow("s3:*", "*")));
    assertThat(iam.listRolePolicies(r -> r.roleName("r")).policyNames()).containsExactly("a", "p");
    String document = iam.getRolePolicy(r -> r.roleName("r").policyName("p")).policyDocument();
    assertThat(URLDecoder.decode(document, StandardCharsets.UTF_8)).isEqualTo(allow("ec2:*", "*"));
    iam.deleteRolePolicy(r -> r.roleName("r").policyName("p"));
    assertThatThrownBy(() -> iam.getRolePolicy(r -> r.roleName("r").policyName("p")))
        .isInstanceOf(NoSuchEntityException.class)
        .hasMessageContaining("The role policy with name p cannot be found.");
    assertThatThrownBy(() -> iam.deleteRolePolicy(r -> r.roleName("r").policyName("p")))
        .isInstanceOf(NoSuchEntityException.class);
    String large = allow("s3:*", "arn:aws:s3:::" + "x".repeat(10_240));
    assertThatThrownBy(
            () -> iam.putRolePolicy(r -> r.roleName("r").policyName("l").policyDocument(large)))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void managedPoliciesAreAttachedOnceAndUpToAQuota() {
    create("r");
    iam.attachRolePolicy(r -> r.roleName("r").policyArn(EKS_POLICY));
    iam.attachRolePolicy(r -> r.roleName("r").policyArn(EKS_POLICY));
    assertThat(iam.listAttachedRolePolicies(r -> r.roleName("r")).attachedPolicies())
        .singleElement()
        .satisfies(policy -> {
          assertThat(policy.policyArn()).isEqualTo(EKS_POLICY);
          assertThat(policy.policyName()).isEqualTo("AmazonEKSClusterPolicy");
        });
    assertThatThrownBy(() ->
            iam.attachRolePolicy(
                r -> r.roleName("r").policyArn("arn:aws:iam::111122223333:policy/none")))
        .isInstanceOf(NoSuchEntityException.class);
    Lever quota = world.aws.levers().setQuota("L-0DA4ABF3", 1);
    iam.attachRolePolicy(r -> r.roleName("r").policyArn(EKS_POLICY));
    assertThatThrownBy(() ->
            iam.attachRolePolicy(
                r -> r.roleName("r").policyArn("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy")))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("Cannot exceed quota for PoliciesPerRole: 1");
    assertThat(quota.fired()).isEqualTo(1);
    iam.detachRolePolicy(r -> r.roleName("r").policyArn(EKS_POLICY));
    assertThatThrownBy(() -> iam.detachRolePolicy(r -> r.roleName("r").policyArn(EKS_POLICY)))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void aHiddenRoleIsNotFoundButItsNameIsTaken() {
    Lever hidden = world.aws.levers().hideNewThingsFor(Duration.ofSeconds(60));
    create("r");
    assertThatThrownBy(() -> iam.getRole(r -> r.roleName("r")))
        .isInstanceOf(NoSuchEntityException.class);
    assertThat(iam.listRoles().roles()).isEmpty();
    assertThatThrownBy(() -> create("r")).isInstanceOf(EntityAlreadyExistsException.class);
    assertThatThrownBy(() -> iam.attachRolePolicy(r -> r.roleName("r").policyArn(EKS_POLICY)))
        .isInstanceOf(NoSuchEntityException.class);
    world.clock.advance(Duration.ofSeconds(60));
    iam.getRole(r -> r.roleName("r"));
    assertThat(hidden.fired()).isPositive();
  }

  @Test
  void aServiceCanAssumeARoleSomeSecondsAfterItWasMadeIfTheTrustPolicyNamesIt() {
    String arn =
        iam.createRole(valid("r").assumeRolePolicyDocument(TRUST_EKS).build()).role().arn();
    Iam simulated = world.aws.iam();
    assertThat(simulated.assumableByService(arn, "eks.amazonaws.com")).isFalse();
    world.clock.advance(Duration.ofMillis(8_999));
    assertThat(simulated.assumableByService(arn, "eks.amazonaws.com")).isFalse();
    world.clock.advance(Duration.ofMillis(1));
    assertThat(simulated.assumableByService(arn, "eks.amazonaws.com")).isTrue();
    assertThat(simulated.assumableByService(arn, "ec2.amazonaws.com")).isFalse();
    assertThat(simulated.assumableByService(arn + "x", "eks.amazonaws.com")).isFalse();
    iam.deleteRole(r -> r.roleName("r"));
    assertThat(simulated.assumableByService(arn, "eks.amazonaws.com")).isFalse();
  }

  @Test
  void podIdentityTrustIsHeldToItsConditions() {
    String trust =
        IamWorld.trust(
            "\"Service\":\"pods.eks.amazonaws.com\"",
            "{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"},"
                + "\"ArnEquals\":{\"aws:SourceArn\":\"arn:aws:eks:us-east-1:111122223333:cluster/c\"}}");
    String arn = iam.createRole(valid("r").assumeRolePolicyDocument(trust).build()).role().arn();
    world.clock.advance(Duration.ofSeconds(9));
    assertThat(assumableFrom(arn, "111122223333", "c")).isTrue();
    assertThat(assumableFrom(arn, "111122223333", "other")).isFalse();
    assertThat(assumableFrom(arn, "444455556666", "c")).isFalse();
    assertThat(world.aws.iam().assumableByService(arn, "pods.eks.amazonaws.com")).isFalse();
    iam.updateAssumeRolePolicy(
        r -> r.roleName("r").policyDocument(trust.replace(",\"sts:TagSession\"", "")));
    assertThat(assumableFrom(arn, "111122223333", "c")).isFalse();
  }

  private boolean assumableFrom(String role, String account, String cluster) {
    return world
        .aws
        .iam()
        .assumableByService(
            role,
            "pods.eks.amazonaws.com",
            Map.of(
                "aws:SourceAccount",
                account,
                "aws:SourceArn",
                "arn:aws:eks:us-east-1:" + account + ":cluster/" + cluster));
  }

  @Test
  void serviceLinkedRolesAreMadeOnceAndBelongToAws() {
    String name =
        iam.createServiceLinkedRole(r -> r.awsServiceName("eks-nodegroup.amazonaws.com"))
            .role()
            .roleName();
    assertThat(name).isEqualTo("AWSServiceRoleForAmazonEKSNodegroup");
    assertThat(world.aws.iam().hasServiceLinkedRole(ACCOUNT, "eks-nodegroup.amazonaws.com"))
        .isTrue();
    assertThat(world.aws.iam().hasServiceLinkedRole(ACCOUNT, "eks.amazonaws.com")).isFalse();
    assertThatThrownBy(
            () -> iam.createServiceLinkedRole(r -> r.awsServiceName("eks-nodegroup.amazonaws.com")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has been taken in this account");
    assertThatThrownBy(() -> iam.createServiceLinkedRole(r -> r.awsServiceName("x.amazonaws.com")))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> iam.deleteRole(r -> r.roleName(name)))
        .isInstanceOf(UnmodifiableEntityException.class);
    assertThatThrownBy(() -> iam.attachRolePolicy(r -> r.roleName(name).policyArn(EKS_POLICY)))
        .isInstanceOf(UnmodifiableEntityException.class);
  }

  @Test
  void whatWasMadeIsSeenAsLiveAndServiceLinkedRolesAreNot() {
    create("r");
    iam.createPolicy(r -> r.policyName("p").policyDocument(allow("*", "*")));
    iam.createInstanceProfile(r -> r.instanceProfileName("i"));
    iam.createServiceLinkedRole(r -> r.awsServiceName("eks.amazonaws.com"));
    List<LiveResource> live = world.aws.live(ACCOUNT);
    assertThat(live)
        .extracting(LiveResource::kind)
        .containsExactly("Role", "Policy", "InstanceProfile");
    assertThat(world.aws.world().seen(ACCOUNT))
        .extracting(LiveResource::kind)
        .containsExactly("Policy", "InstanceProfile");
    assertThat(world.aws.live(IamWorld.VENDOR)).isEmpty();
  }

  @Test
  void accountsDoNotSeeEachOther() {
    create("r");
    IamClient other = world.root(IamClient.class, IamWorld.VENDOR);
    assertThatThrownBy(() -> other.getRole(r -> r.roleName("r")))
        .isInstanceOf(NoSuchEntityException.class);
    assertThatCode(() -> other.createRole(valid("r").build())).doesNotThrowAnyException();
  }

  private String create(String name) {
    return iam.createRole(valid(name).build()).role().roleName();
  }

  private void assertRefused(CreateRoleRequest.Builder request, String code) {
    assertThatThrownBy(() -> iam.createRole(request.build()))
        .isInstanceOfSatisfying(
            IamException.class, no -> assertThat(IamWorld.codeOf(no)).isEqualTo(code));
  }

  private static CreateRoleRequest.Builder valid(String name) {
    return CreateRoleRequest.builder().roleName(name).assumeRolePolicyDocument(TRUST_VENDOR);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private Map<String, String> tagsOf(String role) {
    return iam.listRoleTags(r -> r.roleName(role)).tags().stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
