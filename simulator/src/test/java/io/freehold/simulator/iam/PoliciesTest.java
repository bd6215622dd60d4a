package io.freehold.simulator.iam;

import static io.freehold.simulator.iam.IamWorld.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;

/** Managed policies, instance profiles, and the one read that shows everything. */
class PoliciesTest {
  private static final String NONE = "arn:aws:iam::111122223333:policy/none";

  private final IamWorld world = new IamWorld();
  private final IamClient iam = world.iam;

  @Test
  void aPolicyIsReadBackWithItsDefaultVersion() {
    Policy made =
        iam.createPolicy(r ->
                r.policyName("p")
                    .path("/byoc/")
                    .description("d")
                    .policyDocument(allow("s3:*", "*"))
                    .tags(Tag.builder().key("a").value("b").build()))
            .policy();
    Policy read = iam.getPolicy(r -> r.policyArn(made.arn())).policy();
    assertThat(read).isEqualTo(made);
    assertThat(read.arn()).isEqualTo("arn:aws:iam::111122223333:policy/byoc/p");
    assertThat(read.description()).isEqualTo("d");
    assertThat(read.defaultVersionId()).isEqualTo("v1");
    assertThat(documentOf(made.arn(), "v1")).isEqualTo(allow("s3:*", "*"));
    assertThat(iam.listPolicyTags(r -> r.policyArn(made.arn())).tags()).hasSize(1);
    assertThatThrownBy(() -> create("P", "s3:*"))
        .isInstanceOf(EntityAlreadyExistsException.class)
        .hasMessageContaining("A policy called P already exists.");
    assertThatThrownBy(() -> iam.getPolicy(r -> r.policyArn(NONE)))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void documentsAreCheckedForFormAndSize() {
    assertThatThrownBy(() -> iam.createPolicy(r -> r.policyName("p").policyDocument("{}")))
        .isInstanceOf(MalformedPolicyDocumentException.class);
    String large = allow("s3:*", "arn:aws:s3:::" + "x".repeat(6144));
    assertThatThrownBy(() -> iam.createPolicy(r -> r.policyName("p").policyDocument(large)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("Cannot exceed quota for PolicySize: 6144");
    String spacious = allow("s3:*", "*").replace(",", ",\n" + " ".repeat(3000));
    iam.createPolicy(r -> r.policyName("p").policyDocument(spacious));
  }

  @Test
  void upToFiveVersionsAreKeptAndTheDefaultStays() {
    String arn = create("p", "s3:*");
    for (int i = 2; i <= 5; i++) {
      PolicyVersion version =
          iam.createPolicyVersion(
                  r -> r.policyArn(arn).policyDocument(allow("ec2:*", "*")).setAsDefault(true))
              .policyVersion();
      assertThat(version.versionId()).isEqualTo("v" + i);
    }
    assertThatThrownBy(
            () -> iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(allow("x:*", "*"))))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v5")))
        .isInstanceOf(DeleteConflictException.class);
    iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v2"));
    iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(allow("sqs:*", "*")));
    assertThat(iam.listPolicyVersions(r -> r.policyArn(arn)).versions())
        .extracting(PolicyVersion::versionId)
        .containsExactly("v6", "v5", "v4", "v3", "v1");
    assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId()).isEqualTo("v5");
    assertThatThrownBy(() -> iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v2")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void aPolicyIsDeletedOnlyWhenUnusedAndWithOneVersion() {
    String arn = create("p", "s3:*");
    world.role("r");
    iam.attachRolePolicy(r -> r.roleName("r").policyArn(arn));
    assertConflict(arn, "attached to entities");
    iam.detachRolePolicy(r -> r.roleName("r").policyArn(arn));
    iam.putRolePermissionsBoundary(r -> r.roleName("r").permissionsBoundary(arn));
    assertConflict(arn, "attached to entities");
    iam.deleteRolePermissionsBoundary(r -> r.roleName("r"));
    iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(allow("ec2:*", "*")));
    assertConflict(arn, "more than one version");
    iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v2"));
    iam.deletePolicy(r -> r.policyArn(arn));
    assertThatThrownBy(() -> iam.deletePolicy(r -> r.policyArn(arn)))
        .isInstanceOf(NoSuchEntityException.class);
  }

  private void assertConflict(String arn, String message) {
    assertThatThrownBy(() -> iam.deletePolicy(r -> r.policyArn(arn)))
        .isInstanceOf(DeleteConflictException.class)
        .hasMessageContaining(message);
  }

