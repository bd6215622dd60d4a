package io.freehold.controlplane.infrastructure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body with which an infrastructure is made. */
public record InfrastructureRequest(
    @Nullable String displayName,
    @Nullable String accountId,
    @Nullable String regionId,
    @Nullable List<String> availabilityZoneSuffixes,
    @Nullable List<String> zoneIds,
    @Nullable String vpcCidrRange,
    @Nullable List<String> peerCidrs,
    @Nullable Boolean deletionProtection,
    @Nullable Network network,
    @Nullable Map<String, Boolean> loadBalancers,
    @Nullable Map<String, String> tags,
    @Nullable String secretsKeyArn) {

  /** Where it stands. */
  public record Network(
      @Nullable String mode,
      @Nullable String vpcId,
      @Nullable List<String> privateSubnetIds,
      @Nullable List<String> publicSubnetIds,
      @Nullable String natGateways) {}
}
