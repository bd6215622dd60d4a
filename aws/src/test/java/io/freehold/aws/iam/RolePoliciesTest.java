package io.freehold.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.Statement;
import io.freehold.model.name.BucketPurpose;
import io.freehold.model.name.InfrastructureNames;
import io.freehold.model.name.InfrastructureRole;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RolePoliciesTest {
  private static final String ACCOUNT = "111122223333";
  private static final String ZONE = "Z0123456789ABCDEFGHIJ";
  private static final String MANAGEMENT =
      "arn:aws:iam::111122223333:role/ClickHouseManagementRole";
  private static final InfrastructureNames NAMES =
      NamingScheme.standard().of(new ShortName("mhp0y4dmph"), "ap-southeast-1");
  private static final RolePolicies POLICIES =
      new RolePolicies(
          NAMES,
          new ManagementRoleArn(MANAGEMENT),
          Optional.empty(),
          VendorRoles.in("999900001111"));
  private static final PolicyDocument BOUNDARY =
      Onboarding.standard(ACCOUNT, "999900001111", "external-id").boundary();
  private static final String OURS = "aws:ResourceTag/clickhouse-byoc-infrastructure";

  static List<Role> roles() {
    return Arrays.stream(InfrastructureRole.values()).map(role -> POLICIES.of(role, ZONE)).toList();
  }

  @Test
  void everyRoleOfTheDesignIsThereUnderItsName() {
    assertThat(roles())
        .extracting(Role::name)
        .containsExactlyInAnyOrderElementsOf(
            List.of(InfrastructureRole.values()).stream().map(NAMES::role).toList());
  }

  @ParameterizedTest
  @MethodSource("roles")
  void keepsWithinWhatIamTakes(Role role) {
    assertThat(role.name()).hasSizeLessThanOrEqualTo(64);
    assertThat(role.trust().json()).hasSizeLessThanOrEqualTo(2048);
    assertThat(role.managedPolicies()).hasSizeLessThanOrEqualTo(10);
    assertThat(role.inlinePolicies().values().stream().mapToInt(one -> one.json().length()).sum())
        .isLessThanOrEqualTo(10_240);
    assertThat(role.boundary())
        .isEqualTo("arn:aws:iam::111122223333:policy/ClickHouseManagementRole-boundary");
    assertThat(role.path()).isEqualTo("/clickhouse-byoc/");
  }

  @ParameterizedTest
  @MethodSource("roles")
  void theBoundaryHasRoomForEverythingThatARoleIsGranted(Role role) {
    role.inlinePolicies()
        .values()
        .forEach(document ->
            assertThat(BOUNDARY.allowedActions()).containsAll(document.allowedActions()));
  }

  @Test
  void theBoundaryIsOfASizeThatIamTakesAndHasNoUseForIdentities() {
    assertThat(BOUNDARY.size()).isLessThanOrEqualTo(6144);
    assertThat(BOUNDARY.allowedActions())
        .filteredOn(action -> action.startsWith("iam:"))
        .containsExactly("iam:CreateServiceLinkedRole");
  }

  @Test
  void aBoundaryOfTheCustomersReplacesOurs() {
    String theirs = "arn:aws:iam::111122223333:policy/corp/ceiling";
    RolePolicies within =
        new RolePolicies(
            NAMES,
            ManagementRoleArn.of(ACCOUNT, "/corp/", "ClickHouseManagementRole"),
            Optional.of(theirs),
            POLICIES.vendor());
    assertThat(within.worker().boundary()).isEqualTo(theirs);
    assertThat(within.worker().path()).isEqualTo("/corp/clickhouse-byoc/");
  }

  @ParameterizedTest
  @MethodSource("roles")
  void onlyWhoShouldMayAssumeIt(Role role) {
    Set<String> callers = new HashSet<>();
    for (String service :
        List.of("pods.eks.amazonaws.com", "eks.amazonaws.com", "ec2.amazonaws.com")) {
      if (assumes(role, new Caller.AwsService(service), NAMES.cluster())) {
        callers.add(service);
      }
      if (!service.equals("ec2.amazonaws.com")) {
        assertThat(assumes(role, new Caller.AwsService(service), "clickhouse-cloud-zyxwvutsrq"))
            .as("another cluster's " + service)
            .isFalse();
      }
    }
    assertThat(assumes(role, session("arn:aws:iam::111122223333:role/other"), NAMES.cluster()))
        .isFalse();
    boolean byControlPlane = assumes(role, session(MANAGEMENT), NAMES.cluster());
    switch (role.name().substring(NAMES.rolePrefix().length())) {
      case "k8s-control-plane" -> assertThat(callers).containsExactly("eks.amazonaws.com");
      case "k8s-worker" -> assertThat(callers).containsExactly("ec2.amazonaws.com");
      case "data-plane-mgmt" -> {
        assertThat(callers).isEmpty();
        assertThat(byControlPlane).isTrue();
        return;
      }
      default -> assertThat(callers).containsExactly("pods.eks.amazonaws.com");
    }
    assertThat(byControlPlane).isFalse();
  }

  @Test
  void aServiceReachesItsOwnObjectsAndNoOthers() {
    Role role = POLICIES.clickHouseStorage();
    Map<String, String> pod = Map.of("aws:PrincipalTag/kubernetes-namespace", "h5ju65kv87");
    for (BucketPurpose purpose : List.of(BucketPurpose.SHARED, BucketPurpose.BACKUP)) {
      String bucket = "arn:aws:s3:::" + NAMES.bucket(purpose);
      assertThat(may(role, "s3:GetObject", bucket + "/ch-s3-h5ju65kv87/a", pod)).isTrue();
      assertThat(may(role, "s3:GetObject", bucket + "/ch-s3-zzzzzzzzzz/a", pod)).isFalse();
      assertThat(may(role, "s3:DeleteObject", bucket + "/ch-s3-zzzzzzzzzz/a", pod)).isFalse();
      assertThat(may(role, "s3:GetObject", bucket + "/ch-s3-h5ju65kv87/a", Map.of())).isFalse();
      assertThat(may(role, "s3:ListBucket", bucket, with(pod, "s3:prefix", "ch-s3-h5ju65kv87/d")))
          .isTrue();
      assertThat(may(role, "s3:ListBucket", bucket, with(pod, "s3:prefix", "ch-s3-zzzzzzzzzz/")))
          .isFalse();
    }
    String monitoring = "arn:aws:s3:::" + NAMES.bucket(BucketPurpose.MONITORING);
    assertThat(may(role, "s3:GetObject", monitoring + "/ch-s3-h5ju65kv87/a", pod)).isFalse();
  }

  @Test
  void targetsAreRegisteredInOurTargetGroupsOnly() {
    Role role = POLICIES.loadBalancerController();
    String group =
        "arn:aws:elasticloadbalancing:ap-southeast-1:111122223333:targetgroup/x/0123456789abcdef";
    String register = "elasticloadbalancing:RegisterTargets";
    assertThat(may(role, register, group, Map.of(OURS, "mhp0y4dmph"))).isTrue();
    assertThat(may(role, register, group, Map.of(OURS, "zyxwvutsrq"))).isFalse();
    assertThat(may(role, register, group, Map.of())).isFalse();
    assertThat(may(role, "elasticloadbalancing:CreateLoadBalancer", "*", Map.of())).isFalse();
  }

  @Test
  void volumesAreMadeAndUsedOnlyWithOurTag() {
    Role role = POLICIES.ebsCsiDriver();
    String volume = "arn:aws:ec2:ap-southeast-1:111122223333:volume/vol-1";
    Map<String, String> tagged = new HashMap<>();
    POLICIES.volumeTags().forEach((key, value) -> tagged.put("aws:RequestTag/" + key, value));
    assertThat(may(role, "ec2:CreateVolume", volume, tagged)).isTrue();
    assertThat(may(role, "ec2:CreateVolume", volume, Map.of())).isFalse();
    assertThat(may(role, "ec2:DeleteVolume", volume, Map.of(OURS, "mhp0y4dmph"))).isTrue();
    assertThat(may(role, "ec2:DeleteVolume", volume, Map.of(OURS, "zyxwvutsrq"))).isFalse();
    assertThat(may(role, "ec2:CreateTags", volume, Map.of("ec2:CreateAction", "CreateVolume")))
        .isTrue();
    assertThat(may(role, "ec2:CreateTags", volume, Map.of())).isFalse();
  }

  @Test
  void certManagerAnswersChallengesAndExternalDnsLeavesTheDelegationAlone() {
    String zone = "arn:aws:route53:::hostedzone/" + ZONE;
    String change = "route53:ChangeResourceRecordSets";
    String types = "route53:ChangeResourceRecordSetsRecordTypes";
    String names = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
    Role certificates = POLICIES.certManager(ZONE);
    String challenge = "_acme-challenge." + NAMES.domain();
    assertThat(may(certificates, change, zone, Map.of(types, "TXT", names, challenge))).isTrue();
    assertThat(may(certificates, change, zone, Map.of(types, "TXT", names, NAMES.domain())))
        .isFalse();
    assertThat(may(certificates, change, zone, Map.of(types, "A", names, challenge))).isFalse();
    Role dns = POLICIES.externalDns(ZONE);
    assertThat(may(dns, change, zone, Map.of(types, "A", names, "x." + NAMES.domain()))).isTrue();
    assertThat(may(dns, change, zone, Map.of(types, "NS", names, NAMES.domain()))).isFalse();
    assertThat(
            may(
                dns,
                change,
                "arn:aws:route53:::hostedzone/ZOTHER",
                Map.of(types, "A", names, "x.example.com")))
        .isFalse();
  }

  /** Where the zone is not known, names keep them to it. */
  @Test
  void madeBeforeTheZoneTheyChangeNoNamesButTheInfrastructuresOwn() {
    String zone = "arn:aws:route53:::hostedzone/" + ZONE;
    String other = "arn:aws:route53:::hostedzone/ZOTHER";
    String change = "route53:ChangeResourceRecordSets";
    String types = "route53:ChangeResourceRecordSetsRecordTypes";
    String names = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
    Role dns = POLICIES.of(InfrastructureRole.EXTERNAL_DNS, RolePolicies.ANY_ZONE);
    Role certificates = POLICIES.of(InfrastructureRole.CERT_MANAGER, RolePolicies.ANY_ZONE);
    String challenge = "_acme-challenge." + NAMES.domain();
    assertThat(may(dns, change, zone, Map.of(types, "A", names, "\\052." + NAMES.domain())))
        .isTrue();
    assertThat(may(certificates, change, zone, Map.of(types, "TXT", names, challenge))).isTrue();
    for (String theirs :
        List.of("www.example.com", "zyxwvutsrq.ap-southeast-1.aws.byoc.clickhouse.cloud")) {
      assertThat(may(dns, change, other, Map.of(types, "A", names, theirs))).isFalse();
      assertThat(
              may(
                  certificates,
                  change,
                  other,
                  Map.of(types, "TXT", names, "_acme-challenge." + theirs)))
          .isFalse();
    }
    assertThat(may(dns, change, zone, Map.of(types, "NS", names, NAMES.domain()))).isFalse();
  }

  @Test
  void theAutoscalerScalesThisClusterOnly() {
    Role role = POLICIES.clusterAutoscaler();
    String group =
        "arn:aws:autoscaling:ap-southeast-1:111122223333:autoScalingGroup:1:autoScalingGroupName/a";
    String tag = "aws:ResourceTag/k8s.io/cluster-autoscaler/";
    assertThat(
            may(
                role,
                "autoscaling:SetDesiredCapacity",
                group,
                Map.of(
                    tag + NAMES.cluster(),
                    "owned",
                    "aws:ResourceTag/eks:cluster-name",
                    NAMES.cluster())))
        .isTrue();
    assertThat(
            may(
                role,
                "autoscaling:SetDesiredCapacity",
                group,
                Map.of(
                    tag + "clickhouse-cloud-zyxwvutsrq",
                    "owned",
                    "aws:ResourceTag/eks:cluster-name",
                    "clickhouse-cloud-zyxwvutsrq")))
        .isFalse();
  }

  @Test
  void reportersMayDoNothingButBecomeTheVendorsRole() {
    for (Role role : List.of(POLICIES.stateExporter(), POLICIES.clickHouseScraper())) {
      assertThat(role.inlinePolicies().get("access").allowedActions())
          .containsExactly("sts:AssumeRole", "sts:TagSession");
      assertThat(may(role, "sts:AssumeRole", MANAGEMENT, Map.of())).isFalse();
    }
    assertThat(
            may(
                POLICIES.stateExporter(),
                "sts:AssumeRole",
                POLICIES.vendor().stateWriter(),
                Map.of()))
        .isTrue();
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private static Caller session(String roleArn) {
    String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    return new Caller.RoleSession(
        ACCOUNT, roleArn, "arn:aws:sts::" + ACCOUNT + ":assumed-role/" + name + "/s");
  }

  private static boolean assumes(Role role, Caller caller, String cluster) {
    Map<String, Set<String>> context =
        Map.of(
            "aws:SourceAccount",
            Set.of(ACCOUNT),
            "aws:SourceArn",
            Set.of("arn:aws:eks:ap-southeast-1:111122223333:cluster/" + cluster));
    NamedPolicy trust = named(PolicyKind.TRUST, "trust", role.trust());
    CallerPolicies all =
        new CallerPolicies(
            List.of(
                named(
                    PolicyKind.IDENTITY,
                    "all",
                    PolicyDocument.of(Statement.allow("All", "sts:AssumeRole").onAll()))),
            Optional.empty(),
            List.of(),
            List.of());
    return Evaluator.evaluate(
            new EvaluationRequest(
                caller,
                "sts:AssumeRole",
                "arn:aws:iam::" + ACCOUNT + ":role/" + role.name(),
                RequestContext.of(context),
                caller instanceof Caller.AwsService ? CallerPolicies.NONE : all,
                Target.role(ACCOUNT, trust)))
        .allowed();
  }

  /** Asks with the boundary in place: what it forbids, a role cannot do. */
  private static boolean may(
      Role role, String action, String resource, Map<String, String> context) {
    Map<String, Set<String>> values = new HashMap<>();
    values.put("aws:RequestedRegion", Set.of(NAMES.region()));
    // The role's own tags.
    values.put("aws:PrincipalTag/clickhouse-byoc-infrastructure", Set.of("mhp0y4dmph"));
    values.put("aws:PrincipalTag/clickhouse-byoc-region", Set.of(NAMES.region()));
    context.forEach((key, value) -> values.put(key, Set.of(value)));
    CallerPolicies own =
        new CallerPolicies(
            role.inlinePolicies().entrySet().stream()
                .map(one -> named(PolicyKind.IDENTITY, one.getKey(), one.getValue()))
                .toList(),
            Optional.of(named(PolicyKind.IDENTITY, "boundary", BOUNDARY)),
            List.of(),
            List.of());
    return Evaluator.evaluate(
            new EvaluationRequest(
                session("arn:aws:iam::" + ACCOUNT + ":role/" + role.name()),
                action,
                resource,
                RequestContext.of(values),
                own,
                Target.in(ACCOUNT)))
        .allowed();
  }

  private static NamedPolicy named(PolicyKind kind, String name, PolicyDocument document) {
    return new NamedPolicy(
        name, io.freehold.simulator.iam.policy.PolicyDocument.parse(kind, document.json()));
  }
}
