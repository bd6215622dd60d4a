package io.freehold.simulator.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.freehold.kernel.time.VirtualClock;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.SimulatedAws;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** An empty account, and short words for what the tests make in it. */
final class Lab {
  static final String ACCOUNT = "111122223333";

  final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-01T00:00:00Z"));
  final SimulatedAws aws = new SimulatedAws(clock, LatencyProfile.standard().medians(), 1);
  final Ec2Client ec2 =
      aws.client(Ec2Client.class, aws.credentialsOfRoot(ACCOUNT), Region.US_EAST_1);

  String vpc() {
    return vpc("10.0.0.0/16");
  }

  String vpc(String cidr) {
    return ec2.createVpc(r -> r.cidrBlock(cidr)).vpc().vpcId();
  }

  String subnet(String vpc, String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr)).subnet().subnetId();
  }

  /** An internet gateway, attached. */
  String gateway(String vpc) {
    String id = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpc));
    return id;
  }

  String address() {
    return ec2.allocateAddress(r -> {}).allocationId();
  }

  /** A NAT gateway with an address of its own; pending. */
  String nat(String subnet) {
    String address = address();
    return ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(address))
        .natGateway()
        .natGatewayId();
  }

  NatGateway natOf(String id) {
    return ec2.describeNatGateways(r -> r.natGatewayIds(id)).natGateways().getFirst();
  }

  String table(String vpc) {
    return ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
  }

  RouteTable tableOf(String id) {
    return ec2.describeRouteTables(r -> r.routeTableIds(id)).routeTables().getFirst();
  }

  String group(String vpc, String name) {
    return ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description(name)).groupId();
  }

  void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static TagSpecification tagged(ResourceType type, String key, String value) {
    return TagSpecification.builder().resourceType(type).tags(tag(key, value)).build();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Calls, and tells with which code it was refused. */
  static String code(ThrowingCallable call) {
    Ec2Exception refused = catchThrowableOfType(Ec2Exception.class, call);
    assertThat(refused).as("refused").isNotNull();
    assertThat(refused.requestId()).isNotBlank();
    assertThat(refused.awsErrorDetails().errorMessage()).isNotBlank();
    return refused.awsErrorDetails().errorCode();
  }

  List<String> liveKinds() {
    return aws.live(ACCOUNT).stream().map(it -> it.kind()).sorted().toList();
  }
}
