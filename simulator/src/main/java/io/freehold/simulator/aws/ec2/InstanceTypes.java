package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallContext;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.ec2.InstanceCatalogue.Machine;
import io.freehold.simulator.aws.place.Zone;
import io.freehold.simulator.aws.state.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ArchitectureType;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** What instance types are like, and which zone has them. */
final class InstanceTypes {
  private static final int MOST_ON_A_PAGE = 1000;

  private final Ec2 ec2;

  InstanceTypes(Ec2 ec2) {
    this.ec2 = ec2;
  }

  private Map<Machine, List<Zone>> offered(CallContext call) {
    Network network = ec2.at(call);
    return InstanceCatalogue.offered(network.world().levers(), network.location());
  }

  DescribeInstanceTypeOfferingsResponse describeOfferings(
      Endpoint endpoint, DescribeInstanceTypeOfferingsRequest request) {
    return endpoint.read(
        "DescribeInstanceTypeOfferings",
        call -> {
          List<InstanceTypeOffering> all =
              offerings(call, request.locationType()).stream()
                  .filter(it -> request.filters().stream().allMatch(f -> matches(f, it)))
                  .toList();
          Page<InstanceTypeOffering> page = page(all, request.maxResults(), request.nextToken());
          return DescribeInstanceTypeOfferingsResponse.builder()
              .instanceTypeOfferings(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  private static <T> Page<T> page(List<T> all, @Nullable Integer most, @Nullable String nextToken) {
    return Page.of(
        all,
        most,
        MOST_ON_A_PAGE,
        nextToken,
        () -> Refusal.of("InvalidNextToken", "The token is not valid."));
  }

  private List<InstanceTypeOffering> offerings(CallContext call, @Nullable LocationType by) {
    LocationType type = by == null ? LocationType.REGION : by;
    List<InstanceTypeOffering> all = new ArrayList<>();
    offered(call)
        .forEach((it, zones) -> {
          Stream<String> places =
              switch (type) {
                case REGION -> Stream.of(call.region());
                case AVAILABILITY_ZONE -> zones.stream().map(Zone::name);
                case AVAILABILITY_ZONE_ID -> zones.stream().map(Zone::id);
                default ->
                    throw new UnsupportedOperationException(
                        "location type " + type + " is not simulated");
              };
          places.forEach(place ->
              all.add(
                  InstanceTypeOffering.builder()
                      .instanceType(it.name())
                      .locationType(type)
                      .location(place)
                      .build()));
        });
    return all;
  }

  private static boolean matches(Filter filter, InstanceTypeOffering it) {
    String value =
        switch (filter.name()) {
          case "instance-type" -> it.instanceTypeAsString();
          case "location" -> it.location();
          default ->
              throw new UnsupportedOperationException(
                  "filter " + filter.name() + " of instance type offerings is not simulated");
        };
    return Rack.fits(filter.values(), value);
  }

  DescribeInstanceTypesResponse describe(Endpoint endpoint, DescribeInstanceTypesRequest request) {
    return endpoint.read(
        "DescribeInstanceTypes",
        call -> {
          Set<Machine> offered = offered(call).keySet();
          List<String> wanted = request.instanceTypesAsStrings();
          List<String> unknown =
              wanted.stream()
                  .filter(name -> offered.stream().noneMatch(it -> it.name().equals(name)))
                  .toList();
          if (!unknown.isEmpty()) {
            throw Refusal.of(
                "InvalidInstanceType",
                "The following supplied instance types do not exist: " + unknown);
          }
          List<InstanceTypeInfo> all =
              offered.stream()
                  .filter(it -> wanted.isEmpty() || wanted.contains(it.name()))
                  .filter(it -> request.filters().stream().allMatch(f -> matches(f, it)))
                  .map(InstanceTypes::info)
                  .toList();
          Page<InstanceTypeInfo> page = page(all, request.maxResults(), request.nextToken());
          return DescribeInstanceTypesResponse.builder()
              .instanceTypes(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  private static boolean matches(Filter filter, Machine it) {
    String value =
        switch (filter.name()) {
          case "instance-type" -> it.name();
          case "processor-info.supported-architecture" ->
              Objects.toString(architecture(it).toString());
          case "vcpu-info.default-vcpus" -> Integer.toString(it.cpus());
          default ->
              throw new UnsupportedOperationException(
                  "filter " + filter.name() + " of instance types is not simulated");
        };
    return Rack.fits(filter.values(), value);
  }

  private static ArchitectureType architecture(Machine it) {
    return it.arm() ? ArchitectureType.ARM64 : ArchitectureType.X86_64;
  }

  private static InstanceTypeInfo info(Machine it) {
    return InstanceTypeInfo.builder()
        .instanceType(it.name())
        .bareMetal(false)
        .processorInfo(p -> p.supportedArchitectures(architecture(it)))
        .vCpuInfo(v -> v.defaultVCpus(it.cpus()))
        .memoryInfo(m -> m.sizeInMiB(1024L * it.memoryGib()))
        .networkInfo(n -> n.encryptionInTransitSupported(it.encrypts()))
        .build();
  }
}
