package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Elastic IP addresses. */
final class Addresses {
  private final Ec2 ec2;

  Addresses(Ec2 ec2) {
    this.ec2 = ec2;
  }

  AllocateAddressResponse allocate(Endpoint endpoint, AllocateAddressRequest request) {
    List<Tag> tags = Tags.given(request.tagSpecifications(), Kinds.ADDRESS.type());
    return endpoint.call(
        CallSpec.write("AllocateAddress")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking(
                (call, access) -> ec2.at(call).addresses().askNew(access, "AllocateAddress", tags)),
        call -> {
          Address address = make(ec2.at(call), tags);
          return AllocateAddressResponse.builder()
              .allocationId(address.allocationId())
              .publicIp(address.publicIp())
              .domain(address.domain())
              .networkBorderGroup(address.networkBorderGroup())
              .publicIpv4Pool(address.publicIpv4Pool())
              .build();
        });
  }

  private static Address make(Network network, List<Tag> tags) {
    network
        .world()
        .quotas()
        .require(
            "L-0263D0A3",
            network.addresses().count(it -> true),
            () ->
                Refusal.of(
                    "AddressLimitExceeded", "The maximum number of addresses has been reached."));
    String id = network.addresses().newId();
    int number =
        Integer.parseInt(network.world().ids().hex(network.location(), "public address", 5), 16);
    Address address =
        Address.builder()
            .allocationId(id)
            .publicIp(new Block(0x34000000L + number, 32).address(0))
            .domain(DomainType.VPC)
            .networkBorderGroup(network.location().region())
            .publicIpv4Pool("amazon")
            .tags(tags)
            .build();
    network.addresses().shelf().put(id, address);
    return address;
  }

  /** Addresses have no pages. */
  DescribeAddressesResponse describe(Endpoint endpoint, DescribeAddressesRequest request) {
    return endpoint.read(
        "DescribeAddresses",
        call ->
            DescribeAddressesResponse.builder()
                .addresses(
                    ec2.at(call)
                        .addresses()
                        .describe(new Query(request.allocationIds(), request.filters(), null, null))
                        .items())
                .build());
  }

  ReleaseAddressResponse release(Endpoint endpoint, ReleaseAddressRequest request) {
    return endpoint.call(
        CallSpec.write("ReleaseAddress")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> ec2.at(call).addresses().ask(access, request.allocationId())),
        call -> {
          Rack<Address> addresses = ec2.at(call).addresses();
          Address address = addresses.get(request.allocationId());
          if (address.associationId() != null) {
            throw Refusal.of(
                "InvalidIPAddress.InUse", "Address " + address.publicIp() + " is in use.");
          }
          addresses.shelf().remove(request.allocationId());
          return ReleaseAddressResponse.builder().build();
        });
  }
}
