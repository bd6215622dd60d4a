package io.freehold.aws.preflight.account;

import io.freehold.aws.network.Ec2;
import io.freehold.aws.preflight.account.Quota.Use;
import io.freehold.aws.preflight.check.Account;
import io.freehold.model.network.Zone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** NAT gateways, which are limited in each zone. */
final class NatGatewayUse {
  private static final Set<NatGatewayState> GONE =
      Set.of(NatGatewayState.DELETED, NatGatewayState.FAILED);

  private NatGatewayUse() {}

  /** One count for each zone in which the infrastructure will have one. */
  static List<Use> of(Account account) {
    int planned = account.subject().planned().count(io.freehold.aws.network.NatGateway.TYPE);
    if (planned == 0) {
      return List.of();
    }
    List<NatGateway> all =
        account.aws().ec2().describeNatGatewaysPaginator(r -> {}).natGateways().stream()
            .filter(it -> !GONE.contains(it.state()))
            .toList();
    Map<String, String> zones = zones(account, all);
    return account.spec().zones().stream()
        .limit(planned)
        .map(Zone::id)
        .map(zone -> {
          List<NatGateway> there =
              all.stream().filter(it -> zone.equals(zones.get(it.subnetId()))).toList();
          long ours = there.stream().filter(it -> account.isOurs(it.tags())).count();
          return new Use(zone, there.size(), ours, 1);
        })
        .toList();
  }

  /** A NAT gateway tells its subnet, and only that tells its zone. */
  private static Map<String, String> zones(Account account, List<NatGateway> all) {
    Set<String> subnets =
        all.stream().map(NatGateway::subnetId).filter(id -> id != null).collect(Collectors.toSet());
    Map<String, String> zones = new HashMap<>();
    if (!subnets.isEmpty()) {
      for (Subnet subnet :
          account
              .aws()
              .ec2()
              .describeSubnetsPaginator(r -> r.filters(Ec2.filter("subnet-id", subnets)))
              .subnets()) {
        zones.put(subnet.subnetId(), subnet.availabilityZoneId());
      }
    }
    return zones;
  }
}
