package io.freehold.aws.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.NamingScheme;
import io.freehold.model.name.ShortName;
import io.freehold.simulator.iam.policy.Caller;
import io.freehold.simulator.iam.policy.EvaluationRequest;
import io.freehold.simulator.iam.policy.EvaluationRequest.CallerPolicies;
import io.freehold.simulator.iam.policy.EvaluationRequest.Target;
import io.freehold.simulator.iam.policy.Evaluator;
import io.freehold.simulator.iam.policy.NamedPolicy;
import io.freehold.simulator.iam.policy.PolicyKind;
import io.freehold.simulator.iam.policy.RequestContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fourteen rules that keep the management role from becoming more than it is. For each there are
 * attempts to break it: all are denied, and each succeeds once its rule is taken out of the
 * policies, so that it is known to be this rule that stops it.
 */
class EscalationTest {
  private static final String ACCOUNT = "111122223333";
  private static final String OURS = "mhp0y4dmph";
  private static final String OTHERS = "zyxwvutsrq";
  private static final String REGION = "us-east-1";
  private static final Onboarding GRANTED =
      new Onboarding(
          ManagementRoleArn.of(ACCOUNT, "/", ManagementRoleArn.DEFAULT_NAME),
          "arn:aws:iam::999988887777:root",
          "external-id",
          Optional.empty(),
          EnumSet.allOf(PolicyGroup.class));
  private static final String BOUNDARY = GRANTED.role().boundary(Optional.empty());
  private static final String ROLE = GRANTED.role().roleOf(OURS + "-us-east-1-thanos");

  /** Attached by a customer who wants to be helpful; what is denied stays denied. */
  private static final Statement HELPFUL =
      Statement.allow(
              "Helpful",
              "iam:CreateAccessKey",
              "iam:CreateLoginProfile",
              "iam:CreatePolicyVersion",
              "iam:CreateUser",
              "iam:DeletePolicy",
              "iam:DeleteRolePermissionsBoundary",
              "iam:SetDefaultPolicyVersion",
              "kms:Decrypt",
              "s3:GetObject",
              "secretsmanager:GetSecretValue")
          .onAll();

  /**
   * One attempt.
   *
   * @param rule its number in the design
   * @param what in words
   * @param context of the request, besides the session's own
   * @param without takes the rule out of a statement; what is left out altogether becomes null
   */
  private record Attempt(
      int rule,
      String what,
      String action,
      String resource,
      Map<String, String> context,
      UnaryOperator<List<Statement>> without) {
    @Override
    public String toString() {
      return "rule " + rule + ": " + what;
    }
  }

