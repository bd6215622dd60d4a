package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.ActivityType;
import io.freehold.model.service.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which activities of the public API the change of a spec is. */
final class SpecActivities {
  private SpecActivities() {}

  static List<ActivityType> of(ServiceSpec before, ServiceSpec after) {
    List<ActivityType> types = new ArrayList<>();
    if (!before.name().equals(after.name())) {
      types.add(ActivityType.SERVICE_UPDATE_NAME);
    }
    if (!before.ipAccessList().equals(after.ipAccessList())) {
      types.add(ActivityType.SERVICE_UPDATE_IP_ACCESS_LIST);
    }
    if (before.minReplicaMemoryGb() != after.minReplicaMemoryGb()
        || before.maxReplicaMemoryGb() != after.maxReplicaMemoryGb()) {
      types.add(ActivityType.SERVICE_UPDATE_AUTOSCALING_MEMORY);
    }
    if (before.idleScaling() != after.idleScaling()
        || !Objects.equals(before.idleTimeoutMinutes(), after.idleTimeoutMinutes())) {
      types.add(ActivityType.SERVICE_UPDATE_AUTOSCALING_IDLING);
    }
    if (before.replicas() != after.replicas()) {
      types.add(ActivityType.SERVICE_UPDATE_AUTOSCALING_REPLICAS);
    }
    if (before.releaseChannel() != after.releaseChannel()) {
      types.add(ActivityType.SERVICE_UPDATE_RELEASE_CHANNEL);
    }
    return types;
  }
}
