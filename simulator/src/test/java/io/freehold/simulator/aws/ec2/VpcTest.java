package io.freehold.simulator.aws.ec2;

import static io.freehold.simulator.aws.ec2.Lab.code;
import static io.freehold.simulator.aws.ec2.Lab.filter;
import static io.freehold.simulator.aws.ec2.Lab.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcState;

class VpcTest {
  private final Lab lab = new Lab();
  private final Ec2Client ec2 = lab.ec2;

  @Test
  void aVpcIsPendingForTwoSecondsAndCarriesItsTagsAtOnce() {
    String vpc =
        ec2.createVpc(r ->
                r.cidrBlock("10.1.0.0/16")
                    .tagSpecifications(tagged(ResourceType.VPC, "owner", "a")))
            .vpc()
            .vpcId();
    assertThat(ec2.describeVpcs(r -> r.filters(filter("tag:owner", "a"))).vpcs())
        .singleElement()
        .satisfies(it -> assertThat(it.state()).isEqualTo(VpcState.PENDING));
    lab.pass(2);
    assertThat(ec2.describeVpcs(r -> r.vpcIds(vpc)).vpcs().getFirst().state())
        .isEqualTo(VpcState.AVAILABLE);
  }

  @Test
  void aVpcComesWithAMainRouteTableAndADefaultGroupThatGoWithIt() {
    String vpc = lab.vpc();
    assertThat(ec2.describeRouteTables(r -> r.filters(filter("vpc-id", vpc))).routeTables())
        .singleElement()
        .extracting(RouteTable::associations)
        .satisfies(it -> assertThat(it.getFirst().main()).isTrue());
    assertThat(ec2.describeSecurityGroups(r -> r.filters(filter("vpc-id", vpc))).securityGroups())
        .extracting(SecurityGroup::groupName)
        .containsExactly("default");
    assertThat(lab.liveKinds()).containsExactly("Vpc");
    ec2.deleteVpc(r -> r.vpcId(vpc));
    assertThat(ec2.describeRouteTables().routeTables()).isEmpty();
    assertThat(ec2.describeSecurityGroups().securityGroups()).isEmpty();
    assertThat(code(() -> ec2.describeVpcs(r -> r.vpcIds(vpc)))).isEqualTo("InvalidVpcID.NotFound");
  }

