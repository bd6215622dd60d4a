package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.place.Zone;
import io.freehold.simulator.aws.place.Zones;
import io.freehold.simulator.aws.state.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** Which instance types each zone has. */
final class InstanceTypes {
  private static final List<String> FAMILIES =
      List.of("m5", "m6i", "m6g", "m7i", "m7g", "c7g", "r5", "r6g", "r7g", "r7i");
  private static final List<String> SIZES =
      List.of("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge");

  /**
   * The old zone of us-east-1, which never got Graviton or newer types: <a
   * href="https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html">EKS too leaves it
   * out</a>.
   */
  private static final Map<String, Set<String>> OLD_ZONES = Map.of("use1-az3", Set.of("m5", "r5"));

  private final Ec2 ec2;

  InstanceTypes(Ec2 ec2) {
    this.ec2 = ec2;
  }

  DescribeInstanceTypeOfferingsResponse describe(
      Endpoint endpoint, DescribeInstanceTypeOfferingsRequest request) {
    return endpoint.read(
        "DescribeInstanceTypeOfferings",
        call -> {
          List<InstanceTypeOffering> all =
              offerings(ec2.at(call).location(), request.locationType()).stream()
                  .filter(it -> request.filters().stream().allMatch(f -> matches(f, it)))
                  .toList();
          Page<InstanceTypeOffering> page =
              Page.of(
                  all,
                  request.maxResults(),
                  1000,
                  request.nextToken(),
                  () -> Refusal.of("InvalidNextToken", "The token is not valid."));
          return DescribeInstanceTypeOfferingsResponse.builder()
              .instanceTypeOfferings(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  private static List<InstanceTypeOffering> offerings(
      Location location, @Nullable LocationType by) {
    List<InstanceTypeOffering> all = new ArrayList<>();
    LocationType type = by == null ? LocationType.REGION : by;
    for (String family : FAMILIES) {
      for (String size : SIZES) {
        String name = family + "." + size;
        switch (type) {
          case REGION -> all.add(offering(name, type, location.region()));
          case AVAILABILITY_ZONE, AVAILABILITY_ZONE_ID -> {
            for (Zone zone : Zones.of(location)) {
              if (has(zone, family)) {
                all.add(
                    offering(
                        name,
                        type,
                        type == LocationType.AVAILABILITY_ZONE ? zone.name() : zone.id()));
              }
            }
          }
          default ->
              throw new UnsupportedOperationException(
                  "location type " + type + " is not simulated");
        }
      }
    }
    return all;
  }

  private static boolean has(Zone zone, String family) {
    Set<String> only = OLD_ZONES.get(zone.id());
    return only == null || only.contains(family);
  }

  private static InstanceTypeOffering offering(String name, LocationType type, String where) {
    return InstanceTypeOffering.builder()
        .instanceType(name)
        .locationType(type)
        .location(where)
        .build();
  }

  private static boolean matches(Filter filter, InstanceTypeOffering it) {
    return switch (filter.name()) {
      case "instance-type" -> filter.values().contains(it.instanceTypeAsString());
      case "location" -> filter.values().contains(it.location());
      default ->
          throw new UnsupportedOperationException(
              "filter " + filter.name() + " of instance type offerings is not simulated");
    };
  }
}
