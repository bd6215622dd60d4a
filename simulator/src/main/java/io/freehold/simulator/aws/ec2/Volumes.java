package io.freehold.simulator.aws.ec2;

import io.freehold.simulator.aws.call.CallSpec;
import io.freehold.simulator.aws.call.Endpoint;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Zone;
import io.freehold.simulator.aws.state.Page;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** Volumes, as the EBS CSI driver makes them and may leave them behind. */
final class Volumes {
  private final Ec2 ec2;

  Volumes(Ec2 ec2) {
    this.ec2 = ec2;
  }

  static String make(
      Network network, Zone zone, int gibibytes, boolean inUse, Map<String, String> tags) {
    String id = network.volumes().newId();
    network
        .volumes()
        .shelf()
        .put(
            id,
            Volume.builder()
                .volumeId(id)
                .availabilityZone(zone.name())
                .availabilityZoneId(zone.id())
                .size(gibibytes)
                .volumeType(VolumeType.GP3)
                .encrypted(true)
                .createTime(network.now())
                .state(inUse ? VolumeState.IN_USE : VolumeState.AVAILABLE)
                .tags(Tags.of(tags))
                .build());
    return id;
  }

  DescribeVolumesResponse describe(Endpoint endpoint, DescribeVolumesRequest request) {
    Query query =
        new Query(
            request.volumeIds(), request.filters(), request.maxResults(), request.nextToken());
    return endpoint.call(
        query.costly("DescribeVolumes"),
        call -> {
          Page<Volume> page = ec2.at(call).volumes().describe(query);
          return DescribeVolumesResponse.builder()
              .volumes(page.items())
              .nextToken(page.nextToken())
              .build();
        });
  }

  DeleteVolumeResponse delete(Endpoint endpoint, DeleteVolumeRequest request) {
    return endpoint.call(
        CallSpec.write("DeleteVolume")
            .dryRun(Ec2.flag(request.dryRun()))
            .asking((call, access) -> ec2.at(call).volumes().ask(access, request.volumeId())),
        call -> {
          Rack<Volume> volumes = ec2.at(call).volumes();
          String id = request.volumeId();
          if (volumes.get(id).state() == VolumeState.IN_USE) {
            throw Refusal.of("VolumeInUse", "Volume " + id + " is currently attached.");
          }
          volumes.shelf().remove(id);
          return DeleteVolumeResponse.builder().build();
        });
  }
}
