package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.place.Zones;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.AvailabilityZoneState;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;

/** Availability zones. */
final class Zoning {
  DescribeAvailabilityZonesResponse describe(
      Endpoint endpoint, DescribeAvailabilityZonesRequest request) {
    return endpoint.read(
        "DescribeAvailabilityZones",
        context ->
            DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(
                    Zones.of(context.location()).stream()
                        .filter(zone ->
                            request.zoneNames().isEmpty()
                                || request.zoneNames().contains(zone.name()))
                        .filter(zone ->
                            request.zoneIds().isEmpty() || request.zoneIds().contains(zone.id()))
                        .map(zone ->
                            AvailabilityZone.builder()
                                .zoneName(zone.name())
                                .zoneId(zone.id())
                                .zoneType("availability-zone")
                                .regionName(context.region())
                                .groupName(context.region())
                                .networkBorderGroup(context.region())
                                .optInStatus("opt-in-not-required")
                                .state(AvailabilityZoneState.AVAILABLE)
                                .build())
                        .toList())
                .build());
  }
}
