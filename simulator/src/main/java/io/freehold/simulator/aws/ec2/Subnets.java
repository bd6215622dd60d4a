package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Zone;
import io.freehold.simulator.aws.place.Zones;
import io.freehold.simulator.aws.state.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Subnets. */
final class Subnets {
  /** AWS keeps the first four addresses of a subnet and its last. */
  private static final int RESERVED = 5;

  private final Ec2 ec2;

  Subnets(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** With the number of addresses that are free now. */
  static Subnet shown(Network network, Subnet subnet) {
    long used = Interfaces.addressesUsed(network, subnet.subnetId());
    long size = Block.of(subnet.cidrBlock(), "cidrBlock").size();
    return subnet.toBuilder()
        .availableIpAddressCount(Math.toIntExact(size - RESERVED - used))
        .build();
  }

  CreateSubnetResponse create(Endpoint endpoint, CreateSubnetRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.SUBNET.type());
    return endpoint.call(
        CallSpec.write("CreateSubnet")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              ec2.at(call).vpcs().ask(access, request.vpcId());
              ec2.at(call).subnets().askNew(access, "CreateSubnet", tags);
            }),
        call -> {
          Network network = ec2.at(call);
          String id = make(network, request, tags);
          return CreateSubnetResponse.builder().subnet(network.subnets().shown(id)).build();
        });
  }

  private static String make(Network network, CreateSubnetRequest request, List<Tag> tags) {
    VpcEntry vpc = network.vpcs().get(request.vpcId());
    Block block = Block.of(request.cidrBlock(), "cidrBlock");
    check(network, vpc, block);
    Zone zone = zone(network, request.availabilityZone(), request.availabilityZoneId());
    String id = network.subnets().newId();
    Subnet subnet =
        Subnet.builder()
            .subnetId(id)
            .subnetArn(network.subnets().arn(id))
            .vpcId(request.vpcId())
            .ownerId(network.location().accountId())
            .cidrBlock(block.toString())
            .availabilityZone(zone.name())
            .availabilityZoneId(zone.id())
            .state(SubnetState.PENDING)
            .mapPublicIpOnLaunch(false)
            .assignIpv6AddressOnCreation(false)
            .defaultForAz(false)
            .enableDns64(false)
            .ipv6Native(false)
            .tags(tags)
            .build();
    Instant available = network.done("Subnet/create");
    network.subnets().shelf().put(id, subnet);
    network
        .subnets()
        .shelf()
        .schedule(id, available, it -> it.toBuilder().state(SubnetState.AVAILABLE).build());
    return id;
  }

  private static void check(Network network, VpcEntry vpc, Block block) {
    Block whole = Block.of(vpc.vpc().cidrBlock(), "cidrBlock");
    if (block.prefix() < 16 || block.prefix() > 28 || !whole.contains(block)) {
      throw Refusal.of("InvalidSubnet.Range", "The CIDR '" + block + "' is invalid.");
    }
    String vpcId = vpc.vpc().vpcId();
    if (network
            .subnets()
            .count(it ->
                it.vpcId().equals(vpcId) && Block.of(it.cidrBlock(), "cidrBlock").overlaps(block))
        > 0) {
      throw Refusal.of(
          "InvalidSubnet.Conflict", "The CIDR '" + block + "' conflicts with another subnet");
    }
    network
        .world()
        .quotas()
        .require(
            "L-407747CB",
            network.subnets().count(it -> it.vpcId().equals(vpcId)),
            () ->
                Refusal.of(
                    "SubnetLimitExceeded", "The maximum number of subnets has been reached."));
  }

  private static Zone zone(Network network, @Nullable String name, @Nullable String id) {
    List<Zone> zones = Zones.of(network.location());
    String wanted = name != null ? name : id;
    if (wanted == null) {
      return zones.getFirst();
    }
    return zones.stream()
        .filter(zone -> (name != null ? zone.name() : zone.id()).equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            Refusal.of(
                "InvalidParameterValue",
                "Value ("
                    + wanted
                    + ") for parameter "
                    + (name != null ? "availabilityZone" : "availabilityZoneId")
                    + " is invalid. Subnets can currently only be created in the following"
                    + " availability zones: "
                    + String.join(", ", zones.stream().map(Zone::name).toList())
                    + "."));
  }

  DescribeSubnetsResponse describe(Endpoint endpoint, DescribeSubnetsRequest request) {
    return endpoint.read(
        "DescribeSubnets",
        call -> {
          Page<Subnet> page =
              ec2.at(call)
                  .subnets()
                  .describe(
                      new Query(
                          request.subnetIds(),
                          request.filters(),
                          request.maxResults(),
                          request.nextToken()));
          return DescribeSubnetsResponse.builder()
              .subnets(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  ModifySubnetAttributeResponse modifyAttribute(
      Endpoint endpoint, ModifySubnetAttributeRequest request) {
    return endpoint.call(
        CallSpec.write("ModifySubnetAttribute")
            .asking((call, access) -> ec2.at(call).subnets().ask(access, request.subnetId())),
        call -> {
          Rack<Subnet> subnets = ec2.at(call).subnets();
          subnets.get(request.subnetId());
          if (request.mapPublicIpOnLaunch() == null) {
            throw new UnsupportedOperationException(
                "ModifySubnetAttribute: only mapPublicIpOnLaunch is simulated");
          }
          boolean flag = request.mapPublicIpOnLaunch().value();
          subnets
              .shelf()
              .change(request.subnetId(), it -> it.toBuilder().mapPublicIpOnLaunch(flag).build());
          return ModifySubnetAttributeResponse.builder().build();
        });
  }

  DeleteSubnetResponse delete(Endpoint endpoint, DeleteSubnetRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteSubnet")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> ec2.at(call).subnets().ask(access, request.subnetId())),
        call -> {
          Network network = ec2.at(call);
          String id = request.subnetId();
          network.subnets().get(id);
          if (network.interfaces().count(it -> it.subnetId().equals(id)) > 0) {
            throw Refusal.of(
                "DependencyViolation",
                "The subnet '" + id + "' has dependencies and cannot be deleted.");
          }
          RouteTables.forgetSubnet(network, id);
          network.subnets().shelf().remove(id);
          return DeleteSubnetResponse.builder().build();
        });
  }
}
