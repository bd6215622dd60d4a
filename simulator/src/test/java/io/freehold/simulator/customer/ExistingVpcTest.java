package io.freehold.simulator.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.ec2.VpcSnapshot;
import io.freehold.simulator.customer.ExistingVpc.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

class ExistingVpcTest {
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "us-east-1";
  private static final String S3_ROUTES = "pl-63a5400a";

  private final SimulatedAws aws =
      new SimulatedAws(
          new VirtualClock(Instant.parse("2026-11-01T00:00:00Z")),
          LatencyProfile.standard().medians(),
          1);
  private final Ec2Client ec2 = aws.client(Ec2Client.class, aws.rootOf(ACCOUNT), Region.US_EAST_1);

  @Test
  void without_mistakes_every_rule_holds_at_once() {
    ExistingVpc vpc = ExistingVpc.build(aws, ACCOUNT, REGION);
    assertThat(broken(vpc)).isEmpty();
    assertThat(vpc.zoneIds()).doesNotHaveDuplicates().hasSize(3).doesNotContain("use1-az3");
    assertThat(vpc.publicSubnetIds())
        .hasSize(3)
        .doesNotContainAnyElementsOf(vpc.privateSubnetIds());
    assertThat(ec2.describeNatGateways(r -> r.natGatewayIds(vpc.natGatewayIds())).natGateways())
        .allMatch(nat -> nat.state() == NatGatewayState.AVAILABLE);
  }

  @ParameterizedTest
  @EnumSource(Mistake.class)
  void each_mistake_breaks_its_own_rule_and_no_other(Mistake mistake) {
    assertThat(broken(ExistingVpc.build(aws, ACCOUNT, REGION, mistake))).containsExactly(mistake);
  }

  @Test
  void mistakes_can_be_made_together() {
    Set<Mistake> some =
        EnumSet.of(Mistake.SUBNET_TAG_MISSING, Mistake.ENDPOINT_MISSING, Mistake.DNS_HOSTNAMES_OFF);
    assertThat(broken(ExistingVpc.build(aws, ACCOUNT, REGION, some.toArray(Mistake[]::new))))
        .isEqualTo(some);
  }

  @Test
  void private_subnets_may_go_by_the_main_table() {
    ExistingVpc vpc =
        ExistingVpc.build(
            aws, ACCOUNT, REGION, Layout.STANDARD.cidr("10.64.0.0/20").onTheMainTable());
    assertThat(broken(vpc)).isEmpty();
    assertThat(vpc.routeTableIds()).hasSize(1);
    assertThat(ec2.describeRouteTables(r -> r.routeTableIds(vpc.routeTableIds())).routeTables())
        .singleElement()
        .extracting(RouteTable::associations)
        .satisfies(it -> {
          assertThat(it).hasSize(1);
          assertThat(it.getFirst().main()).isTrue();
        });
  }

