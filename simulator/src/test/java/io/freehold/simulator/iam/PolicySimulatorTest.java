package io.freehold.simulator.iam;

import static io.freehold.simulator.iam.IamWorld.ACCOUNT;
import static io.freehold.simulator.iam.IamWorld.allow;
import static io.freehold.simulator.iam.IamWorld.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.lever.Lever;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.Statement;

class PolicySimulatorTest {
  private static final PolicyEvaluationDecisionType ALLOWED = PolicyEvaluationDecisionType.ALLOWED;
  private static final PolicyEvaluationDecisionType IMPLICIT =
      PolicyEvaluationDecisionType.IMPLICIT_DENY;
  private static final PolicyEvaluationDecisionType EXPLICIT =
      PolicyEvaluationDecisionType.EXPLICIT_DENY;
  private static final String OURS = "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1";
  private static final String OTHER = "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-2";

  private final IamWorld world = new IamWorld();
  private final IamClient iam = world.iam;

  private List<EvaluationResult> simulate(Consumer<SimulatePrincipalPolicyRequest.Builder> more) {
    return iam.simulatePrincipalPolicy(
            r -> {
              r.policySourceArn("arn:aws:iam::" + ACCOUNT + ":role/r");
              more.accept(r);
            })
        .evaluationResults();
  }

