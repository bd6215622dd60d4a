package io.freehold.controlplane.infrastructure;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.LogHouse;
import io.freehold.model.infrastructure.NatGateways;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.infrastructure.Roles;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.model.service.ReplicaSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A spec in the form in which it is stored: fields may be added, never renamed.
 *
 * @param secondaryCidrs null where the spec is older than they are
 * @param release null where the spec is older than releases are
 * @param customerNetwork null where the VPC is the infrastructure's own
 * @param roles who makes its roles; null where it was stored before anybody else could
 * @param replicaMemoryGb the sizes for which it has nodes; null where the spec is older than they
 *     are
 * @param logHouse null where no service keeps logs
 */
record StoredSpec(
    String name,
    String accountId,
    String region,
    String vpcCidr,
    List<Zone> zones,
    List<String> peerCidrs,
    String natGateways,
    boolean publicLoadBalancer,
    boolean privateLoadBalancer,
    Map<String, String> tags,
    List<String> egressCidrs,
    String kubernetesVersion,
    @Nullable String secretsKeyArn,
    Network.@Nullable Customer customerNetwork,
    @Nullable String roles,
    @Nullable List<String> secondaryCidrs,
    @Nullable Integer release,
    @Nullable List<Integer> replicaMemoryGb,
    @Nullable StoredLogHouse logHouse) {

  /**
   * A LogHouse in the form in which it is stored.
   *
   * @param service its short name
   */
  record StoredLogHouse(UUID serviceId, String service, int retentionDays) {
    static @Nullable StoredLogHouse of(@Nullable LogHouse one) {
      return one == null
          ? null
          : new StoredLogHouse(one.serviceId(), one.service().value(), one.retentionDays());
    }

    LogHouse logHouse() {
      return new LogHouse(serviceId, new ShortName(service), retentionDays);
    }
  }

  static StoredSpec of(InfrastructureSpec spec) {
    return new StoredSpec(
        spec.name().value(),
        spec.accountId(),
        spec.region(),
        spec.vpcCidr().toString(),
        spec.zones(),
        spec.peerCidrs().stream().map(Cidr::toString).toList(),
        spec.natGateways().word(),
        spec.loadBalancers().publicly(),
        spec.loadBalancers().privately(),
        new LinkedHashMap<>(spec.tags()),
        spec.egressCidrs().stream().map(Cidr::toString).toList(),
        spec.kubernetesVersion(),
        spec.secretsKeyArn(),
        spec.network() instanceof Network.Customer customer ? customer : null,
        spec.roles().word(),
        spec.secondaryCidrs().stream().map(Cidr::toString).toList(),
        spec.release(),
        spec.replicaSizes().stream().map(ReplicaSize::memoryGb).toList(),
        StoredLogHouse.of(spec.logHouse()));
  }

  InfrastructureSpec spec(boolean deletionProtection) {
    return InfrastructureSpec.builder(new ShortName(name), accountId, region, zones)
        .vpcCidrs(ranges())
        .peerCidrs(peerCidrs.stream().map(Cidr::parse).toList())
        .natGateways(
            NatGateways.of(natGateways)
                .orElseThrow(() -> new IllegalArgumentException(natGateways)))
        .loadBalancers(new LoadBalancers(publicLoadBalancer, privateLoadBalancer))
        .tags(tags)
        .egressCidrs(egressCidrs.stream().map(Cidr::parse).toList())
        .deletionProtection(deletionProtection)
        .kubernetesVersion(kubernetesVersion)
        .release(Objects.requireNonNullElse(release, 1))
        .secretsKeyArn(secretsKeyArn)
        .network(customerNetwork == null ? Network.MANAGED : customerNetwork)
        .roles(
            roles == null
                ? Roles.MANAGED
                : Roles.of(roles).orElseThrow(() -> new IllegalArgumentException(roles)))
        .replicaSizes(replicaSizes())
        .logHouse(logHouse == null ? null : logHouse.logHouse())
        .build();
  }

  private Set<ReplicaSize> replicaSizes() {
    return replicaMemoryGb == null
        ? InfrastructureSpec.DEFAULT_REPLICA_SIZES
        : replicaMemoryGb.stream()
            .map(memory ->
                ReplicaSize.ofMemoryGb(memory)
                    .orElseThrow(() -> new IllegalArgumentException(String.valueOf(memory))))
            .collect(Collectors.toSet());
  }

  private List<Cidr> ranges() {
    List<Cidr> all = new ArrayList<>(List.of(Cidr.parse(vpcCidr)));
    if (secondaryCidrs != null) {
      secondaryCidrs.forEach(one -> all.add(Cidr.parse(one)));
    }
    return all;
  }
}