  @Test
  void a_region_that_is_not_supported_is_refused() {
    assertThatThrownBy(() -> ExistingVpc.build(aws, ACCOUNT, "mars-north-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 'mars-north-1', needed one of");
  }

  @Test
  void a_snapshot_is_the_same_where_only_users_came_and_went() {
    ExistingVpc vpc = ExistingVpc.build(aws, ACCOUNT, REGION);
    VpcSnapshot before = vpc.snapshot(aws);
    int calls = aws.callLog().total();
    ec2.createSecurityGroup(r -> r.vpcId(vpc.vpcId()).groupName("ours").description("ours"));
    ec2.createNetworkInterface(r -> r.subnetId(vpc.privateSubnetIds().getFirst()));
    assertThat(vpc.snapshot(aws)).isEqualTo(before);
    assertThat(aws.callLog().total()).isEqualTo(calls + 2);
  }

  @Test
  void a_snapshot_tells_of_every_change() {
    ExistingVpc vpc = ExistingVpc.build(aws, ACCOUNT, REGION);
    String subnet = vpc.privateSubnetIds().getFirst();
    String table = vpc.routeTableIds().getFirst();
    String endpoint = vpc.endpointId().orElseThrow();
    Map<String, Runnable> changes = new LinkedHashMap<>();
    changes.put("tag of the VPC", () -> tag(vpc.vpcId()));
    changes.put("tag of a subnet", () -> tag(subnet));
    changes.put("tag of a table", () -> tag(table));
    changes.put("tag of the endpoint", () -> tag(endpoint));
    changes.put("tag of a NAT gateway", () -> tag(vpc.natGatewayIds().getFirst()));
    changes.put("tag of the internet gateway", () -> tag(vpc.internetGatewayId()));
    changes.put(
        "attribute of the VPC",
        () ->
            ec2.modifyVpcAttribute(
                r -> r.vpcId(vpc.vpcId()).enableDnsHostnames(v -> v.value(false))));
    changes.put(
        "attribute of a subnet",
        () ->
            ec2.modifySubnetAttribute(
                r -> r.subnetId(subnet).mapPublicIpOnLaunch(v -> v.value(true))));
    changes.put(
        "new route",
        () ->
            ec2.createRoute(r ->
                r.routeTableId(table)
                    .destinationCidrBlock("192.0.2.0/24")
                    .natGatewayId(vpc.natGatewayIds().getFirst())));
    changes.put(
        "tables of the endpoint",
        () ->
            ec2.modifyVpcEndpoint(
                r -> r.vpcEndpointId(endpoint).addRouteTableIds(vpc.publicRouteTableId())));
    changes.put("new table", () -> ec2.createRouteTable(r -> r.vpcId(vpc.vpcId())));
    changes.put("another table for a subnet", () -> move(subnet, vpc.publicRouteTableId()));
    changes.put(
        "new subnet", () -> ec2.createSubnet(r -> r.vpcId(vpc.vpcId()).cidrBlock("10.20.99.0/24")));
    changes.put(
        "rule of the default group",
        () ->
            ec2.authorizeSecurityGroupIngress(r ->
                r.groupId(vpc.snapshot(aws).defaultGroup().keySet().iterator().next())
                    .ipProtocol("tcp")
                    .fromPort(443)
                    .toPort(443)
                    .cidrIp("10.0.0.0/8")));
    List<String> unnoticed = new ArrayList<>();
    changes.forEach((name, change) -> {
      VpcSnapshot before = vpc.snapshot(aws);
      change.run();
      if (vpc.snapshot(aws).equals(before)) {
        unnoticed.add(name);
      }
    });
    assertThat(unnoticed).isEmpty();
  }

  private void tag(String id) {
    ec2.createTags(r -> r.resources(id).tags(Tag.builder().key("team").value("a").build()));
  }

  private void move(String subnet, String table) {
    String association =
        ec2.describeRouteTables(r -> r.filters(filter("association.subnet-id", subnet)))
            .routeTables()
            .getFirst()
            .associations()
            .getFirst()
            .routeTableAssociationId();
    ec2.replaceRouteTableAssociation(r -> r.associationId(association).routeTableId(table));
  }

  /** The rules that do not hold, as the calls of anybody show them. */
  private Set<Mistake> broken(ExistingVpc vpc) {
    Set<Mistake> broken = new TreeSet<>();
    broken.addAll(brokenOfVpc(vpc));
    List<Subnet> subnets = ec2.describeSubnets(r -> r.subnetIds(vpc.privateSubnetIds())).subnets();
    Set<String> zones = new HashSet<>();
    for (Subnet subnet : subnets) {
      zones.add(subnet.availabilityZoneId());
      broken.addAll(brokenOfSubnet(subnet));
      broken.addAll(brokenOfRoutes(tableOf(vpc, subnet.subnetId())));
    }
    if (zones.size() < 3) {
      broken.add(Mistake.TWO_ZONES_ONLY);
    }
    broken.addAll(brokenOfEndpoints(vpc));
    return broken;
  }

  private Set<Mistake> brokenOfVpc(ExistingVpc vpc) {
    Set<Mistake> broken = EnumSet.noneOf(Mistake.class);
    String mark =
        tags(ec2.describeVpcs(r -> r.vpcIds(vpc.vpcId())).vpcs().getFirst().tags())
            .get("clickhouse-byoc");
    if (mark == null) {
      broken.add(Mistake.VPC_TAG_MISSING);
    } else if (!mark.equals("true")) {
      broken.add(Mistake.VPC_TAG_IN_WRONG_CASE);
    }
    boolean support =
        ec2.describeVpcAttribute(
                r -> r.vpcId(vpc.vpcId()).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
            .enableDnsSupport()
            .value();
    boolean hostnames =
        ec2.describeVpcAttribute(
                r -> r.vpcId(vpc.vpcId()).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
            .enableDnsHostnames()
            .value();
    if (!support) {
      broken.add(Mistake.DNS_SUPPORT_OFF);
    } else if (!hostnames) {
      broken.add(Mistake.DNS_HOSTNAMES_OFF);
    }
    return broken;
  }

  private static Set<Mistake> brokenOfSubnet(Subnet subnet) {
    Set<Mistake> broken = EnumSet.noneOf(Mistake.class);
    Map<String, String> tags = tags(subnet.tags());
    if (!tags.containsKey("clickhouse-byoc")) {
      broken.add(Mistake.SUBNET_TAG_MISSING);
    } else if (!"true".equals(tags.get("clickhouse-byoc"))) {
      broken.add(Mistake.SUBNET_TAG_IN_WRONG_CASE);
    }
    if (!tags.containsKey("kubernetes.io/role/internal-elb")) {
      broken.add(Mistake.ROLE_TAG_MISSING);
    } else if (!"1".equals(tags.get("kubernetes.io/role/internal-elb"))) {
      broken.add(Mistake.ROLE_TAG_OF_WRONG_TYPE);
    }
    if (!subnet.cidrBlock().endsWith("/23")) {
      broken.add(Mistake.SUBNET_TOO_SMALL);
    }
    if (subnet.availableIpAddressCount() < 5) {
      broken.add(Mistake.TOO_FEW_FREE_ADDRESSES);
    }
    return broken;
  }

  private static Set<Mistake> brokenOfRoutes(RouteTable table) {
    List<Route> out =
        table.routes().stream()
            .filter(it -> "0.0.0.0/0".equals(it.destinationCidrBlock()))
            .toList();
    if (out.isEmpty()) {
      return EnumSet.of(Mistake.NO_WAY_OUT);
    }
    if (out.getFirst().natGatewayId() == null) {
      return EnumSet.of(Mistake.ROUTE_TO_INTERNET_GATEWAY);
    }
    return out.getFirst().state() == RouteState.ACTIVE
        ? EnumSet.noneOf(Mistake.class)
        : EnumSet.of(Mistake.NAT_GATEWAY_GONE);
  }

  private Set<Mistake> brokenOfEndpoints(ExistingVpc vpc) {
    List<VpcEndpoint> endpoints =
        ec2.describeVpcEndpoints(r -> r.filters(filter("vpc-id", vpc.vpcId()))).vpcEndpoints();
    if (endpoints.isEmpty()) {
      return EnumSet.of(Mistake.ENDPOINT_MISSING);
    }
    assertThat(endpoints.getFirst().stateAsString()).isEqualTo("available");
    if (endpoints.getFirst().vpcEndpointType() == VpcEndpointType.INTERFACE) {
      return EnumSet.of(Mistake.ENDPOINT_OF_INTERFACE_TYPE);
    }
    long served =
        vpc.privateSubnetIds().stream()
            .map(subnet -> tableOf(vpc, subnet))
            .filter(table ->
                table.routes().stream()
                    .anyMatch(it -> S3_ROUTES.equals(it.destinationPrefixListId())))
            .count();
    return served == 3
        ? EnumSet.noneOf(Mistake.class)
        : EnumSet.of(
            served == 0 ? Mistake.ENDPOINT_NOT_ASSOCIATED : Mistake.ENDPOINT_MISSES_ONE_TABLE);
  }

  /** Its own, or else the main one. */
  private RouteTable tableOf(ExistingVpc vpc, String subnetId) {
    List<RouteTable> own =
        ec2.describeRouteTables(r -> r.filters(filter("association.subnet-id", subnetId)))
            .routeTables();
    return own.isEmpty()
        ? ec2.describeRouteTables(
                r -> r.filters(filter("vpc-id", vpc.vpcId()), filter("association.main", "true")))
            .routeTables()
            .getFirst()
        : own.getFirst();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> all = new LinkedHashMap<>();
    tags.forEach(tag -> all.put(tag.key(), tag.value()));
    return all;
  }
}
