package io.freehold.aws.network;

import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.contract.Ground;
import io.freehold.aws.contract.KindContract;
import java.util.Map;
import java.util.Set;

class RouteTableContractTest extends KindContract<RouteTable, RouteTable.Observed> {
  @Override
  protected AwsType<RouteTable, RouteTable.Observed> type() {
    return RouteTable.TYPE;
  }

  @Override
  protected RouteTable desired(Ground ground) {
    String vpc = ground.make("vpc", Vpc.TYPE, new Vpc("10.0.0.0/16")).id();
    String gateway = ground.make("igw", InternetGateway.TYPE, new InternetGateway(vpc)).id();
    String zone = ground.zoneIds().getFirst();
    String subnet =
        ground
            .make("subnet", Subnet.TYPE, new Subnet(vpc, zone, "10.0.0.0/24", Subnet.Access.PUBLIC))
            .id();
    return new RouteTable(vpc, Map.of("0.0.0.0/0", gateway), Set.of(subnet));
  }

  @Override
  protected Map<String, RouteTable> mutable(RouteTable it) {
    String gateway = it.routes().get("0.0.0.0/0");
    return Map.of(
        "routes", new RouteTable(it.vpcId(), Map.of("192.0.2.0/24", gateway), it.subnetIds()),
        "subnetIds", new RouteTable(it.vpcId(), it.routes(), Set.of()));
  }

  @Override
  protected Map<String, RouteTable> fixed(RouteTable it) {
    return Map.of("vpcId", new RouteTable("vpc-00000000000000000", it.routes(), it.subnetIds()));
  }

  @Override
  protected Map<String, Outside> drift(Ground ground, RouteTable desired) {
    return Map.of(
        "routes",
        id ->
            ground
                .aws()
                .ec2()
                .deleteRoute(r -> r.routeTableId(id).destinationCidrBlock("0.0.0.0/0")),
        "subnetIds",
        id ->
            ground
                .aws()
                .ec2()
                .describeRouteTables(r -> r.routeTableIds(id))
                .routeTables()
                .getFirst()
                .associations()
                .forEach(association ->
                    ground
                        .aws()
                        .ec2()
                        .disassociateRouteTable(
                            r -> r.associationId(association.routeTableAssociationId()))));
  }

  @Override
  protected Use use(Ground ground, RouteTable desired) {
    return Use.nothingPrevents("its subnets are let go of first");
  }
}