  static List<Attempt> attempts() {
    String vpc = "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1";
    String policy = "arn:aws:iam::111122223333:policy/ClickHouseManagementRole-boundary";
    return List.of(
        new Attempt(
            1,
            "a role without a boundary",
            "iam:CreateRole",
            ROLE,
            requested(OURS),
            condition("iam:CreateRole", "iam:PermissionsBoundary")),
        new Attempt(
            1,
            "a role with a wider boundary",
            "iam:CreateRole",
            ROLE,
            and(requested(OURS), "iam:PermissionsBoundary", "arn:aws:iam::aws:policy/PowerUser"),
            condition("iam:CreateRole", "iam:PermissionsBoundary")),
        new Attempt(
            1,
            "a role outside of our path",
            "iam:CreateRole",
            "arn:aws:iam::111122223333:role/" + OURS + "-us-east-1-thanos",
            and(requested(OURS), "iam:PermissionsBoundary", BOUNDARY),
            resources("iam:CreateRole")),
        new Attempt(
            1,
            "a role for another infrastructure",
            "iam:CreateRole",
            ROLE,
            and(requested(OTHERS), "iam:PermissionsBoundary", BOUNDARY),
            condition("iam:CreateRole", "aws:RequestTag/clickhouse-byoc-infrastructure")),
        new Attempt(
            2,
            "a policy for a role that has lost its boundary",
            "iam:PutRolePolicy",
            ROLE,
            tagged("iam", OURS),
            condition("iam:PutRolePolicy", "iam:PermissionsBoundary")),
        new Attempt(
            2,
            "all rights for a role of ours",
            "iam:AttachRolePolicy",
            ROLE,
            and(
                and(tagged("iam", OURS), "iam:PermissionsBoundary", BOUNDARY),
                "iam:PolicyARN",
                "arn:aws:iam::aws:policy/AdministratorAccess"),
            condition("iam:AttachRolePolicy", "iam:PolicyARN")),
        new Attempt(
            2,
            "the trust of a role without our tag",
            "iam:UpdateAssumeRolePolicy",
            ROLE,
            Map.of(),
            condition(
                "iam:UpdateAssumeRolePolicy", "aws:ResourceTag/clickhouse-byoc-infrastructure")),
        new Attempt(
            2,
            "another boundary for a role of ours",
            "iam:PutRolePermissionsBoundary",
            ROLE,
            and(tagged("iam", OURS), "iam:PermissionsBoundary", "arn:aws:iam::aws:policy/All"),
            condition("iam:PutRolePermissionsBoundary", "iam:PermissionsBoundary")),
        new Attempt(
            3,
            "a new version of the boundary",
            "iam:CreatePolicyVersion",
            policy,
            Map.of(),
            statement("Boundary")),
        new Attempt(
            3,
            "an old version of the boundary",
            "iam:SetDefaultPolicyVersion",
            policy,
            Map.of(),
            statement("Boundary")),
        new Attempt(
            3, "no boundary any more", "iam:DeletePolicy", policy, Map.of(), statement("Boundary")),
        new Attempt(
            3,
            "a role of ours without its boundary",
            "iam:DeleteRolePermissionsBoundary",
            ROLE,
            tagged("iam", OURS),
            statement("Boundary")),
        new Attempt(
            4,
            "a role of ours for a function",
            "iam:PassRole",
            ROLE,
            Map.of("iam:PassedToService", "lambda.amazonaws.com"),
            condition("iam:PassRole", "iam:PassedToService")),
        new Attempt(
            4,
            "somebody else's role for our pods",
            "iam:PassRole",
            "arn:aws:iam::111122223333:role/admin",
            Map.of("iam:PassedToService", "pods.eks.amazonaws.com"),
            resources("iam:PassRole")),
        new Attempt(
            5,
            "our tag for somebody else's security group",
            "ec2:CreateTags",
            "arn:aws:ec2:us-east-1:111122223333:security-group/sg-1",
            requested(OURS),
            condition("ec2:CreateTags", "ec2:CreateAction")),
        new Attempt(
            9,
            "a role that belongs to another region by its tag",
            "iam:TagRole",
            ROLE,
            Map.of(
                "aws:ResourceTag/clickhouse-byoc-infrastructure",
                OURS,
                "aws:RequestTag/clickhouse-byoc-region",
                "eu-west-1",
                "aws:TagKeys",
                "clickhouse-byoc-region"),
            condition("iam:TagRole", "aws:RequestTag/clickhouse-byoc-region")),
        new Attempt(
            9,
            "a role that belongs to another infrastructure by its tag",
            "iam:TagRole",
            ROLE,
            Map.of(
                "aws:ResourceTag/clickhouse-byoc-infrastructure",
                OURS,
                "aws:RequestTag/clickhouse-byoc-infrastructure",
                OTHERS,
                "aws:RequestTag/clickhouse-byoc-region",
                REGION,
                "aws:TagKeys",
                "clickhouse-byoc-infrastructure"),
            condition("iam:TagRole", "aws:TagKeys")),
        new Attempt(
            6,
            "a cluster of another name",
            "eks:DeleteCluster",
            "arn:aws:eks:us-east-1:111122223333:cluster/production",
            tagged("eks", OURS),
            resources("eks:DeleteCluster")),
        new Attempt(
            6,
            "the cluster of another infrastructure",
            "eks:UpdateClusterConfig",
            "arn:aws:eks:us-east-1:111122223333:cluster/clickhouse-cloud-" + OTHERS,
            tagged("eks", OURS),
            resources("eks:UpdateClusterConfig")),
        new Attempt(
            7,
            "somebody else's bucket",
            "s3:DeleteBucket",
            "arn:aws:s3:::payroll",
            Map.of(),
            resources("s3:DeleteBucket")),
        new Attempt(
            7,
            "what is in a bucket of ours",
            "s3:GetObject",
            "arn:aws:s3:::" + OURS + ".us-east-1.aws.byoc.clickhouse.cloud-shared/ch-s3-a/b",
            Map.of(),
            statement("Objects")),
        new Attempt(
            8,
            "somebody else's VPC",
            "ec2:DeleteVpc",
            vpc,
            Map.of(),
            condition("ec2:DeleteVpc", "aws:ResourceTag/clickhouse-byoc-infrastructure")),
        new Attempt(
            8,
            "a subnet in somebody else's VPC",
            "ec2:CreateSubnet",
            vpc,
            requested(OURS),
            condition("ec2:CreateSubnet", "aws:ResourceTag/clickhouse-byoc-infrastructure")),
        new Attempt(
            8,
            "an instance without a launch template",
            "ec2:RunInstances",
            "arn:aws:ec2:us-east-1:111122223333:instance/*",
            requested(OURS),
            condition("ec2:RunInstances", "ec2:LaunchTemplate")),
        new Attempt(
            8,
            "somebody else's launch template",
            "ec2:RunInstances",
            "arn:aws:ec2:us-east-1:111122223333:launch-template/lt-1",
            Map.of("ec2:LaunchTemplate", "arn:aws:ec2:us-east-1:111122223333:launch-template/lt-1"),
            condition("ec2:RunInstances", "aws:ResourceTag/clickhouse-byoc-infrastructure")),
        new Attempt(
            9,
            "another region",
            "ec2:CreateVpc",
            "arn:aws:ec2:eu-west-1:111122223333:vpc/*",
            and(requested(OURS), "aws:RequestedRegion", "eu-west-1"),
            statement("OtherRegions")),
        new Attempt(
            9,
            "another infrastructure",
            "ec2:DeleteNatGateway",
            "arn:aws:ec2:us-east-1:111122223333:natgateway/nat-1",
            tagged("ec2", OTHERS),
            condition("ec2:DeleteNatGateway", "aws:ResourceTag/clickhouse-byoc-infrastructure")),
        new Attempt(
            10,
            "a name of the customer's",
            "route53:ChangeResourceRecordSets",
            "arn:aws:route53:::hostedzone/Z1",
            Map.of("route53:ChangeResourceRecordSetsNormalizedRecordNames", "www.example.com"),
            condition(
                "route53:ChangeResourceRecordSets",
                "route53:ChangeResourceRecordSetsNormalizedRecordNames")),
        new Attempt(
            11,
            "another service's own role",
            "iam:CreateServiceLinkedRole",
            "arn:aws:iam::111122223333:role/aws-service-role/spot.amazonaws.com/AWSServiceRole",
            Map.of("iam:AWSServiceName", "spot.amazonaws.com"),
            both(
                condition("iam:CreateServiceLinkedRole", "iam:AWSServiceName"),
                resources("iam:CreateServiceLinkedRole"))),
        new Attempt(12, "a user", "iam:CreateUser", "*", Map.of(), statement("Identities")),
        new Attempt(
            12,
            "an access key",
            "iam:CreateAccessKey",
            "arn:aws:iam::111122223333:user/admin",
            Map.of(),
            statement("Identities")),
        new Attempt(
            12,
            "a password",
            "iam:CreateLoginProfile",
            "arn:aws:iam::111122223333:user/admin",
            Map.of(),
            statement("Identities")),
        new Attempt(
            13,
            "the use of a key",
            "kms:Decrypt",
            "arn:aws:kms:us-east-1:111122223333:key/1",
            Map.of(),
            statement("Secrets")),
        new Attempt(
            13,
            "a secret",
            "secretsmanager:GetSecretValue",
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:db",
            Map.of(),
            statement("Secrets")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attempts")
  void is_denied_and_succeeds_without_its_rule(Attempt attempt) {
    List<Statement> statements = statements();
    assertThat(allowed(attempt, statements)).as("with the rule").isFalse();
    assertThat(allowed(attempt, attempt.without().apply(statements)))
        .as("with the rule taken out")
        .isTrue();
  }

  /** Rule 14: only pods of the one cluster become a role of ours. */
  @Test
  void rule_14_pods_of_another_cluster_do_not_become_a_role_of_ours() {
    InfrastructureNames names = NamingScheme.standard().of(new ShortName(OURS), REGION);
    PolicyDocument trust =
        new RolePolicies(names, GRANTED.role(), Optional.empty(), VendorRoles.in("999988887777"))
            .thanos()
            .trust();
    assertThat(assumedByPodsOf(names.cluster(), ACCOUNT, trust)).isTrue();
    for (String key : List.of("aws:SourceArn", "aws:SourceAccount")) {
      String cluster = key.endsWith("Arn") ? "clickhouse-cloud-" + OTHERS : names.cluster();
      String account = key.endsWith("Account") ? "444455556666" : ACCOUNT;
      assertThat(assumedByPodsOf(cluster, account, trust)).as(key).isFalse();
      PolicyDocument without =
          new PolicyDocument(trust.statements().stream().map(one -> without(one, key)).toList());
      assertThat(assumedByPodsOf(cluster, account, without)).as("without " + key).isTrue();
    }
  }

  /** What a session could not do itself, a role that it makes cannot do for it either. */
  @ParameterizedTest
  @CsvSource({
    "ec2:CreateTags, arn:aws:ec2:us-east-1:111122223333:volume/vol-1",
    "ec2:ModifyInstanceAttribute, arn:aws:ec2:us-east-1:111122223333:instance/i-1",
    "ec2:AuthorizeSecurityGroupIngress, arn:aws:ec2:us-east-1:111122223333:security-group/sg-1",
    "ec2:DeleteSecurityGroup, arn:aws:ec2:us-east-1:111122223333:security-group/sg-1",
    "ec2:DeleteRoute, arn:aws:ec2:us-east-1:111122223333:route-table/rtb-1",
    "ec2:DeleteVolume, arn:aws:ec2:us-east-1:111122223333:volume/vol-1",
    "elasticloadbalancing:DeleteLoadBalancer, *",
    "elasticloadbalancing:AddTags, *",
    "s3:GetObject, arn:aws:s3:::payroll/june",
    "s3:GetObject, arn:aws:s3:::zyxwvutsrq.us-east-1.aws.byoc.clickhouse.cloud-shared/a",
    "iam:CreateRole, *",
    "sts:AssumeRole, arn:aws:iam::111122223333:role/admin"
  })
  void a_role_with_all_rights_is_held_by_its_boundary(String action, String resource) {
    assertThat(withinBoundary(action, resource, Map.of())).isFalse();
  }

  @Test
  void a_role_changes_only_the_names_of_its_infrastructure() {
    String key = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
    String zone = "arn:aws:route53:::hostedzone/Z1";
    String change = "route53:ChangeResourceRecordSets";
    String ours = "a." + OURS + "." + REGION + ".aws.byoc.clickhouse.cloud";
    assertThat(withinBoundary(change, zone, Map.of(key, ours))).isTrue();
    assertThat(withinBoundary(change, zone, Map.of(key, "www.example.com"))).isFalse();
  }

  /** A role of ours that may do everything, as far as its boundary lets it. */
  private static boolean withinBoundary(
      String action, String resource, Map<String, String> request) {
    Map<String, Set<String>> context = new HashMap<>();
    context.put("aws:RequestedRegion", Set.of(REGION));
    context.put("aws:PrincipalTag/clickhouse-byoc-infrastructure", Set.of(OURS));
    context.put("aws:PrincipalTag/clickhouse-byoc-region", Set.of(REGION));
    request.forEach((key, value) -> context.put(key, Set.of(value)));
    PolicyDocument all = PolicyDocument.of(Statement.allow("All", List.of(action)).onAll());
    return Evaluator.evaluate(
            new EvaluationRequest(
                new Caller.RoleSession(ACCOUNT, ROLE, "arn:aws:sts::111122223333:assumed-role/t/s"),
                action,
                resource,
                RequestContext.of(context),
                new CallerPolicies(
                    List.of(parsed(PolicyKind.IDENTITY, all)),
                    Optional.of(parsed(PolicyKind.IDENTITY, GRANTED.boundary())),
                    List.of(),
                    List.of()),
                Target.in(ACCOUNT)))
        .allowed();
  }

  @Test
  void every_rule_is_attempted() {
    Set<Integer> rules = new TreeSet<>(Set.of(14));
    attempts().forEach(attempt -> rules.add(attempt.rule()));
    assertThat(rules).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
  }

  /** A session that says neither whose nor where it is can only look. */
  @Test
  void a_session_without_tags_changes_nothing() {
    for (Attempt attempt :
        List.of(
            new Attempt(0, "", "ec2:DeleteVpc", "*", tagged("ec2", OURS), it -> it),
            new Attempt(0, "", "ec2:CreateVpc", "*", requested(OURS), it -> it),
            new Attempt(0, "", "s3:DeleteBucket", "arn:aws:s3:::.x", Map.of(), it -> it))) {
      assertThat(allowed(attempt, statements(), Map.of())).as(attempt.action()).isFalse();
    }
    assertThat(
            allowed(
                new Attempt(0, "", "iam:ListRoles", "*", Map.of(), it -> it),
                statements(),
                Map.of()))
        .isTrue();
  }

  private static List<Statement> statements() {
    List<Statement> all = new ArrayList<>();
    GRANTED.policies().values().forEach(document -> all.addAll(document.statements()));
    all.add(HELPFUL);
    return all;
  }

  private static boolean allowed(Attempt attempt, List<Statement> statements) {
    return allowed(
        attempt,
        statements,
        Map.of(
            "aws:PrincipalTag/clickhouse-byoc-infrastructure",
            OURS,
            "aws:PrincipalTag/clickhouse-byoc-region",
            REGION));
  }

  private static boolean allowed(
      Attempt attempt, List<Statement> statements, Map<String, String> session) {
    Map<String, Set<String>> context = new HashMap<>();
    context.put("aws:RequestedRegion", Set.of(REGION));
    session.forEach((key, value) -> context.put(key, Set.of(value)));
    attempt.context().forEach((key, value) -> context.put(key, Set.of(value)));
    PolicyDocument document =
        new PolicyDocument(statements.stream().map(one -> one.named("")).toList());
    return Evaluator.evaluate(
            new EvaluationRequest(
                new Caller.RoleSession(
                    ACCOUNT,
                    GRANTED.role().value(),
                    "arn:aws:sts::111122223333:assumed-role/ClickHouseManagementRole/s"),
                attempt.action(),
                attempt.resource(),
                RequestContext.of(context),
                new CallerPolicies(
                    List.of(parsed(PolicyKind.IDENTITY, document)),
                    Optional.empty(),
                    List.of(),
                    List.of()),
                Target.in(ACCOUNT)))
        .allowed();
  }

  private static boolean assumedByPodsOf(String cluster, String account, PolicyDocument trust) {
    return Evaluator.evaluate(
            new EvaluationRequest(
                new Caller.AwsService("pods.eks.amazonaws.com"),
                "sts:AssumeRole",
                ROLE,
                RequestContext.of(
                    Map.of(
                        "aws:SourceAccount",
                        Set.of(account),
                        "aws:SourceArn",
                        Set.of("arn:aws:eks:us-east-1:111122223333:cluster/" + cluster))),
                CallerPolicies.NONE,
                Target.role(ACCOUNT, parsed(PolicyKind.TRUST, trust))))
        .allowed();
  }

  private static NamedPolicy parsed(PolicyKind kind, PolicyDocument document) {
    return new NamedPolicy(
        "policy", io.freehold.simulator.iam.policy.PolicyDocument.parse(kind, document.json()));
  }

  private static Map<String, String> requested(String infrastructure) {
    return Map.of(
        "aws:RequestTag/clickhouse-byoc-infrastructure",
        infrastructure,
        "aws:RequestTag/clickhouse-byoc-region",
        REGION,
        "aws:TagKeys",
        "clickhouse-byoc-infrastructure");
  }

  private static Map<String, String> tagged(String service, String infrastructure) {
    return Map.of(
        "aws:ResourceTag/clickhouse-byoc-infrastructure",
        infrastructure,
        "aws:ResourceTag/clickhouse-byoc",
        "true");
  }

  private static Map<String, String> and(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  /** Drops a whole statement. */
  private static UnaryOperator<List<Statement>> statement(String sid) {
    return statements -> statements.stream().filter(one -> !one.sid().equals(sid)).toList();
  }

  /** Drops one condition wherever the action is allowed. */
  private static UnaryOperator<List<Statement>> condition(String action, String key) {
    return change(one -> one.actions().contains(action), one -> without(one, key));
  }

  /** Lets the action at everything wherever it is allowed. */
  private static UnaryOperator<List<Statement>> resources(String action) {
    return change(one -> one.actions().contains(action), Statement::onAll);
  }

  private static UnaryOperator<List<Statement>> both(
      UnaryOperator<List<Statement>> one, UnaryOperator<List<Statement>> other) {
    return statements -> other.apply(one.apply(statements));
  }

  private static UnaryOperator<List<Statement>> change(
      Predicate<Statement> where, UnaryOperator<Statement> how) {
    return statements ->
        statements.stream()
            .map(one ->
                one.effect() == Statement.Effect.ALLOW && where.test(one) ? how.apply(one) : one)
            .toList();
  }

  private static Statement without(Statement it, String key) {
    SortedMap<String, SortedMap<String, SortedSet<String>>> left = new TreeMap<>();
    it.conditions()
        .forEach((operator, keys) -> {
          SortedMap<String, SortedSet<String>> others = new TreeMap<>(keys);
          others.remove(key);
          if (!others.isEmpty()) {
            left.put(operator, others);
          }
        });
    return new Statement(
        it.sid(), it.effect(), it.principals(), it.actions(), it.resources(), left);
  }
}
