package io.freehold.controlplane.service;

import io.freehold.model.service.IpAccess;
import io.freehold.model.service.ReleaseChannel;
import io.freehold.model.service.ServiceSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A spec in the form in which it is stored: fields may be added, never renamed. */
record StoredServiceSpec(
    String name,
    int replicas,
    int minReplicaMemoryGb,
    int maxReplicaMemoryGb,
    List<IpAccess> ipAccessList,
    boolean idleScaling,
    @Nullable Integer idleTimeoutMinutes,
    String releaseChannel) {

  static StoredServiceSpec of(ServiceSpec spec) {
    return new StoredServiceSpec(
        spec.name(),
        spec.replicas(),
        spec.minReplicaMemoryGb(),
        spec.maxReplicaMemoryGb(),
        spec.ipAccessList(),
        spec.idleScaling(),
        spec.idleTimeoutMinutes(),
        spec.releaseChannel().word());
  }

  ServiceSpec spec() {
    return new ServiceSpec(
        name,
        replicas,
        minReplicaMemoryGb,
        maxReplicaMemoryGb,
        ipAccessList,
        idleScaling,
        idleTimeoutMinutes,
        ReleaseChannel.of(releaseChannel)
            .orElseThrow(() -> new IllegalArgumentException(releaseChannel)));
  }
}