  @Test
  void policiesAreListedByScopePathAndUse() {
    String mine = create("mine", "s3:*");
    iam.createPolicy(r -> r.policyName("b").path("/byoc/").policyDocument(allow("s3:*", "*")));
    world.role("r");
    iam.attachRolePolicy(r -> r.roleName("r").policyArn(mine));
    iam.putRolePermissionsBoundary(
        r -> r.roleName("r").permissionsBoundary("arn:aws:iam::111122223333:policy/byoc/b"));
    assertThat(iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL)).policies())
        .extracting(Policy::policyName)
        .containsExactly("b", "mine");
    assertThat(
            iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL).pathPrefix("/byoc/")).policies())
        .extracting(Policy::policyName)
        .containsExactly("b");
    assertThat(iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL).onlyAttached(true)).policies())
        .extracting(Policy::policyName, Policy::attachmentCount)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("mine", 1));
    assertThat(
            iam.listPolicies(r -> r.policyUsageFilter(PolicyUsageType.PERMISSIONS_BOUNDARY))
                .policies())
        .extracting(Policy::policyName, Policy::permissionsBoundaryUsageCount)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("b", 1));
    assertThat(iam.listPoliciesPaginator(r -> r.scope(PolicyScopeType.AWS).maxItems(3)).policies())
        .extracting(Policy::policyName)
        .contains(
            "AmazonEKSClusterPolicy",
            "AmazonEKSVPCResourceController",
            "AmazonEKSWorkerNodePolicy",
            "AmazonEKS_CNI_Policy",
            "AmazonEC2ContainerRegistryReadOnly");
  }

  @Test
  void awsManagedPoliciesCanBeReadAndNotChanged() {
    String arn = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
    assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().policyName())
        .isEqualTo("AmazonEKSWorkerNodePolicy");
    assertThat(documentOf(arn, "v1")).contains("eks:DescribeCluster");
    assertThatThrownBy(() -> iam.deletePolicy(r -> r.policyArn(arn)))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void oneReadShowsAllRolesAndPoliciesOfAnAccount() {
    String boundary = create("boundary", "*");
    String arn = create("p", "s3:*");
    world.role("r", allow("ec2:*", "*"));
    iam.attachRolePolicy(r -> r.roleName("r").policyArn(arn));
    iam.attachRolePolicy(
        r -> r.roleName("r").policyArn("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"));
    iam.putRolePermissionsBoundary(r -> r.roleName("r").permissionsBoundary(boundary));
    iam.tagRole(r -> r.roleName("r").tags(Tag.builder().key("a").value("b").build()));
    iam.createInstanceProfile(r -> r.instanceProfileName("i"));
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("i").roleName("r"));
    world.role("s");

    GetAccountAuthorizationDetailsResponse all =
        iam.getAccountAuthorizationDetails(
            r -> r.filter(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY));
    RoleDetail role = all.roleDetailList().getFirst();
    assertThat(all.roleDetailList()).extracting(RoleDetail::roleName).containsExactly("r", "s");
    assertThat(decoded(role.assumeRolePolicyDocument())).isEqualTo(IamWorld.TRUST_VENDOR);
    assertThat(decoded(role.rolePolicyList().getFirst().policyDocument()))
        .isEqualTo(allow("ec2:*", "*"));
    assertThat(role.attachedManagedPolicies())
        .extracting(policy -> policy.policyName())
        .containsExactly("p", "AmazonEKS_CNI_Policy");
    assertThat(role.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(boundary);
    assertThat(role.tags()).hasSize(1);
    assertThat(role.instanceProfileList())
        .extracting(InstanceProfile::instanceProfileName)
        .containsExactly("i");
    assertThat(all.policies())
        .extracting(ManagedPolicyDetail::policyName)
        .containsExactly("boundary", "p");
    assertThat(decoded(all.policies().getLast().policyVersionList().getFirst().document()))
        .isEqualTo(allow("s3:*", "*"));

    var pages =
        iam.getAccountAuthorizationDetailsPaginator(
            r -> r.filter(EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY).maxItems(1));
    assertThat(pages.roleDetailList()).hasSize(2);
    assertThat(pages.policies()).hasSize(2);
    assertThat(iam.getAccountAuthorizationDetails().policies()).hasSize(3);
    assertThat(
            iam.getAccountAuthorizationDetails(r -> r.filter(EntityType.ROLE)).hasPolicies()
                && !iam.getAccountAuthorizationDetails(r -> r.filter(EntityType.ROLE))
                    .policies()
                    .isEmpty())
        .isFalse();
  }

  @Test
  void anInstanceProfileHoldsOneRole() {
    world.role("r");
    world.role("s");
    InstanceProfile made =
        iam.createInstanceProfile(
                r -> r.instanceProfileName("i").tags(Tag.builder().key("a").value("b").build()))
            .instanceProfile();
    assertThat(made.arn()).isEqualTo("arn:aws:iam::111122223333:instance-profile/i");
    assertThatThrownBy(() -> iam.createInstanceProfile(r -> r.instanceProfileName("I")))
        .isInstanceOf(EntityAlreadyExistsException.class);
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("i").roleName("r"));
    assertThatThrownBy(
            () -> iam.addRoleToInstanceProfile(r -> r.instanceProfileName("i").roleName("s")))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> iam.deleteInstanceProfile(r -> r.instanceProfileName("i")))
        .isInstanceOf(DeleteConflictException.class);
    InstanceProfile read =
        iam.getInstanceProfile(r -> r.instanceProfileName("i")).instanceProfile();
    assertThat(read.roles()).extracting(role -> role.roleName()).containsExactly("r");
    assertThat(read.tags()).hasSize(1);
    assertThat(iam.listInstanceProfilesForRole(r -> r.roleName("r")).instanceProfiles()).hasSize(1);
    assertThat(iam.listInstanceProfiles().instanceProfiles().getFirst().hasTags()).isFalse();
    assertThat(world.aws.iam().roleOfInstanceProfile(IamWorld.ACCOUNT, made.arn()))
        .contains("arn:aws:iam::111122223333:role/r");
    iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("i").roleName("r"));
    iam.tagInstanceProfile(
        r -> r.instanceProfileName("i").tags(Tag.builder().key("c").value("d").build()));
    iam.untagInstanceProfile(r -> r.instanceProfileName("i").tagKeys("a"));
    assertThat(iam.listInstanceProfileTags(r -> r.instanceProfileName("i")).tags())
        .extracting(Tag::key)
        .containsExactly("c");
    iam.deleteInstanceProfile(r -> r.instanceProfileName("i"));
    assertThatThrownBy(() -> iam.getInstanceProfile(r -> r.instanceProfileName("i")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  private String create(String name, String action) {
    return iam.createPolicy(r -> r.policyName(name).policyDocument(allow(action, "*")))
        .policy()
        .arn();
  }

  private String documentOf(String arn, String version) {
    return decoded(
        iam.getPolicyVersion(r -> r.policyArn(arn).versionId(version)).policyVersion().document());
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }
}
