package io.freehold.controlplane.cost;

import io.freehold.controlplane.infrastructure.InfrastructureRequest;
import io.freehold.model.service.ReleaseChannel;
import io.freehold.model.service.ReplicaSize;
import io.freehold.model.service.ServiceSpec;
import io.freehold.model.violation.Violation;
import io.freehold.model.violation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of an infrastructure, and the sizes of services on it. */
record CostRequest(
    @Nullable String displayName,
    @Nullable String accountId,
    @Nullable String regionId,
    @Nullable List<String> availabilityZoneSuffixes,
    @Nullable List<String> zoneIds,
    @Nullable String vpcCidrRange,
    @Nullable List<String> peerCidrs,
    @Nullable Boolean deletionProtection,
    InfrastructureRequest.@Nullable Network network,
    @Nullable Map<String, Boolean> loadBalancers,
    @Nullable Map<String, String> tags,
    @Nullable String secretsKeyArn,
    @Nullable List<Size> services) {

  /** A service, as far as its cost depends on it; what is not said stands at its default. */
  record Size(
      @Nullable String name,
      @Nullable Integer numReplicas,
      @Nullable Integer minReplicaMemoryGb,
      @Nullable Integer maxReplicaMemoryGb) {

    private ServiceSpec spec(int number) {
      int least =
          Objects.requireNonNullElse(minReplicaMemoryGb, ReplicaSize.memorySizes().getFirst());
      return new ServiceSpec(
          Objects.requireNonNullElse(name, "service " + (number + 1)),
          Objects.requireNonNullElse(numReplicas, ServiceSpec.DEFAULT_REPLICAS),
          least,
          Objects.requireNonNullElse(maxReplicaMemoryGb, least),
          ServiceSpec.EVERYWHERE,
          true,
          null,
          ReleaseChannel.DEFAULT);
    }
  }

  InfrastructureRequest infrastructure() {
    return new InfrastructureRequest(
        displayName,
        accountId,
        regionId,
        availabilityZoneSuffixes,
        zoneIds,
        vpcCidrRange,
        peerCidrs,
        deletionProtection,
        network,
        loadBalancers,
        tags,
        secretsKeyArn);
  }

  /** The services; what is wrong with one is noted under its place in the list. */
  List<ServiceSpec> specs(Violations violations) {
    List<ServiceSpec> specs = new ArrayList<>();
    List<Size> sizes = Objects.requireNonNullElse(services, List.of());
    for (int i = 0; i < sizes.size(); i++) {
      ServiceSpec spec = sizes.get(i).spec(i);
      for (Violation one : spec.violations()) {
        violations.add(
            "services[" + i + "]." + one.field(),
            one.code(),
            one.found(),
            one.needed(),
            one.remedy());
      }
      specs.add(spec);
    }
    return specs;
  }
}
