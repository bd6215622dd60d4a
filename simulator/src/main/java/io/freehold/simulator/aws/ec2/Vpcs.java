package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** VPCs, each with its main route table and default security group. */
final class Vpcs {
  private final Ec2 ec2;

  Vpcs(Ec2 ec2) {
    this.ec2 = ec2;
  }

  CreateVpcResponse create(Endpoint endpoint, CreateVpcRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.VPC.type());
    return endpoint.call(
        CallSpec.write("CreateVpc")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> ec2.at(call).vpcs().askNew(access, "CreateVpc", tags)),
        call -> {
          Network network = ec2.at(call);
          String id = make(network, Block.of(request.cidrBlock(), "cidrBlock"), tags);
          return CreateVpcResponse.builder().vpc(network.vpcs().shown(id).vpc()).build();
        });
  }

  private static String make(Network network, Block block, List<Tag> tags) {
    if (block.prefix() < 16 || block.prefix() > 28) {
      throw Refusal.of("InvalidVpc.Range", "The CIDR '" + block + "' is invalid.");
    }
    network
        .world()
        .quotas()
        .require(
            "L-F678F1CE",
            network.vpcs().count(it -> true),
            () -> Refusal.of("VpcLimitExceeded", "The maximum number of VPCs has been reached."));
    String id = network.vpcs().newId();
    Vpc vpc =
        Vpc.builder()
            .vpcId(id)
            .cidrBlock(block.toString())
            .cidrBlockAssociationSet(
                VpcCidrBlockAssociation.builder()
                    .associationId(network.world().ids().next(network.location(), "vpc-cidr-assoc"))
                    .cidrBlock(block.toString())
                    .cidrBlockState(state -> state.state(VpcCidrBlockStateCode.ASSOCIATED))
                    .build())
            .state(VpcState.PENDING)
            .isDefault(false)
            .instanceTenancy(Tenancy.DEFAULT)
            .dhcpOptionsId("default")
            .ownerId(network.location().accountId())
            .tags(tags)
            .build();
    Instant available = network.done("Vpc/create");
    var shelf = network.vpcs().shelf();
    shelf.put(id, new VpcEntry(vpc, true, false));
    shelf.schedule(
        id, available, it -> it.with(it.vpc().toBuilder().state(VpcState.AVAILABLE).build()));
    RouteTables.makeMain(network, id, block);
    SecurityGroups.makeDefault(network, id);
    return id;
  }

  DescribeVpcsResponse describe(Endpoint endpoint, DescribeVpcsRequest request) {
    return endpoint.read(
        "DescribeVpcs",
        call -> {
          Page<VpcEntry> page =
              ec2.at(call)
                  .vpcs()
                  .describe(
                      new Query(
                          request.vpcIds(),
                          request.filters(),
                          request.maxResults(),
                          request.nextToken()));
          return DescribeVpcsResponse.builder()
              .vpcs(page.items().stream().map(it -> it.vpc()).toList())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DescribeVpcAttributeResponse describeAttribute(
      Endpoint endpoint, DescribeVpcAttributeRequest request) {
    return endpoint.read(
        "DescribeVpcAttribute",
        call -> {
          Rack<VpcEntry> vpcs = ec2.at(call).vpcs();
          vpcs.get(request.vpcId());
          VpcEntry vpc =
              vpcs.shelf().seen(request.vpcId()).orElseGet(() -> vpcs.get(request.vpcId()));
          var answer = DescribeVpcAttributeResponse.builder().vpcId(request.vpcId());
          if (request.attribute() == VpcAttributeName.ENABLE_DNS_SUPPORT) {
            answer.enableDnsSupport(value(vpc.dnsSupport()));
          } else if (request.attribute() == VpcAttributeName.ENABLE_DNS_HOSTNAMES) {
            answer.enableDnsHostnames(value(vpc.dnsHostnames()));
          } else {
            throw new UnsupportedOperationException(
                "attribute " + request.attributeAsString() + " is not simulated");
          }
          return answer.build();
        });
  }

  private static AttributeBooleanValue value(boolean flag) {
    return AttributeBooleanValue.builder().value(flag).build();
  }

  ModifyVpcAttributeResponse modifyAttribute(Endpoint endpoint, ModifyVpcAttributeRequest request) {
    return endpoint.call(
        CallSpec.write("ModifyVpcAttribute")
            .asking((call, access) -> ec2.at(call).vpcs().ask(access, request.vpcId())),
        call -> {
          Rack<VpcEntry> vpcs = ec2.at(call).vpcs();
          VpcEntry old = vpcs.get(request.vpcId());
          AttributeBooleanValue support = request.enableDnsSupport();
          AttributeBooleanValue hostnames = request.enableDnsHostnames();
          if (support != null && hostnames != null) {
            throw Refusal.of(
                "InvalidParameterCombination",
                "Fields for multiple attribute types specified: enableDnsHostnames,"
                    + " enableDnsSupport");
          }
          if (support == null && hostnames == null) {
            throw Refusal.of("InvalidParameterCombination", "No attributes specified.");
          }
          if (hostnames != null && hostnames.value() && !old.dnsSupport()) {
            throw Refusal.of(
                "InvalidParameterValue",
                "Cannot enable DNS hostnames: DNS support is disabled for " + request.vpcId());
          }
          vpcs.shelf()
              .change(
                  request.vpcId(),
                  it ->
                      new VpcEntry(
                          it.vpc(),
                          support == null ? it.dnsSupport() : support.value(),
                          hostnames == null ? it.dnsHostnames() : hostnames.value()));
          return ModifyVpcAttributeResponse.builder().build();
        });
  }

  DeleteVpcResponse delete(Endpoint endpoint, DeleteVpcRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteVpc")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> ec2.at(call).vpcs().ask(access, request.vpcId())),
        call -> {
          remove(ec2.at(call), request.vpcId());
          return DeleteVpcResponse.builder().build();
        });
  }

  /**
   * Everything that was made in a VPC must be gone first, save what came with it: <a
   * href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html">source</a>.
   */
  private static void remove(Network network, String id) {
    network.vpcs().get(id);
    boolean inUse =
        network.subnets().count(it -> it.vpcId().equals(id)) > 0
            || network.interfaces().count(it -> it.vpcId().equals(id)) > 0
            || network.endpoints().count(it -> it.vpcId().equals(id)) > 0
            || network.groups().count(it -> it.vpcId().equals(id) && !SecurityGroups.isDefault(it))
                > 0
            || network.routeTables().count(it -> it.vpcId().equals(id) && !RouteTables.isMain(it))
                > 0
            || network
                    .internetGateways()
                    .count(it -> it.attachments().stream().anyMatch(a -> a.vpcId().equals(id)))
                > 0;
    if (inUse) {
      throw Refusal.of(
          "DependencyViolation", "The vpc '" + id + "' has dependencies and cannot be deleted.");
    }
    network.routeTables().all().stream()
        .filter(it -> it.vpcId().equals(id))
        .forEach(it -> network.routeTables().shelf().remove(it.routeTableId()));
    network.groups().all().stream()
        .filter(it -> it.vpcId().equals(id))
        .forEach(it -> SecurityGroups.remove(network, it.groupId()));
    network.vpcs().shelf().remove(id);
  }
}
