package io.freehold.aws.iam;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import io.freehold.aws.session.AwsSession;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

class RoleContractTest extends KindContract<Role, Role.Observed> {
  private static final String WORKER = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
  private static final String CNI = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy";
  private static final PolicyDocument LOOK =
      PolicyDocument.of(Statement.allow("Look", "ec2:DescribeVpcs").onAll());

  @Override
  protected AwsType<Role, Role.Observed> type() {
    return Role.TYPE;
  }

  private static PolicyDocument trusting(String service) {
    return PolicyDocument.of(Statement.allow("Service", "sts:AssumeRole").byService(service));
  }

  @Override
  protected Role desired(Ground ground) {
    return Role.of(
            ground.aws().owner().name() + "-test",
            "for a test",
            trusting("ec2.amazonaws.com"),
            ground.boundary())
        .in(ground.management().rolePath())
        .attaching(WORKER)
        .granting("access", LOOK);
  }

  private static Role with(Role it, String description, PolicyDocument trust, int hours) {
    return new Role(
        it.name(),
        it.path(),
        description,
        trust,
        it.managedPolicies(),
        it.inlinePolicies(),
        it.boundary(),
        Duration.ofHours(hours));
  }

  @Override
  protected Map<String, Role> mutable(Role it) {
    return Map.of(
        "description", with(it, "other", it.trust(), 1),
        "trust", with(it, it.description(), trusting("eks.amazonaws.com"), 1),
        "longestSession", with(it, it.description(), it.trust(), 2),
        "managedPolicies",
            new Role(
                it.name(),
                it.path(),
                it.description(),
                it.trust(),
                new TreeSet<>(),
                it.inlinePolicies(),
                it.boundary(),
                it.longestSession()),
        "inlinePolicies",
            new Role(
                it.name(),
                it.path(),
                it.description(),
                it.trust(),
                it.managedPolicies(),
                new TreeMap<>(Map.of("other", LOOK)),
                it.boundary(),
                it.longestSession()));
  }

  @Override
  protected Map<String, Role> fixed(Role it) {
    return Map.of(
        "path",
        it.in("/elsewhere/"),
        "name",
        new Role(
            "other",
            it.path(),
            it.description(),
            it.trust(),
            it.managedPolicies(),
            it.inlinePolicies(),
            it.boundary(),
            it.longestSession()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, Role desired) {
    IamClient iam = ground.aws().iam();
    return Map.of(
        "description",
        id -> iam.updateRole(r -> r.roleName(id).description("theirs").maxSessionDuration(3600)),
        "longestSession",
        id ->
            iam.updateRole(r -> r.roleName(id).description("for a test").maxSessionDuration(7200)),
        "trust",
        id ->
            iam.updateAssumeRolePolicy(
                r -> r.roleName(id).policyDocument(trusting("lambda.amazonaws.com").json())),
        "boundary",
        id -> iam.deleteRolePermissionsBoundary(r -> r.roleName(id)),
        "region",
        id ->
            iam.tagRole(r ->
                r.roleName(id).tags(Tag.builder().key(AwsSession.REGION_TAG).value("x").build())),
        "managedPolicies",
        id -> iam.attachRolePolicy(r -> r.roleName(id).policyArn(CNI)),
        "inlinePolicies.access",
        id -> iam.deleteRolePolicy(r -> r.roleName(id).policyName("access")),
        "inlinePolicies.theirs",
        id ->
            iam.putRolePolicy(
                r -> r.roleName(id).policyName("theirs").policyDocument(LOOK.json())));
  }

  @Override
  protected Use use(Ground ground, Role desired) {
    IamClient iam = ground.aws().iam();
    return Use.prevents(id -> {
      iam.createInstanceProfile(r -> r.instanceProfileName("user"));
      iam.addRoleToInstanceProfile(r -> r.instanceProfileName("user").roleName(id));
    });
  }
}
