package io.freehold.simulator.loadbalancing;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.ec2.Backstage;
import io.freehold.simulator.aws.ec2.NewInterface;
import io.freehold.simulator.aws.place.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;

/** Where load balancers are: their subnets, their security groups, their network interfaces. */
final class Placing {
  private final LoadBalancing service;
  private final Backstage network;

  Placing(LoadBalancing service, Backstage network) {
    this.service = service;
    this.network = network;
  }

  /** The subnets of these ids: of one VPC, each in a zone of its own. */
  List<Subnet> subnets(Site site, List<String> ids) {
    if (ids.isEmpty()) {
      throw Refusals.invalid("At least one subnet must be specified");
    }
    List<Subnet> subnets = new ArrayList<>();
    Set<String> zones = new HashSet<>();
    for (String id : ids) {
      Subnet subnet =
          network
              .subnet(site.location(), id)
              .orElseThrow(
                  () -> Refusal.of("SubnetNotFound", "The subnet ID '" + id + "' does not exist"));
      if (!zones.add(subnet.availabilityZone())) {
        throw Refusals.invalidConfiguration(
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
      }
      subnets.add(subnet);
    }
    String vpc = subnets.getFirst().vpcId();
    if (subnets.stream().anyMatch(subnet -> !subnet.vpcId().equals(vpc))) {
      throw Refusal.of("InvalidSubnet", "All subnets must belong to the same VPC: '" + vpc + "'");
    }
    return subnets;
  }

  static List<AvailabilityZone> zones(List<Subnet> subnets) {
    return subnets.stream()
        .map(subnet ->
            AvailabilityZone.builder()
                .subnetId(subnet.subnetId())
                .zoneName(subnet.availabilityZone())
                .build())
        .toList();
  }

  /** The same ids, once they are known to be groups of that VPC. */
  List<String> groups(Site site, String vpc, List<String> ids) {
    for (String id : ids) {
      var group =
          network
              .group(site.location(), id)
              .orElseThrow(() ->
                  Refusal.of(
                      "InvalidSecurityGroup", "The security group '" + id + "' does not exist"));
      if (!group.vpcId().equals(vpc)) {
        throw Refusals.invalidConfiguration(
            "The security group '" + id + "' is not in the VPC '" + vpc + "'");
      }
    }
    return ids;
  }

  /** Makes a load balancer's interfaces in these zones and answers their ids. */
  List<String> interfaces(Site site, LoadBalancer balancer, List<AvailabilityZone> zones) {
    Location location = site.location();
    String arn = balancer.loadBalancerArn();
    String label = arn.substring(arn.indexOf(":loadbalancer/") + ":loadbalancer/".length());
    List<String> ids = new ArrayList<>();
    for (AvailabilityZone zone : zones) {
      NewInterface wanted =
          NewInterface.of(zone.subnetId(), "ELB " + label)
              .groups(balancer.securityGroups())
              .type("network_load_balancer");
      if (balancer.scheme() == LoadBalancerSchemeEnum.INTERNET_FACING) {
        wanted = wanted.withPublicIp(publicAddress(site));
      }
      ids.add(network.makeInterface(location, wanted));
    }
    return ids;
  }

  /** An address of AWS's own, which counts against no quota. */
  private static String publicAddress(Site site) {
    int number =
        Integer.parseInt(site.world().ids().hex(site.location(), "load balancer address", 6), 16);
    return "3.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255);
  }

  /**
   * Puts it into exactly these subnets. Zones can be taken away as well since February 2025, and
   * connections through them end then: <a
   * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html">source</a>.
   */
  SetSubnetsResponse setSubnets(Endpoint endpoint, SetSubnetsRequest request) {
    if (!request.subnetMappings().isEmpty()) {
      throw new UnsupportedOperationException("subnet mappings are not simulated: give subnets");
    }
    return endpoint.call(
        ask("SetSubnets", request.loadBalancerArn()),
        call -> {
          Site site = service.at(call);
          BalancerEntry there = site.balancer(request.loadBalancerArn());
          List<Subnet> subnets = subnets(site, request.subnets());
          if (!subnets.getFirst().vpcId().equals(there.model().vpcId())) {
            throw Refusal.of(
                "InvalidSubnet",
                "All subnets must belong to the same VPC: '" + there.model().vpcId() + "'");
          }
          List<AvailabilityZone> zones = zones(subnets);
          refuseSwaps(there, zones);
          List<String> interfaces = new ArrayList<>();
          for (String id : there.interfaces()) {
            boolean stays =
                network
                    .networkInterface(site.location(), id)
                    .map(it -> request.subnets().contains(it.subnetId()))
                    .orElse(false);
            if (stays) {
              interfaces.add(id);
            } else {
              network.removeInterfaceAt(site.location(), id, site.now());
            }
          }
          interfaces.addAll(
              interfaces(
                  site,
                  there.model(),
                  zones.stream()
                      .filter(zone -> !there.subnets().contains(zone.subnetId()))
                      .toList()));
          site.balancers()
              .change(
                  there.arn(),
                  it -> it.with(model -> model.availabilityZones(zones)).at(interfaces));
          return SetSubnetsResponse.builder().availabilityZones(zones).build();
        });
  }

  /** Another subnet of the same zone takes two calls: out of the one, then into the other. */
  private static void refuseSwaps(BalancerEntry there, List<AvailabilityZone> zones) {
    for (AvailabilityZone had : there.model().availabilityZones()) {
      for (AvailabilityZone wanted : zones) {
        if (had.zoneName().equals(wanted.zoneName()) && !had.subnetId().equals(wanted.subnetId())) {
          throw Refusals.invalidConfiguration(
              "The subnet of the Availability Zone '"
                  + had.zoneName()
                  + "' cannot be replaced in one call");
        }
      }
    }
  }

  /**
   * One that was made without security groups can never have any: <a
   * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html">source</a>.
   */
  SetSecurityGroupsResponse setGroups(Endpoint endpoint, SetSecurityGroupsRequest request) {
    return endpoint.call(
        ask("SetSecurityGroups", request.loadBalancerArn()),
        call -> {
          Site site = service.at(call);
          BalancerEntry entry = site.balancer(request.loadBalancerArn());
          LoadBalancer there = entry.model();
          if (there.securityGroups().isEmpty()) {
            throw Refusals.invalidConfiguration(
                "You cannot set security groups on a Network Load Balancer that was created"
                    + " without security groups");
          }
          if (request.securityGroups().isEmpty()) {
            throw Refusals.invalidConfiguration("At least one security group must be specified");
          }
          List<String> groups = groups(site, there.vpcId(), request.securityGroups());
          entry.interfaces().forEach(id -> network.regroup(site.location(), id, groups));
          site.balancers()
              .change(
                  request.loadBalancerArn(), it -> it.with(model -> model.securityGroups(groups)));
          return SetSecurityGroupsResponse.builder().securityGroupIds(groups).build();
        });
  }

  private CallSpec ask(String name, String arn) {
    return CallSpec.write(name)
        .asking((call, access) -> access.on(arn).resourceTags(service.at(call).tags(arn)));
  }
}
