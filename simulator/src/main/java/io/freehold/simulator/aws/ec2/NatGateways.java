package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.state.Page;
import io.freehold.simulator.aws.state.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * NAT gateways. One that failed or was deleted stays visible for about an hour: <a
 * href="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html">source</a>.
 */
final class NatGateways {
  private static final Duration VISIBLE_AFTERWARDS = Duration.ofHours(1);

  private final Ec2 ec2;

  NatGateways(Ec2 ec2) {
    this.ec2 = ec2;
  }

  CreateNatGatewayResponse create(Endpoint endpoint, CreateNatGatewayRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.NAT_GATEWAY.type());
    return endpoint.call(
        CallSpec.write("CreateNatGateway")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> {
              Network network = ec2.at(call);
              network.subnets().ask(access, request.subnetId());
              network.addresses().ask(access, request.allocationId());
              network.natGateways().askNew(access, "CreateNatGateway", tags);
            }),
        call -> {
          Network network = ec2.at(call);
          String id = idOf(call, network, request, tags);
          return CreateNatGatewayResponse.builder()
              .clientToken(request.clientToken())
              .natGateway(network.natGateways().shown(id))
              .build();
        });
  }

  private static String idOf(
      CallContext call, Network network, CreateNatGatewayRequest request, List<Tag> tags) {
    return network
        .world()
        .clientTokens()
        .idOf(
            call,
            request.clientToken(),
            request,
            id -> network.natGateways().shelf().actual(id).isPresent(),
            () -> make(network, request, tags));
  }

  private static String make(Network network, CreateNatGatewayRequest request, List<Tag> tags) {
    if (request.connectivityType() == ConnectivityType.PRIVATE) {
      throw new UnsupportedOperationException("private NAT gateways are not simulated");
    }
    Subnet subnet = network.subnets().get(request.subnetId());
    Address address = network.addresses().get(request.allocationId());
    if (address.associationId() != null) {
      throw Refusal.of(
          "Resource.AlreadyAssociated",
          "Elastic IP address [" + address.allocationId() + "] is already associated");
    }
    network
        .world()
        .quotas()
        .require(
            "L-FE5A380F",
            network
                .natGateways()
                .count(it ->
                    isAlive(it)
                        && zoneOf(network, it.subnetId()).equals(subnet.availabilityZone())),
            () ->
                Refusal.of(
                    "NatGatewayLimitExceeded",
                    "The maximum number of NAT Gateways has been reached."));
    return put(network, subnet, address, tags);
  }

  private static String put(Network network, Subnet subnet, Address address, List<Tag> tags) {
    String id = network.natGateways().newId();
    NetworkInterface place =
        Interfaces.make(
            network,
            NewInterface.of(subnet.subnetId(), "Interface for NAT Gateway " + id)
                .type("nat_gateway")
                .withPublicIp(address.publicIp()));
    String association = network.world().ids().next(network.location(), "eipassoc");
    network
        .addresses()
        .shelf()
        .change(
            address.allocationId(),
            it ->
                it.toBuilder()
                    .associationId(association)
                    .networkInterfaceId(place.networkInterfaceId())
                    .privateIpAddress(place.privateIpAddress())
                    .networkInterfaceOwnerId(network.location().accountId())
                    .build());
    NatGateway gateway =
        NatGateway.builder()
            .natGatewayId(id)
            .subnetId(subnet.subnetId())
            .vpcId(subnet.vpcId())
            .connectivityType(ConnectivityType.PUBLIC)
            .createTime(network.now())
            .state(NatGatewayState.PENDING)
            .natGatewayAddresses(
                NatGatewayAddress.builder()
                    .allocationId(address.allocationId())
                    .associationId(association)
                    .networkInterfaceId(place.networkInterfaceId())
                    .privateIp(place.privateIpAddress())
                    .publicIp(address.publicIp())
                    .isPrimary(true)
                    .status("succeeded")
                    .build())
            .tags(tags)
            .build();
    network.natGateways().shelf().put(id, gateway);
    Instant done = network.done("NatGateway/create");
    failure(network, subnet)
        .ifPresentOrElse(
            reason -> fail(network, gateway, done, reason),
            () ->
                network
                    .natGateways()
                    .shelf()
                    .schedule(
                        id, done, it -> it.toBuilder().state(NatGatewayState.AVAILABLE).build()));
    return id;
  }

  /** AWS accepts the call and fails the gateway later. */
  private static Optional<String> failure(Network network, Subnet subnet) {
    return InternetGateways.isAttached(network, subnet.vpcId())
        ? network.world().latencies().failure(network.location(), "NatGateway")
        : Optional.of("Network " + subnet.vpcId() + " has no Internet gateway attached");
  }

  private static void fail(Network network, NatGateway gateway, Instant at, String reason) {
    String code = reason.contains("Internet gateway") ? "Gateway.NotAttached" : "InternalError";
    Shelf<NatGateway> shelf = network.natGateways().shelf();
    shelf.schedule(
        gateway.natGatewayId(),
        at,
        it ->
            it.toBuilder()
                .state(NatGatewayState.FAILED)
                .failureCode(code)
                .failureMessage(reason)
                .build());
    release(network, gateway, at);
    shelf.removeAt(gateway.natGatewayId(), at.plus(VISIBLE_AFTERWARDS));
  }

  /** Gives back the interface and the address at that time. */
  private static void release(Network network, NatGateway gateway, Instant at) {
    for (NatGatewayAddress address : gateway.natGatewayAddresses()) {
      network.interfaces().shelf().removeAt(address.networkInterfaceId(), at);
      network
          .addresses()
          .shelf()
          .schedule(
              address.allocationId(),
              at,
              it ->
                  it.toBuilder()
                      .associationId(null)
                      .networkInterfaceId(null)
                      .privateIpAddress(null)
                      .networkInterfaceOwnerId(null)
                      .build());
    }
  }

  DescribeNatGatewaysResponse describe(Endpoint endpoint, DescribeNatGatewaysRequest request) {
    return endpoint.read(
        "DescribeNatGateways",
        call -> {
          Page<NatGateway> page =
              ec2.at(call)
                  .natGateways()
                  .describe(
                      new Query(
                          request.natGatewayIds(),
                          request.filter(),
                          request.maxResults(),
                          request.nextToken()));
          return DescribeNatGatewaysResponse.builder()
              .natGateways(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DeleteNatGatewayResponse delete(Endpoint endpoint, DeleteNatGatewayRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteNatGateway")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking(
                (call, access) -> ec2.at(call).natGateways().ask(access, request.natGatewayId())),
        call -> {
          remove(ec2.at(call), request.natGatewayId());
          return DeleteNatGatewayResponse.builder().natGatewayId(request.natGatewayId()).build();
        });
  }

  private static void remove(Network network, String id) {
    NatGateway gateway = network.natGateways().get(id);
    Shelf<NatGateway> shelf = network.natGateways().shelf();
    switch (gateway.state()) {
      case DELETED -> throw Kinds.NAT_GATEWAY.notFound().apply(id);
      case DELETING -> {}
      case FAILED -> {
        shelf.cancelScheduled(id);
        end(shelf, id, network.now(), network.now());
      }
      default -> {
        Instant gone = network.done("NatGateway/delete");
        shelf.cancelScheduled(id);
        end(shelf, id, network.now(), gone);
        release(network, gateway, gone);
      }
    }
  }

  private static void end(Shelf<NatGateway> shelf, String id, Instant now, Instant gone) {
    shelf.change(id, it -> it.toBuilder().state(NatGatewayState.DELETING).build());
    shelf.schedule(
        id, gone, it -> it.toBuilder().state(NatGatewayState.DELETED).deleteTime(now).build());
    shelf.removeAt(id, gone.plus(VISIBLE_AFTERWARDS));
  }

  /** Whether it counts against the quota. */
  private static boolean isAlive(NatGateway gateway) {
    return gateway.state() != NatGatewayState.DELETED && gateway.state() != NatGatewayState.FAILED;
  }

  private static String zoneOf(Network network, String subnetId) {
    return Objects.toString(
        network.subnets().shelf().actual(subnetId).map(Subnet::availabilityZone).orElse(""));
  }
}
