package io.freehold.simulator.aws.ec2;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/**
 * A VPC and all that its owner laid out in it, with every tag, at one moment: two are equal where
 * nobody changed anything. What comes and goes with those who use it is left out: network
 * interfaces, the number of free addresses, and security groups but the default one.
 *
 * @param vpc the VPC itself
 * @param dnsSupport its attribute {@code enableDnsSupport}
 * @param dnsHostnames its attribute {@code enableDnsHostnames}
 * @param subnets by id
 * @param routeTables by id, with their routes and associations
 * @param endpoints by id
 * @param natGateways by id, as long as they are described
 * @param internetGateways by id
 * @param defaultGroup by id: the VPC's own security group with its rules
 */
public record VpcSnapshot(
    Vpc vpc,
    boolean dnsSupport,
    boolean dnsHostnames,
    Map<String, Subnet> subnets,
    Map<String, RouteTable> routeTables,
    Map<String, VpcEndpoint> endpoints,
    Map<String, NatGateway> natGateways,
    Map<String, InternetGateway> internetGateways,
    Map<String, SecurityGroup> defaultGroup) {

  static VpcSnapshot of(Network network, String vpcId) {
    VpcEntry entry = network.vpcs().shown(vpcId);
    return new VpcSnapshot(
        entry.vpc(),
        entry.dnsSupport(),
        entry.dnsHostnames(),
        all(network.subnets(), it -> it.vpcId().equals(vpcId), VpcSnapshot::withoutCount),
        all(network.routeTables(), it -> it.vpcId().equals(vpcId), it -> Routes.shown(network, it)),
        all(network.endpoints(), it -> it.vpcId().equals(vpcId), it -> it),
        all(network.natGateways(), it -> it.vpcId().equals(vpcId), it -> it),
        all(network.internetGateways(), it -> InternetGateways.isAttachedTo(it, vpcId), it -> it),
        all(
            network.groups(),
            it -> it.vpcId().equals(vpcId) && SecurityGroups.isDefault(it),
            it -> Rules.shown(network, it)));
  }

  private static Subnet withoutCount(Subnet subnet) {
    return subnet.toBuilder().availableIpAddressCount(null).build();
  }

  private static <T> Map<String, T> all(Rack<T> rack, Predicate<T> wanted, Function<T, T> shown) {
    Map<String, T> all = new TreeMap<>();
    rack.shelf()
        .actual()
        .forEach((id, it) -> {
          if (wanted.test(it)) {
            all.put(id, shown.apply(it));
          }
        });
    return all;
  }
}
