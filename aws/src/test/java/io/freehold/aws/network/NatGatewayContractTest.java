package io.freehold.aws.network;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;
import java.util.Set;

class NatGatewayContractTest extends KindContract<NatGateway, NatGateway.Observed> {
  @Override
  protected AwsType<NatGateway, NatGateway.Observed> type() {
    return NatGateway.TYPE;
  }

  @Override
  protected NatGateway desired(Ground ground) {
    String vpc = ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
    ground.make("igw", InternetGateway.TYPE, new InternetGateway(vpc));
    String zone = ground.zoneIds().getFirst();
    String subnet =
        ground
            .make("subnet", Subnet.TYPE, new Subnet(vpc, zone, "10.0.0.0/24", Subnet.Access.PUBLIC))
            .id();
    return new NatGateway(
        subnet, ground.make("ip", ElasticIp.TYPE, new ElasticIp()).allocationId());
  }

  @Override
  protected Map<String, NatGateway> fixed(NatGateway it) {
    return Map.of(
        "subnetId", new NatGateway("subnet-00000000000000000", it.allocationId()),
        "allocationId", new NatGateway(it.subnetId(), "eipalloc-00000000000000000"));
  }

  @Override
  protected Use use(Ground ground, NatGateway desired) {
    return Use.nothingPrevents(
        "routes to it become black holes",
        id ->
            ground.make(
                "user",
                RouteTable.TYPE,
                new RouteTable(
                    ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id(),
                    Map.of("0.0.0.0/0", id),
                    Set.of())));
  }
}
