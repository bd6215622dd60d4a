package io.freehold.aws.network;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;
import java.util.Set;

class GatewayEndpointContractTest extends KindContract<GatewayEndpoint, GatewayEndpoint.Observed> {
  @Override
  protected AwsType<GatewayEndpoint, GatewayEndpoint.Observed> type() {
    return GatewayEndpoint.TYPE;
  }

  @Override
  protected GatewayEndpoint desired(Ground ground) {
    String vpc = ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
    String table =
        ground.make("table", RouteTable.TYPE, new RouteTable(vpc, Map.of(), Set.of())).id();
    return new GatewayEndpoint(vpc, "com.amazonaws.us-east-1.s3", Set.of(table));
  }

  @Override
  protected Map<String, GatewayEndpoint> mutable(GatewayEndpoint it) {
    return Map.of("routeTableIds", new GatewayEndpoint(it.vpcId(), it.serviceName(), Set.of()));
  }

  @Override
  protected Map<String, GatewayEndpoint> fixed(GatewayEndpoint it) {
    return Map.of(
        "vpcId",
        new GatewayEndpoint("vpc-00000000000000000", it.serviceName(), it.routeTableIds()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, GatewayEndpoint desired) {
    return Map.of(
        "routeTableIds",
        id ->
            ground
                .aws()
                .ec2()
                .modifyVpcEndpoint(
                    r -> r.vpcEndpointId(id).removeRouteTableIds(desired.routeTableIds())));
  }

  /** Deleting one again, it looks for its routes again. */
  @Override
  protected Map<String, String> differencesOfMoto() {
    return Map.of("deletingWhatIsGoneSucceeds", "no route with destination-cidr-block");
  }

  @Override
  protected Use use(Ground ground, GatewayEndpoint desired) {
    return Use.nothingPrevents("its routes go with it");
  }
}