  private EvaluationResult one(String action, String resource, ContextEntry... context) {
    List<EvaluationResult> all =
        simulate(r -> r.actionNames(action).resourceArns(resource).contextEntries(context));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static ContextEntry text(String key, String value) {
    return entry(key, ContextKeyTypeEnum.STRING, value);
  }

  private static ContextEntry entry(String key, ContextKeyTypeEnum type, String... values) {
    return ContextEntry.builder()
        .contextKeyName(key)
        .contextKeyType(type)
        .contextKeyValues(values)
        .build();
  }

  @Test
  void every_action_is_answered_by_itself_and_on_everything_unless_a_resource_is_given() {
    world.role("r", allow("ec2:CreateVpc", "*"));
    List<EvaluationResult> all =
        simulate(r -> r.actionNames("ec2:CreateVpc", "ec2:DeleteVpc", "EC2:createvpc"));
    assertThat(all)
        .extracting(EvaluationResult::evalActionName)
        .containsExactly("ec2:CreateVpc", "ec2:DeleteVpc", "EC2:createvpc");
    assertThat(all)
        .extracting(EvaluationResult::evalDecision)
        .containsExactly(ALLOWED, IMPLICIT, ALLOWED);
    assertThat(all)
        .allSatisfy(it -> {
          assertThat(it.evalResourceName()).isEqualTo("*");
          assertThat(it.hasResourceSpecificResults()).isFalse();
          assertThat(it.organizationsDecisionDetail()).isNull();
          assertThat(it.permissionsBoundaryDecisionDetail()).isNull();
        });
    assertThat(all.get(0).matchedStatements())
        .extracting(Statement::sourcePolicyId)
        .containsExactly("role_r_p0");
    assertThat(all.get(1).matchedStatements()).isEmpty();
  }

  @Test
  void several_resources_share_a_result_whose_decision_is_the_most_restrictive() {
    world.role("r", allow("ec2:DeleteVpc", OURS));
    EvaluationResult all =
        simulate(r -> r.actionNames("ec2:DeleteVpc").resourceArns(OURS, OTHER)).getFirst();
    assertThat(all.evalDecision()).isEqualTo(IMPLICIT);
    assertThat(all.evalResourceName()).isNull();
    assertThat(all.resourceSpecificResults())
        .extracting(
            ResourceSpecificResult::evalResourceName, ResourceSpecificResult::evalResourceDecision)
        .containsExactly(tuple(OURS, ALLOWED), tuple(OTHER, IMPLICIT));
    iam.putRolePolicy(r ->
        r.roleName("r").policyName("no").policyDocument(statement("Deny", "ec2:*", OTHER, "")));
    EvaluationResult denied =
        simulate(r -> r.actionNames("ec2:DeleteVpc").resourceArns(OURS, OTHER)).getFirst();
    assertThat(denied.evalDecision()).isEqualTo(EXPLICIT);
    assertThat(denied.matchedStatements())
        .extracting(Statement::sourcePolicyId)
        .containsExactly("role_r_no");
    assertThat(denied.resourceSpecificResults().getFirst().evalResourceDecision())
        .isEqualTo(ALLOWED);
    EvaluationResult single = one("ec2:DeleteVpc", OURS);
    assertThat(single.evalResourceName()).isEqualTo(OURS);
    assertThat(single.resourceSpecificResults()).hasSize(1);
  }

  @Test
  void the_statement_of_a_managed_policy_is_named_by_the_policy() {
    world.role("r");
    iam.attachRolePolicy(
        r -> r.roleName("r").policyArn("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
    assertThat(one("ec2:DescribeVpcs", "*").matchedStatements())
        .extracting(Statement::sourcePolicyId)
        .containsExactly("AmazonEKSClusterPolicy");
  }

  @Test
  void only_the_given_context_is_known_and_what_is_missing_is_told() {
    world.role(
        "r",
        statement(
            "Allow",
            "ec2:CreateVpc",
            "*",
            "{\"StringEquals\":{\"aws:RequestedRegion\":\"us-east-1\","
                + "\"aws:RequestTag/infra\":\"${aws:PrincipalTag/infra}\"}}"),
        statement(
            "Allow", "s3:GetObject", "*", "{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}"));
    // The role's own tags count for nothing here.
    iam.tagRole(r ->
        r.roleName("r")
            .tags(
                software.amazon.awssdk.services.iam.model.Tag.builder()
                    .key("infra")
                    .value("a1")
                    .build()));
    EvaluationResult bare = one("ec2:CreateVpc", "*");
    assertThat(bare.evalDecision()).isEqualTo(IMPLICIT);
    assertThat(bare.missingContextValues())
        .containsExactlyInAnyOrder(
            "aws:PrincipalTag/infra",
            "aws:RequestedRegion",
            "aws:RequestTag/infra",
            "aws:SourceVpce");
    ContextEntry[] all = {
      text("AWS:requestedRegion", "us-east-1"),
      text("aws:RequestTag/infra", "a1"),
      text("aws:PrincipalTag/infra", "a1")
    };
    EvaluationResult whole = one("ec2:CreateVpc", "*", all);
    assertThat(whole.evalDecision()).isEqualTo(ALLOWED);
    assertThat(whole.missingContextValues()).containsExactly("aws:SourceVpce");
    assertThat(
            one(
                    "ec2:CreateVpc",
                    "*",
                    text("aws:RequestedRegion", "us-east-1"),
                    text("aws:RequestTag/infra", "b1"),
                    text("aws:PrincipalTag/infra", "a1"))
                .evalDecision())
        .isEqualTo(IMPLICIT);
    EvaluationResult named = one("ec2:CreateVpc", "arn:aws:ec2:us-east-1:111122223333:vpc/*", all);
    assertThat(named.missingContextValues()).isEmpty();
    assertThat(named.resourceSpecificResults().getFirst().missingContextValues())
        .containsExactly("aws:SourceVpce");
  }

  @Test
  void keys_with_several_values_are_lists() {
    world.role(
        "r",
        statement(
            "Allow",
            "ec2:CreateTags",
            "*",
            "{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"a\",\"b\"]}}"));
    assertThat(
            one(
                    "ec2:CreateTags",
                    "*",
                    entry("aws:TagKeys", ContextKeyTypeEnum.STRING_LIST, "a", "b"))
                .evalDecision())
        .isEqualTo(ALLOWED);
    assertThat(
            one(
                    "ec2:CreateTags",
                    "*",
                    entry("aws:TagKeys", ContextKeyTypeEnum.STRING_LIST, "a", "c"))
                .evalDecision())
        .isEqualTo(IMPLICIT);
  }

  @Test
  void the_boundary_counts_and_says_so() {
    world.role("r", allow("*", "*"));
    iam.putRolePermissionsBoundary(
        r -> r.roleName("r").permissionsBoundary("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
    EvaluationResult inside = one("ec2:DescribeVpcs", "*");
    assertThat(inside.evalDecision()).isEqualTo(ALLOWED);
    assertThat(inside.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary()).isTrue();
    EvaluationResult outside = one("iam:CreateRole", "arn:aws:iam::111122223333:role/x");
    assertThat(outside.evalDecision()).isEqualTo(IMPLICIT);
    assertThat(outside.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
        .isFalse();
    assertThat(
            outside
                .resourceSpecificResults()
                .getFirst()
                .permissionsBoundaryDecisionDetail()
                .allowedByPermissionsBoundary())
        .isFalse();
    iam.deleteRolePolicy(r -> r.roleName("r").policyName("p0"));
    EvaluationResult nothing = one("ec2:DescribeVpcs", "*");
    assertThat(nothing.evalDecision()).isEqualTo(IMPLICIT);
    assertThat(nothing.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary()).isTrue();
  }

  @Test
  void the_organization_is_told_apart_from_the_role() {
    world.role("r", allow("ec2:*", "*"));
    String all = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
    String locked =
        "{\"Effect\":\"Deny\",\"Action\":\"ec2:CreateNatGateway\",\"Resource\":\"*\",\"Condition\":"
            + "{\"StringNotEquals\":{\"aws:RequestedRegion\":\"eu-west-1\"}}}";
    world
        .aws
        .iam()
        .underOrganization(
            ACCOUNT, "{\"Version\":\"2012-10-17\",\"Statement\":[" + all + "," + locked + "]}");
    EvaluationResult fine = one("ec2:CreateVpc", "*");
    assertThat(fine.evalDecision()).isEqualTo(ALLOWED);
    assertThat(fine.organizationsDecisionDetail().allowedByOrganizations()).isTrue();
    EvaluationResult ownFault = one("s3:CreateBucket", "*");
    assertThat(ownFault.evalDecision()).isEqualTo(IMPLICIT);
    assertThat(ownFault.organizationsDecisionDetail().allowedByOrganizations()).isTrue();
    EvaluationResult denied =
        one(
            "ec2:CreateNatGateway",
            "arn:aws:ec2:us-east-1:111122223333:natgateway/*",
            text("aws:RequestedRegion", "us-east-1"));
    assertThat(denied.evalDecision()).isEqualTo(EXPLICIT);
    assertThat(denied.organizationsDecisionDetail().allowedByOrganizations()).isFalse();
    assertThat(denied.matchedStatements()).isEmpty();
    assertThat(denied.hasResourceSpecificResults()).isFalse();
    assertThat(
            one("ec2:CreateNatGateway", "*", text("aws:RequestedRegion", "eu-west-1"))
                .evalDecision())
        .isEqualTo(ALLOWED);
    // A key of the organization's that is not given is absent, and nothing tells of it.
    EvaluationResult silent = one("ec2:CreateNatGateway", "*");
    assertThat(silent.evalDecision()).isEqualTo(EXPLICIT);
    assertThat(silent.missingContextValues()).isEmpty();
    world.aws.iam().underOrganization(ACCOUNT, allow("s3:*", "*"));
    assertThat(one("ec2:CreateVpc", "*").evalDecision()).isEqualTo(IMPLICIT);
  }

  @Test
  void an_action_that_a_lever_denies_is_denied_by_the_organization() {
    world.role("r", allow("*", "*"));
    Lever lever = world.aws.levers().deny("ec2:CreateNatGateway");
    EvaluationResult denied = one("ec2:CreateNatGateway", "*");
    assertThat(denied.evalDecision()).isEqualTo(EXPLICIT);
    assertThat(denied.organizationsDecisionDetail().allowedByOrganizations()).isFalse();
    assertThat(lever.fired()).isEqualTo(1);
    assertThat(one("ec2:CreateVpc", "*").evalDecision()).isEqualTo(ALLOWED);
    lever.release();
    assertThat(one("ec2:CreateNatGateway", "*").evalDecision()).isEqualTo(ALLOWED);
  }

  @Test
  void what_is_simulated_is_what_happens() {
    String arn =
        world.role(
            "r",
            statement(
                "Allow",
                "ec2:CreateVpc",
                "*",
                "{\"StringEquals\":{\"aws:RequestedRegion\":\"us-east-1\"}}"));
    Ec2Client ec2 = world.as(world.assume(arn), Ec2Client.class);
    assertThat(
            one(
                    "ec2:CreateVpc",
                    "arn:aws:ec2:us-east-1:111122223333:vpc/*",
                    text("aws:RequestedRegion", "us-east-1"))
                .evalDecision())
        .isEqualTo(ALLOWED);
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    iam.putRolePolicy(
        r -> r.roleName("r").policyName("p0").policyDocument(allow("ec2:DescribeVpcs", "*")));
    assertThat(
            one(
                    "ec2:CreateVpc",
                    "arn:aws:ec2:us-east-1:111122223333:vpc/*",
                    text("aws:RequestedRegion", "us-east-1"))
                .evalDecision())
        .isEqualTo(IMPLICIT);
    assertThatThrownBy(() -> ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")))
        .hasMessageContaining("no identity-based policy allows the ec2:CreateVpc action");
  }

  @Test
  void it_takes_a_permission_of_its_own_and_stands_in_the_log() {
    String arn = world.role("r", allow("ec2:*", "*"));
    IamClient session = world.as(world.assume(arn), IamClient.class);
    assertThatThrownBy(() ->
            session.simulatePrincipalPolicy(
                r -> r.policySourceArn(arn).actionNames("ec2:CreateVpc")))
        .isInstanceOf(IamException.class)
        .hasMessageContaining(
            "not authorized to perform: iam:SimulatePrincipalPolicy on resource: " + arn);
    iam.putRolePolicy(r ->
        r.roleName("r")
            .policyName("sim")
            .policyDocument(allow("iam:SimulatePrincipalPolicy", arn)));
    assertThat(
            session
                .simulatePrincipalPolicy(r -> r.policySourceArn(arn).actionNames("ec2:CreateVpc"))
                .evaluationResults()
                .getFirst()
                .evalDecision())
        .isEqualTo(ALLOWED);
    assertThat(world.aws.callLog().of("iam:SimulatePrincipalPolicy"))
        .extracting(CallRecord::outcome)
        .containsExactly(CallRecord.Outcome.DENIED, CallRecord.Outcome.DONE);
    assertThat(world.aws.callLog().of("iam:SimulatePrincipalPolicy"))
        .noneMatch(CallRecord::mutating);
  }

  @Test
  void answers_come_in_pages() {
    world.role("r", allow("ec2:*", "*"));
    String arn = "arn:aws:iam::" + ACCOUNT + ":role/r";
    List<String> actions = List.of("ec2:A", "ec2:B", "s3:C", "ec2:D", "ec2:E");
    var pages =
        iam.simulatePrincipalPolicyPaginator(
            r -> r.policySourceArn(arn).actionNames(actions).maxItems(2));
    assertThat(pages.stream().map(page -> page.evaluationResults().size()))
        .containsExactly(2, 2, 1);
    assertThat(pages.evaluationResults().stream().map(EvaluationResult::evalActionName))
        .containsExactlyElementsOf(actions);
  }

  @Test
  void what_makes_no_sense_is_refused() {
    world.role("r", allow("*", "*"));
    refused(r -> r.actionNames("ec2:*"), "Invalid Action Name: ec2:*");
    refused(r -> r.actionNames("CreateVpc"), "Invalid Action Name");
    refused(r -> r.actionNames("ec2:CreateVpc").resourceArns("vpc-1"), "Invalid Resource ARN");
    refused(
        r ->
            r.actionNames("ec2:CreateVpc")
                .contextEntries(entry("aws:RequestedRegion", ContextKeyTypeEnum.STRING, "a", "b")),
        "needed one");
    refused(
        r ->
            r.actionNames("ec2:CreateVpc")
                .contextEntries(
                    entry("aws:RequestedRegion", ContextKeyTypeEnum.STRING_LIST, "a", "b")),
        "needed one value at most");
    refused(
        r ->
            r.actionNames("ec2:CreateVpc")
                .contextEntries(entry("aws:SecureTransport", ContextKeyTypeEnum.BOOLEAN, "yes")),
        "is not of type boolean");
    refused(
        r ->
            r.actionNames("ec2:CreateVpc")
                .contextEntries(text("aws:RequestTag/a", "1"), text("AWS:requesttag/A", "2")),
        "Duplicate context key");
    refused(
        r -> r.policySourceArn("arn:aws:iam::" + ACCOUNT + ":user/u").actionNames("ec2:CreateVpc"),
        "Invalid Entity Arn");
    refused(
        r -> r.policySourceArn("arn:aws:iam::999988887777:role/r").actionNames("ec2:CreateVpc"),
        "is not of account");
    assertThatThrownBy(() ->
            simulate(r ->
                r.policySourceArn("arn:aws:iam::" + ACCOUNT + ":role/gone")
                    .actionNames("ec2:CreateVpc")))
        .isInstanceOf(NoSuchEntityException.class);
    assertThatThrownBy(
            () -> simulate(r -> r.actionNames("s3:GetObject").resourcePolicy(allow("*", "*"))))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private void refused(Consumer<SimulatePrincipalPolicyRequest.Builder> more, String message) {
    assertThatThrownBy(() -> simulate(more))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }
}