  @Test
  void dnsHostNamesNeedDnsSupportAndOneAttributeIsSetAtATime() {
    String vpc = lab.vpc();
    assertThat(dns(vpc, VpcAttributeName.ENABLE_DNS_SUPPORT)).isTrue();
    assertThat(dns(vpc, VpcAttributeName.ENABLE_DNS_HOSTNAMES)).isFalse();
    assertThat(
            code(() ->
                ec2.modifyVpcAttribute(r ->
                    r.vpcId(vpc)
                        .enableDnsSupport(v -> v.value(true))
                        .enableDnsHostnames(v -> v.value(true)))))
        .isEqualTo("InvalidParameterCombination");
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(true)));
    assertThat(dns(vpc, VpcAttributeName.ENABLE_DNS_HOSTNAMES)).isTrue();
  }

  private boolean dns(String vpc, VpcAttributeName name) {
    var answer = ec2.describeVpcAttribute(r -> r.vpcId(vpc).attribute(name));
    return name == VpcAttributeName.ENABLE_DNS_SUPPORT
        ? answer.enableDnsSupport().value()
        : answer.enableDnsHostnames().value();
  }

  @Test
  void rangesAreChecked() {
    assertThat(code(() -> lab.vpc("10.0.0.0/8"))).isEqualTo("InvalidVpc.Range");
    assertThat(code(() -> lab.vpc("ten"))).isEqualTo("InvalidParameterValue");
    String vpc = lab.vpc();
    assertThat(code(() -> lab.subnet(vpc, "10.1.0.0/24"))).isEqualTo("InvalidSubnet.Range");
    lab.subnet(vpc, "10.0.0.0/20");
    assertThat(code(() -> lab.subnet(vpc, "10.0.8.0/24"))).isEqualTo("InvalidSubnet.Conflict");
    lab.subnet(vpc, "10.0.16.0/20");
  }

  @Test
  void aSubnetIsFoundByNameAndIdOfItsZone() {
    String vpc = lab.vpc();
    Subnet subnet =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.1.0/24").availabilityZoneId("use1-az2"))
            .subnet();
    assertThat(subnet.state()).isEqualTo(SubnetState.PENDING);
    assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
    assertThat(
            ec2.describeSubnets(
                    r -> r.filters(filter("availability-zone", subnet.availabilityZone())))
                .subnets())
        .extracting(Subnet::availabilityZoneId)
        .containsExactly("use1-az2");
    assertThat(
            code(() ->
                ec2.createSubnet(
                    r -> r.vpcId(vpc).cidrBlock("10.0.2.0/24").availabilityZoneId("euw1-az1"))))
        .isEqualTo("InvalidParameterValue");
    ec2.modifySubnetAttribute(
        r -> r.subnetId(subnet.subnetId()).mapPublicIpOnLaunch(v -> v.value(true)));
    lab.pass(10);
    assertThat(ec2.describeSubnets(r -> r.subnetIds(subnet.subnetId())).subnets().getFirst())
        .satisfies(it -> {
          assertThat(it.mapPublicIpOnLaunch()).isTrue();
          assertThat(it.state()).isEqualTo(SubnetState.AVAILABLE);
        });
  }

  @Test
  void aVpcIsNotDeletedBeforeWhatIsInIt() {
    String vpc = lab.vpc();
    String subnet = lab.subnet(vpc, "10.0.0.0/24");
    String gateway = lab.gateway(vpc);
    String group = lab.group(vpc, "nodes");
    String table = lab.table(vpc);
    String eni =
        ec2.createNetworkInterface(r -> r.subnetId(subnet).groups(group))
            .networkInterface()
            .networkInterfaceId();
    assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId(vpc)))).isEqualTo("DependencyViolation");
    assertThat(code(() -> ec2.deleteSubnet(r -> r.subnetId(subnet))))
        .isEqualTo("DependencyViolation");
    assertThat(code(() -> ec2.deleteSecurityGroup(r -> r.groupId(group))))
        .isEqualTo("DependencyViolation");
    ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni));
    for (Runnable step :
        new Runnable[] {
          () -> ec2.deleteSubnet(r -> r.subnetId(subnet)),
          () -> ec2.deleteSecurityGroup(r -> r.groupId(group)),
          () -> ec2.deleteRouteTable(r -> r.routeTableId(table)),
          () -> ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc))
        }) {
      assertThat(code(() -> ec2.deleteVpc(r -> r.vpcId(vpc)))).isEqualTo("DependencyViolation");
      step.run();
    }
    ec2.deleteVpc(r -> r.vpcId(vpc));
    assertThat(lab.liveKinds()).containsExactly("InternetGateway");
  }

  @Test
  void anInternetGatewayServesOneVpcAndAVpcHasOneGateway() {
    String first = lab.vpc();
    String second = lab.vpc("10.1.0.0/16");
    String gateway = lab.gateway(first);
    assertThat(
            code(() -> ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(second))))
        .isEqualTo("Resource.AlreadyAssociated");
    String other = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    assertThat(code(() -> ec2.attachInternetGateway(r -> r.internetGatewayId(other).vpcId(first))))
        .isEqualTo("InvalidParameterValue");
    assertThat(code(() -> ec2.deleteInternetGateway(r -> r.internetGatewayId(gateway))))
        .isEqualTo("DependencyViolation");
    assertThat(
            ec2.describeInternetGateways(r -> r.filters(filter("attachment.vpc-id", first)))
                .internetGateways())
        .singleElement()
        .satisfies(it -> assertThat(it.internetGatewayId()).isEqualTo(gateway));
    ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(first));
    assertThat(
            code(() -> ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(first))))
        .isEqualTo("Gateway.NotAttached");
    ec2.deleteInternetGateway(r -> r.internetGatewayId(gateway));
  }

  @Test
  void aFilterThatIsNotSimulatedFailsLoudly() {
    lab.vpc();
    assertThatThrownBy(() -> ec2.describeVpcs(r -> r.filters(filter("dhcp-options-id", "x"))))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("dhcp-options-id");
  }

  @Test
  void filtersTakeWildcardsAndAllOfThemMustMatch() {
    lab.vpc("10.0.0.0/16");
    lab.vpc("10.1.0.0/16");
    assertThat(ec2.describeVpcs(r -> r.filters(filter("cidr", "10.?.0.0/*"))).vpcs()).hasSize(2);
    assertThat(
            ec2.describeVpcs(r -> r.filters(filter("cidr", "10.1*"), filter("is-default", "true")))
                .vpcs())
        .isEmpty();
  }

  @Test
  void aDryRunAsksForPermissionAndMakesNothing() {
    assertThat(code(() -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16").dryRun(true))))
        .isEqualTo("DryRunOperation");
    assertThat(lab.liveKinds()).isEmpty();
  }

  @Test
  void pagesAreAsLongAsAskedAndCoverEverythingOnce() {
    String vpc = lab.vpc();
    for (int i = 0; i < 12; i++) {
      lab.subnet(vpc, "10.0." + i + ".0/24");
    }
    var pages = ec2.describeSubnetsPaginator(r -> r.maxResults(5));
    assertThat(pages.stream().map(page -> page.subnets().size())).containsExactly(5, 5, 2);
    assertThat(pages.subnets().stream().map(Subnet::subnetId).distinct()).hasSize(12);
    assertThat(code(() -> ec2.describeSubnets(r -> r.nextToken("mine"))))
        .isEqualTo("InvalidPaginationToken");
  }
}
