package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Network interfaces: mostly made by other services, which may leave them behind for a while. */
final class Interfaces {
  private final Ec2 ec2;

  Interfaces(Ec2 ec2) {
    this.ec2 = ec2;
  }

  private static List<GroupIdentifier> identifiers(Network network, List<String> groups) {
    return groups.stream()
        .map(group ->
            network
                .groups()
                .shelf()
                .actual(group)
                .orElseThrow(() -> Kinds.GROUP.notFound().apply(group)))
        .map(Interfaces::identifier)
        .toList();
  }

  /** Gives one these security groups instead of those that it has. */
  static void regroup(Network network, String id, List<String> groups) {
    List<GroupIdentifier> identifiers = identifiers(network, groups);
    network.interfaces().shelf().change(id, it -> it.toBuilder().groups(identifiers).build());
  }

  /** Makes one, with the lowest free addresses of its subnet. */
  static NetworkInterface make(Network network, NewInterface wanted) {
    Subnet subnet =
        network
            .subnets()
            .shelf()
            .actual(wanted.subnetId())
            .orElseThrow(() -> Kinds.SUBNET.notFound().apply(wanted.subnetId()));
    List<GroupIdentifier> groups = identifiers(network, wanted.groupIds());
    List<String> addresses = freeAddresses(network, subnet, wanted.addresses());
    String id = network.interfaces().newId();
    NetworkInterface.Builder made =
        NetworkInterface.builder()
            .networkInterfaceId(id)
            .subnetId(subnet.subnetId())
            .vpcId(subnet.vpcId())
            .availabilityZone(subnet.availabilityZone())
            .description(wanted.description())
            .groups(groups)
            .interfaceType(wanted.type())
            .requesterManaged(wanted.managed())
            .ownerId(network.location().accountId())
            .privateIpAddress(addresses.getFirst())
            .privateIpAddresses(
                addresses.stream()
                    .map(address ->
                        NetworkInterfacePrivateIpAddress.builder()
                            .privateIpAddress(address)
                            .primary(address.equals(addresses.getFirst()))
                            .build())
                    .toList())
            .sourceDestCheck(true)
            .status(
                wanted.attached()
                    ? NetworkInterfaceStatus.IN_USE
                    : NetworkInterfaceStatus.AVAILABLE)
            .tagSet(Tags.of(wanted.tags()));
    if (wanted.attached()) {
      made.attachment(
          NetworkInterfaceAttachment.builder()
              .attachmentId(network.world().ids().next(network.location(), "eni-attach"))
              .status(AttachmentStatus.ATTACHED)
              .instanceOwnerId("amazon-aws")
              .deleteOnTermination(false)
              .build());
    }
    wanted
        .publicIp()
        .ifPresent(address ->
            made.association(NetworkInterfaceAssociation.builder().publicIp(address).build()));
    NetworkInterface all = made.build();
    network.interfaces().shelf().put(id, all);
    return all;
  }

  private static GroupIdentifier identifier(SecurityGroup group) {
    return GroupIdentifier.builder().groupId(group.groupId()).groupName(group.groupName()).build();
  }

  private static List<String> freeAddresses(Network network, Subnet subnet, int count) {
    Block block = Block.of(subnet.cidrBlock(), "cidrBlock");
    Set<String> used =
        inSubnet(network, subnet.subnetId())
            .flatMap(it -> it.privateIpAddresses().stream())
            .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
            .collect(Collectors.toSet());
    List<String> free =
        LongStream.range(4, block.size() - 1)
            .mapToObj(block::address)
            .filter(address -> !used.contains(address))
            .limit(count)
            .toList();
    if (free.size() < count) {
      throw Refusal.of(
          "InsufficientFreeAddressesInSubnet",
          "There are not enough free addresses in subnet '"
              + subnet.subnetId()
              + "' to satisfy the requested number of addresses.");
    }
    return free;
  }

  private static Stream<NetworkInterface> inSubnet(Network network, String subnetId) {
    return network.interfaces().all().stream().filter(it -> it.subnetId().equals(subnetId));
  }

  /** How many addresses of a subnet are taken. */
  static int addressesUsed(Network network, String subnetId) {
    return inSubnet(network, subnetId).mapToInt(it -> it.privateIpAddresses().size()).sum();
  }

  CreateNetworkInterfaceResponse create(Endpoint endpoint, CreateNetworkInterfaceRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.INTERFACE.type());
    return endpoint.call(
        CallSpec.write("CreateNetworkInterface")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              Network network = ec2.at(call);
              network.subnets().ask(access, request.subnetId());
              request.groups().forEach(group -> network.groups().ask(access, group));
              network.interfaces().askNew(access, "CreateNetworkInterface", tags);
            }),
        call -> {
          Network network = ec2.at(call);
          NewInterface wanted =
              NewInterface.of(
                      request.subnetId(),
                      request.description() == null ? "" : request.description())
                  .groups(request.groups())
                  .tagged(Tags.map(tags))
                  .addresses(1 + secondary(request))
                  .available();
          String id =
              network
                  .world()
                  .clientTokens()
                  .idOf(
                      call,
                      request.clientToken(),
                      request,
                      it -> network.interfaces().shelf().actual(it).isPresent(),
                      () -> make(network, wanted).networkInterfaceId());
          return CreateNetworkInterfaceResponse.builder()
              .clientToken(request.clientToken())
              .networkInterface(network.interfaces().shown(id))
              .build();
        });
  }

  private static int secondary(CreateNetworkInterfaceRequest request) {
    Integer count = request.secondaryPrivateIpAddressCount();
    return count == null ? 0 : count;
  }

  DescribeNetworkInterfacesResponse describe(
      Endpoint endpoint, DescribeNetworkInterfacesRequest request) {
    Query query =
        new Query(
            request.networkInterfaceIds(),
            request.filters(),
            request.maxResults(),
            request.nextToken());
    return endpoint.call(
        query.costly("DescribeNetworkInterfaces"),
        call -> {
          Page<NetworkInterface> page = ec2.at(call).interfaces().describe(query);
          return DescribeNetworkInterfacesResponse.builder()
              .networkInterfaces(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DeleteNetworkInterfaceResponse delete(Endpoint endpoint, DeleteNetworkInterfaceRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteNetworkInterface")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) ->
                ec2.at(call).interfaces().ask(access, request.networkInterfaceId())),
        call -> {
          Rack<NetworkInterface> interfaces = ec2.at(call).interfaces();
          String id = request.networkInterfaceId();
          // Not InvalidNetworkInterface.InUse, as one might read in the list of codes.
          if (interfaces.get(id).status() == NetworkInterfaceStatus.IN_USE) {
            throw Refusal.of(
                "InvalidParameterValue", "Network interface '" + id + "' is currently in use.");
          }
          interfaces.shelf().remove(id);
          return DeleteNetworkInterfaceResponse.builder().build();
        });
  }
}
