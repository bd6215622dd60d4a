package io.freehold.simulator.loadbalancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.customer.ManagementRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

class LoadBalancingTest {
  private static final String ACCOUNT = "111122223333";
  private static final String SOMEWHERE = "198.51.100.7";
  private static final TargetDescription FAR = TargetDescription.builder().id("10.9.0.1").build();

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
  private final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);
  private final Ec2Client ec2 =
      aws.client(Ec2Client.class, aws.credentialsOfRoot(ACCOUNT), Region.US_EAST_1);
  private final ElasticLoadBalancingV2Client balancing =
      aws.client(
          ElasticLoadBalancingV2Client.class, aws.credentialsOfRoot(ACCOUNT), Region.US_EAST_1);

  private String vpc = "";
  private String internetGateway = "";
  private String group = "";
  private List<String> subnets = List.of();

  @BeforeEach
  void network() {
    vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    internetGateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(internetGateway).vpcId(vpc));
    subnets = List.of(subnet("use1-az1", 0), subnet("use1-az2", 1), subnet("use1-az4", 2));
    group =
        ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName("nlb").description("nlb")).groupId();
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(group).ipProtocol("tcp").fromPort(8443).toPort(8443).cidrIp("0.0.0.0/0"));
    clock.advance(Duration.ofSeconds(10));
  }

  @Test
  void isProvisioningAndThenActiveWithANameInTheZoneOfItsRegion() {
    LoadBalancer made = balancer("edge");
    assertThat(made.state().code()).isEqualTo(LoadBalancerStateEnum.PROVISIONING);
    clock.advance(Duration.ofSeconds(154));
    assertThat(state(made)).isEqualTo(LoadBalancerStateEnum.PROVISIONING);
    clock.advance(Duration.ofSeconds(1));
    assertThat(state(made)).isEqualTo(LoadBalancerStateEnum.ACTIVE);
    assertThat(made.dnsName()).matches("edge-[0-9a-f]{16}\\.elb\\.us-east-1\\.amazonaws\\.com");
    assertThat(made.canonicalHostedZoneId()).isEqualTo("Z26RNL4JYFTOTI");
    assertThat(aws.loadBalancing().aliasZone(made.dnsName() + ".")).contains("Z26RNL4JYFTOTI");
  }

  @Test
  void aRepeatAnswersWhatIsThereUnlessSettingsDiffer() {
    LoadBalancer made = balancer("edge");
    assertThat(balancer("edge").loadBalancerArn()).isEqualTo(made.loadBalancerArn());
    assertThat(codeOf(() -> balancer("edge", LoadBalancerSchemeEnum.INTERNAL)))
        .isEqualTo("DuplicateLoadBalancerName");
    String targets = targetGroup("edge", vpc);
    assertThat(targetGroup("edge", vpc)).isEqualTo(targets);
    String other = ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    assertThat(codeOf(() -> targetGroup("edge", other))).isEqualTo("DuplicateTargetGroupName");
    assertThat(live("LoadBalancer")).hasSize(1);
    assertThat(live("TargetGroup")).hasSize(1);
  }

  @Test
  void whatItNeedsMustBeThere() {
    assertThat(
            codeOf(() ->
                balancing.createLoadBalancer(r ->
                    r.name("x")
                        .type(LoadBalancerTypeEnum.NETWORK)
                        .subnets("subnet-00000000000000000"))))
        .isEqualTo("SubnetNotFound");
    assertThat(
            codeOf(() ->
                balancing.createLoadBalancer(r ->
                    r.name("x")
                        .type(LoadBalancerTypeEnum.NETWORK)
                        .subnets(subnets)
                        .securityGroups("sg-00000000000000000"))))
        .isEqualTo("InvalidSecurityGroup");
    ec2.detachInternetGateway(r -> r.internetGatewayId(internetGateway).vpcId(vpc));
    assertThat(codeOf(() -> balancer("x"))).isEqualTo("InvalidSubnet");
    assertThatCode(() -> balancer("x", LoadBalancerSchemeEnum.INTERNAL)).doesNotThrowAnyException();
    assertThat(codeOf(() -> balancer("a-name-that-is-longer-than-32-chars")))
        .isEqualTo("ValidationError");
  }

  @Test
  void aZoneIsAddedAndTakenAwayButNoSubnetReplacedInOneCall() {
    LoadBalancer made = balancer("edge");
    String elsewhere = subnet("use1-az1", 3);
    assertThat(codeOf(() -> setSubnets(made, elsewhere, subnets.get(1))))
        .isEqualTo("InvalidConfigurationRequest");
    setSubnets(made, subnets.get(1));
    setSubnets(made, elsewhere, subnets.get(1));
    assertThat(
            balancing
                .describeLoadBalancers(r -> r.loadBalancerArns(made.loadBalancerArn()))
                .loadBalancers()
                .getFirst()
                .availabilityZones())
        .extracting(zone -> zone.subnetId())
        .containsExactlyInAnyOrder(elsewhere, subnets.get(1));
    ec2.deleteSubnet(r -> r.subnetId(subnets.getFirst()));
    assertThat(ec2CodeOf(() -> ec2.deleteSubnet(r -> r.subnetId(elsewhere))))
        .isEqualTo("DependencyViolation");
  }

  @Test
  void securityGroupsAreReplacedWhereItWasMadeWithAny() {
    LoadBalancer made = balancer("edge");
    String other =
        ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName("other").description("x")).groupId();
    setGroups(made, other);
    ec2.deleteSecurityGroup(r -> r.groupId(group));
    assertThat(ec2CodeOf(() -> ec2.deleteSecurityGroup(r -> r.groupId(other))))
        .isEqualTo("DependencyViolation");
    LoadBalancer without =
        balancing
            .createLoadBalancer(
                r -> r.name("open").type(LoadBalancerTypeEnum.NETWORK).subnets(subnets))
            .loadBalancers()
            .getFirst();
    assertThat(codeOf(() -> setGroups(without, other))).isEqualTo("InvalidConfigurationRequest");
  }

  @Test
  void theFirstOneOfAnAccountMakesTheRoleOfItsServiceWithItsCallersRights() {
    var iam = aws.client(IamClient.class, aws.credentialsOfRoot(ACCOUNT), Region.US_EAST_1);
    String role =
        ManagementRole.of(
                "999988887777",
                "test",
                """
                {"Version":"2012-10-17","Statement":[
                 {"Effect":"Allow","Action":"elasticloadbalancing:*","Resource":"*"}]}
                """)
            .create(aws, ACCOUNT);
    clock.advance(Duration.ofSeconds(60));
    var session =
        aws.client(StsClient.class, aws.credentialsOfRoot("999988887777"), Region.US_EAST_1)
            .assumeRole(r -> r.roleArn(role).roleSessionName("test").externalId("test"))
            .credentials();
    var balancingOnly =
        aws.client(
            ElasticLoadBalancingV2Client.class,
            AwsSessionCredentials.create(
                session.accessKeyId(), session.secretAccessKey(), session.sessionToken()),
            Region.US_EAST_1);
    ThrowingCallable creation =
        () ->
            balancingOnly.createLoadBalancer(
                r -> r.name("theirs").type(LoadBalancerTypeEnum.NETWORK).subnets(subnets));
    assertThat(codeOf(creation)).isEqualTo("AccessDenied");
    balancer("edge");
    clock.advance(Duration.ofSeconds(60));
    assertThat(iam.listRoles(r -> r.pathPrefix("/aws-service-role/")).roles())
        .extracting(one -> one.roleName())
        .contains("AWSServiceRoleForElasticLoadBalancing");
    assertThatCode(creation).doesNotThrowAnyException();
  }

  private void setSubnets(LoadBalancer of, String... ids) {
    balancing.setSubnets(r -> r.loadBalancerArn(of.loadBalancerArn()).subnets(ids));
  }

  private void setGroups(LoadBalancer of, String... ids) {
    balancing.setSecurityGroups(r -> r.loadBalancerArn(of.loadBalancerArn()).securityGroups(ids));
  }

  @Test
  void leavesInterfacesBehindThatKeepItsSubnetsAndItsGroup() {
    LoadBalancer made = balancer("edge");
    String subnet = subnets.getFirst();
    balancing.deleteLoadBalancer(r -> r.loadBalancerArn(made.loadBalancerArn()));
    clock.advance(Duration.ofSeconds(30));
    assertThat(codeOf(() -> state(made))).isEqualTo("LoadBalancerNotFound");
    assertThat(ec2CodeOf(() -> ec2.deleteSubnet(r -> r.subnetId(subnet))))
        .isEqualTo("DependencyViolation");
    assertThat(ec2CodeOf(() -> ec2.deleteSecurityGroup(r -> r.groupId(group))))
        .isEqualTo("DependencyViolation");
    clock.advance(Duration.ofSeconds(299));
    assertThat(ec2CodeOf(() -> ec2.deleteSubnet(r -> r.subnetId(subnet))))
        .isEqualTo("DependencyViolation");
    clock.advance(Duration.ofSeconds(1));
    ec2.deleteSubnet(r -> r.subnetId(subnet));
    ec2.deleteSecurityGroup(r -> r.groupId(group));
    assertThat(live("LoadBalancer")).isEmpty();
    balancing.deleteLoadBalancer(r -> r.loadBalancerArn(made.loadBalancerArn()));
  }

  @Test
  void deletionProtectionAndListenersPrevent() {
    LoadBalancer made = balancer("edge");
    String targets = targetGroup("edge", vpc);
    listener(made, 8443, targets);
    assertThat(codeOf(() -> balancing.deleteTargetGroup(r -> r.targetGroupArn(targets))))
        .isEqualTo("ResourceInUse");
    setAttribute(made, "deletion_protection.enabled", "true");
    assertThat(
            codeOf(
                () -> balancing.deleteLoadBalancer(r -> r.loadBalancerArn(made.loadBalancerArn()))))
        .isEqualTo("OperationNotPermitted");
    setAttribute(made, "deletion_protection.enabled", "false");
    balancing.deleteLoadBalancer(r -> r.loadBalancerArn(made.loadBalancerArn()));
    balancing.deleteTargetGroup(r -> r.targetGroupArn(targets));
    assertThat(live("TargetGroup")).isEmpty();
    assertThat(live("Listener")).isEmpty();
    assertThat(codeOf(() -> setAttribute(made, "no.such.attribute", "true")))
        .isEqualTo("ValidationError");
  }

  @Test
  void aPortHasOneListenerAndAGroupOneLoadBalancer() {
    LoadBalancer one = balancer("one");
    LoadBalancer two = balancer("two");
    String targets = targetGroup("one", vpc);
    String others = targetGroup("two", vpc);
    String arn = listener(one, 8443, targets);
    assertThat(listener(one, 8443, targets)).isEqualTo(arn);
    assertThat(codeOf(() -> listener(one, 8443, others))).isEqualTo("DuplicateListener");
    assertThat(codeOf(() -> listener(two, 8443, targets))).isEqualTo("TargetGroupAssociationLimit");
    balancing.modifyListener(r -> r.listenerArn(arn).defaultActions(forward(others)));
    listener(two, 8443, targets);
    balancing.deleteListener(r -> r.listenerArn(arn));
    assertThat(codeOf(() -> balancing.deleteListener(r -> r.listenerArn(arn))))
        .isEqualTo("ListenerNotFound");
  }

  @Test
  void targetsAreUnusedThenInitialThenHealthyThenDraining() {
    String targets = targetGroup("edge", vpc);
    aws.loadBalancing().registerTarget(targets, "10.0.0.17", 8443);
    assertThat(health(targets)).containsExactly(TargetHealthStateEnum.UNUSED);
    listener(balancer("edge"), 8443, targets);
    assertThat(health(targets)).containsExactly(TargetHealthStateEnum.INITIAL);
    clock.advance(Duration.ofSeconds(20));
    assertThat(health(targets)).containsExactly(TargetHealthStateEnum.HEALTHY);
    assertThat(aws.loadBalancing().isHealthy(targets, "10.0.0.17", 8443)).isTrue();
    aws.loadBalancing().deregisterTarget(targets, "10.0.0.17", 8443);
    assertThat(health(targets)).containsExactly(TargetHealthStateEnum.DRAINING);
    assertThat(aws.loadBalancing().isHealthy(targets, "10.0.0.17", 8443)).isFalse();
    clock.advance(Duration.ofSeconds(300));
    assertThat(health(targets)).isEmpty();
    assertThat(codeOf(() -> balancing.registerTargets(r -> r.targetGroupArn(targets).targets(FAR))))
        .isEqualTo("InvalidTarget");
  }

  @Test
  void aTargetIsHealthyThatAnswersOnThePortOnWhichItIsLookedAt() {
    String targets = targetGroup("edge", vpc);
    LoadBalancer made = balancer("edge");
    clock.advance(Duration.ofSeconds(155));
    listener(made, 8443, targets);
    aws.loadBalancing()
        .registerTarget(targets, "10.0.0.17", 8443, Optional.of(Set.of(15021)), clock.instant());
    clock.advance(Duration.ofSeconds(20));
    assertThat(health(targets)).containsExactly(TargetHealthStateEnum.UNHEALTHY);
    assertThat(refusal(made, 8443, SOMEWHERE)).contains("no healthy target");
    balancing.modifyTargetGroup(r -> r.targetGroupArn(targets).healthCheckPort("15021"));
    assertThat(health(targets)).containsExactly(TargetHealthStateEnum.HEALTHY);
    balancing.modifyTargetGroup(r -> r.targetGroupArn(targets).healthCheckPort("traffic-port"));
    aws.loadBalancing()
        .registerTarget(
            targets, "10.0.0.17", 8443, Optional.of(Set.of(8443, 15021)), clock.instant());
    assertThat(health(targets)).containsExactly(TargetHealthStateEnum.HEALTHY);
  }

  @Test
  void aConnectionNeedsEveryPartOfTheWay() {
    LoadBalancer made = balancer("edge");
    String targets = targetGroup("edge", vpc);
    assertThat(refusal(made, 8443, SOMEWHERE)).contains("provisioning");
    clock.advance(Duration.ofSeconds(155));
    assertThat(refusal(made, 8443, SOMEWHERE)).contains("no listener on port 8443");
    listener(made, 8443, targets);
    assertThat(refusal(made, 8443, SOMEWHERE)).contains("no healthy target");
    aws.loadBalancing().registerTarget(targets, "10.0.0.17", 30443);
    clock.advance(Duration.ofSeconds(20));
    assertThat(aws.loadBalancing().connect(made.dnsName(), 8443, SOMEWHERE))
        .isInstanceOfSatisfying(
            Connection.Open.class,
            open ->
                assertThat(open.targets())
                    .containsExactly(new Connection.Target("10.0.0.17", 30443)));
    assertThat(refusal(made, 9440, SOMEWHERE)).contains("lets 198.51.100.7 in on port 9440");
    ec2.revokeSecurityGroupIngress(
        r -> r.groupId(group).ipProtocol("tcp").fromPort(8443).toPort(8443).cidrIp("0.0.0.0/0"));
    assertThat(refusal(made, 8443, SOMEWHERE)).contains("lets 198.51.100.7 in on port 8443");
    LoadBalancer internal = balancer("inside", LoadBalancerSchemeEnum.INTERNAL);
    clock.advance(Duration.ofSeconds(155));
    assertThat(refusal(internal, 8443, SOMEWHERE)).contains("is internal");
  }

  @Test
  void theQuotaOfLoadBalancersHolds() {
    aws.levers().setQuota("L-69A177A2", 1);
    balancer("one");
    assertThat(codeOf(() -> balancer("two"))).isEqualTo("TooManyLoadBalancers");
  }

  @Test
  void aLoadBalancerMayFail() {
    aws.levers().failCreation("LoadBalancer", "no capacity");
    LoadBalancer made = balancer("edge");
    clock.advance(Duration.ofSeconds(155));
    assertThat(state(made)).isEqualTo(LoadBalancerStateEnum.FAILED);
  }

  @Test
  void tagsAreGivenChangedAndShown() {
    LoadBalancer made = balancer("edge");
    String arn = made.loadBalancerArn();
    assertThat(tags(arn)).containsExactly("owner=me");
    balancing.addTags(r -> r.resourceArns(arn).tags(tag("owner", "you"), tag("more", "x")));
    balancing.removeTags(r -> r.resourceArns(arn).tagKeys("more"));
    assertThat(tags(arn)).containsExactly("owner=you");
    assertThat(live("LoadBalancer").getFirst().tags()).containsEntry("owner", "you");
  }

  private String subnet(String zoneId, int index) {
    return ec2.createSubnet(
            r -> r.vpcId(vpc).availabilityZoneId(zoneId).cidrBlock("10.0." + index + ".0/24"))
        .subnet()
        .subnetId();
  }

  private LoadBalancer balancer(String name) {
    return balancer(name, LoadBalancerSchemeEnum.INTERNET_FACING);
  }

  private LoadBalancer balancer(String name, LoadBalancerSchemeEnum scheme) {
    return balancing
        .createLoadBalancer(r ->
            r.name(name)
                .type(LoadBalancerTypeEnum.NETWORK)
                .scheme(scheme)
                .subnets(subnets)
                .securityGroups(group)
                .tags(tag("owner", "me")))
        .loadBalancers()
        .getFirst();
  }

  private String targetGroup(String name, String vpcId) {
    return balancing
        .createTargetGroup(r ->
            r.name(name)
                .protocol(ProtocolEnum.TCP)
                .port(8443)
                .vpcId(vpcId)
                .targetType(TargetTypeEnum.IP))
        .targetGroups()
        .getFirst()
        .targetGroupArn();
  }

  private String listener(LoadBalancer of, int port, String targets) {
    return balancing
        .createListener(r ->
            r.loadBalancerArn(of.loadBalancerArn())
                .protocol(ProtocolEnum.TCP)
                .port(port)
                .defaultActions(forward(targets)))
        .listeners()
        .getFirst()
        .listenerArn();
  }

  private static Action forward(String targets) {
    return Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(targets).build();
  }

  private void setAttribute(LoadBalancer of, String key, String value) {
    balancing.modifyLoadBalancerAttributes(
        r -> r.loadBalancerArn(of.loadBalancerArn()).attributes(attribute(key, value)));
  }

  private static LoadBalancerAttribute attribute(String key, String value) {
    return LoadBalancerAttribute.builder().key(key).value(value).build();
  }

  private LoadBalancerStateEnum state(LoadBalancer of) {
    return balancing
        .describeLoadBalancers(r -> r.loadBalancerArns(of.loadBalancerArn()))
        .loadBalancers()
        .getFirst()
        .state()
        .code();
  }

  private List<TargetHealthStateEnum> health(String targets) {
    return balancing
        .describeTargetHealth(r -> r.targetGroupArn(targets))
        .targetHealthDescriptions()
        .stream()
        .map(TargetHealthDescription::targetHealth)
        .map(it -> it.state())
        .toList();
  }

  private String refusal(LoadBalancer of, int port, String client) {
    return switch (aws.loadBalancing().connect(of.dnsName(), port, client)) {
      case Connection.Refused(String reason) -> reason;
      case Connection.Open open -> throw new AssertionError("got through: " + open);
    };
  }

  private List<LiveResource> live(String kind) {
    return aws.live(ACCOUNT).stream().filter(it -> it.kind().equals(kind)).toList();
  }

  private List<String> tags(String arn) {
    return balancing
        .describeTags(r -> r.resourceArns(arn))
        .tagDescriptions()
        .getFirst()
        .tags()
        .stream()
        .map(it -> it.key() + "=" + it.value())
        .toList();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static String codeOf(ThrowingCallable call) {
    return catchThrowableOfType(ElasticLoadBalancingV2Exception.class, call)
        .awsErrorDetails()
        .errorCode();
  }

  private static String ec2CodeOf(ThrowingCallable call) {
    return catchThrowableOfType(Ec2Exception.class, call).awsErrorDetails().errorCode();
  }
}
