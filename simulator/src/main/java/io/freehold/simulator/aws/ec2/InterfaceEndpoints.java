package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * VPC endpoints of the interface type: a network interface in each of some subnets. A customer may
 * have one for S3, which costs money and serves no route; nobody here makes any other.
 */
final class InterfaceEndpoints {
  private InterfaceEndpoints() {}

  /** Checks a request for one, puts its interfaces in place and describes it. */
  static VpcEndpoint.Builder asked(Network network, String id, CreateVpcEndpointRequest request) {
    requireSimulated(network, request);
    List<Subnet> subnets = subnets(network, request);
    network
        .world()
        .quotas()
        .require(
            "L-29B6F2EB",
            network
                .endpoints()
                .count(it ->
                    it.vpcEndpointType() == VpcEndpointType.INTERFACE
                        && it.vpcId().equals(request.vpcId())),
            Endpoints::limit);
    List<SecurityGroup> groups = groups(network, request);
    List<String> groupIds = groups.stream().map(SecurityGroup::groupId).toList();
    List<String> interfaceIds =
        subnets.stream()
            .map(subnet ->
                Interfaces.make(
                        network,
                        NewInterface.of(subnet.subnetId(), "VPC Endpoint Interface " + id)
                            .groups(groupIds)
                            .type("vpc_endpoint"))
                    .networkInterfaceId())
            .toList();
    return VpcEndpoint.builder()
        .vpcEndpointType(VpcEndpointType.INTERFACE)
        .routeTableIds(List.of())
        .subnetIds(request.subnetIds())
        .groups(groups.stream().map(InterfaceEndpoints::identifier).toList())
        .networkInterfaceIds(interfaceIds);
  }

  private static void requireSimulated(Network network, CreateVpcEndpointRequest request) {
    String s3 = "com.amazonaws." + network.location().region() + ".s3";
    if (!s3.equals(request.serviceName())) {
      throw new UnsupportedOperationException(
          "interface endpoints: found service " + request.serviceName() + ", simulated is " + s3);
    }
    if (!Boolean.FALSE.equals(request.privateDnsEnabled())) {
      throw new UnsupportedOperationException(
          "interface endpoints: simulated is privateDnsEnabled=false, which has to be given");
    }
    if (!request.routeTableIds().isEmpty()) {
      throw Refusal.of(
          "InvalidParameter", "Route tables cannot be given for an endpoint of type Interface.");
    }
  }

  /**
   * One in each zone: <a
   * href="https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html">source</a>.
   */
  private static List<Subnet> subnets(Network network, CreateVpcEndpointRequest request) {
    List<Subnet> subnets = new ArrayList<>();
    Set<String> zones = new HashSet<>();
    for (String id : request.subnetIds()) {
      Subnet subnet = network.subnets().get(id);
      if (!subnet.vpcId().equals(request.vpcId())) {
        throw Refusal.of(
            "InvalidParameter", "Subnet " + id + " does not belong to the VPC " + request.vpcId());
      }
      if (!zones.add(subnet.availabilityZoneId())) {
        throw Refusal.of(
            "DuplicateSubnetsInSameZone",
            "Found another VPC endpoint subnet in the availability zone of "
                + id
                + ". VPC endpoint subnets should be in different availability zones supported by"
                + " the VPC endpoint service.");
      }
      subnets.add(subnet);
    }
    return subnets;
  }

  /** The groups that were asked for, or the VPC's default one. */
  private static List<SecurityGroup> groups(Network network, CreateVpcEndpointRequest request) {
    if (!request.securityGroupIds().isEmpty()) {
      return request.securityGroupIds().stream().map(id -> network.groups().get(id)).toList();
    }
    return network.groups().all().stream()
        .filter(it -> it.vpcId().equals(request.vpcId()) && SecurityGroups.isDefault(it))
        .toList();
  }

  private static SecurityGroupIdentifier identifier(SecurityGroup group) {
    return SecurityGroupIdentifier.builder()
        .groupId(group.groupId())
        .groupName(group.groupName())
        .build();
  }
}
