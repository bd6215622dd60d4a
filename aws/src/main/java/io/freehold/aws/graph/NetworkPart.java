package io.freehold.aws.graph;

import io.freehold.aws.network.ElasticIp;
import io.freehold.aws.network.GatewayEndpoint;
import io.freehold.aws.network.InternetGateway;
import io.freehold.aws.network.NatGateway;
import io.freehold.aws.network.RouteTable;
import io.freehold.aws.network.Subnet;
import io.freehold.aws.network.Vpc;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.NatGateways;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.network.CidrPlan;
import io.freehold.model.network.Zone;
import io.freehold.model.network.ZoneSubnets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The network that everything else stands in.
 *
 * @param ranges of the VPC: from these, clients are inside
 * @param publicSubnets for the ways in and out; in the order of the zones
 * @param privateSubnets for everything else; in the order of the zones
 * @param wayOut present once private subnets reach the internet
 * @param privateInZone the private subnets of each zone, by its id; present once those reach the
 *     internet
 */
record NetworkPart(
    Ref<Vpc.Observed> vpc,
    Ref<Set<String>> ranges,
    Ref<List<Subnet.Observed>> publicSubnets,
    Ref<List<Subnet.Observed>> privateSubnets,
    Ref<?> wayOut,
    Map<String, Ref<List<Subnet.Observed>>> privateInZone) {
  private static final String EVERYWHERE = "0.0.0.0/0";

  static <C> NetworkPart add(
      Section<C, AwsSession> aws, InfrastructureSpec spec, Set<String> waived) {
    return switch (spec.network()) {
      case Network.Managed() -> addDedicated(aws, spec);
      case Network.Customer customer -> CustomerNetwork.add(aws, spec, customer, waived);
    };
  }

  /** A VPC of its own: in each zone a public subnet and a private one. */
  private static <C> NetworkPart addDedicated(Section<C, AwsSession> aws, InfrastructureSpec spec) {
    CidrPlan plan = spec.cidrPlan();
    var vpc = aws.add("vpc", Vpc.TYPE, () -> new Vpc(spec.vpcCidr().toString()));
    List<Ref<Subnet.Observed>> publicSubnets = new ArrayList<>();
    List<Ref<Subnet.Observed>> privateSubnets = new ArrayList<>();
    // Private ones first: the cluster, the longest of all to come up, waits for them.
    for (ZoneSubnets zone : plan.subnets()) {
      privateSubnets.add(
          aws.add(
              "subnet-private-" + label(zone.zone()),
              Subnet.TYPE,
              vpc,
              in ->
                  new Subnet(
                      in.id(),
                      zone.zone().id(),
                      zone.privateSubnet().toString(),
                      Subnet.Access.PRIVATE)));
    }
    for (ZoneSubnets zone : plan.subnets()) {
      publicSubnets.add(
          aws.add(
              "subnet-public-" + label(zone.zone()),
              Subnet.TYPE,
              vpc,
              in ->
                  new Subnet(
                      in.id(),
                      zone.zone().id(),
                      zone.publicSubnet().toString(),
                      Subnet.Access.PUBLIC)));
    }
    var gateway =
        aws.add("internet-gateway", InternetGateway.TYPE, vpc, in -> new InternetGateway(in.id()));
    aws.add(
        "routes-public",
        RouteTable.TYPE,
        vpc,
        gateway,
        Ref.all(publicSubnets),
        (in, out, subnets) -> new RouteTable(in.id(), Map.of(EVERYWHERE, out.id()), ids(subnets)));
    var tables = addWayOut(aws, spec, plan, vpc, gateway, publicSubnets, privateSubnets);
    var wayOut = Ref.all(tables);
    Map<String, Ref<List<Subnet.Observed>>> inZone = new LinkedHashMap<>();
    for (int i = 0; i < tables.size(); i++) {
      inZone.put(
          plan.subnets().get(i).zone().id(),
          privateSubnets.get(i).with(tables.get(i), (subnet, routes) -> List.of(subnet)));
    }
    aws.add(
        "s3-endpoint",
        GatewayEndpoint.TYPE,
        vpc,
        wayOut,
        (in, routes) ->
            new GatewayEndpoint(
                in.id(), "com.amazonaws.%s.s3".formatted(spec.region()), tableIds(routes)));
    return new NetworkPart(
        vpc,
        vpc.map(in -> Set.of(spec.vpcCidr().toString())),
        Ref.all(publicSubnets),
        Ref.all(privateSubnets),
        wayOut,
        inZone);
  }

  private static <C> List<Ref<RouteTable.Observed>> addWayOut(
      Section<C, AwsSession> aws,
      InfrastructureSpec spec,
      CidrPlan plan,
      Ref<Vpc.Observed> vpc,
      Ref<InternetGateway.Observed> gateway,
      List<Ref<Subnet.Observed>> publicSubnets,
      List<Ref<Subnet.Observed>> privateSubnets) {
    List<Ref<NatGateway.Observed>> gateways = new ArrayList<>();
    List<Ref<RouteTable.Observed>> tables = new ArrayList<>();
    for (int i = 0; i < plan.subnets().size(); i++) {
      String zone = label(plan.subnets().get(i).zone());
      // Declared for every zone, so that a change to a single one takes the others away.
      var some = aws.onlyIf(i == 0 || spec.natGateways() == NatGateways.PER_ZONE);
      var address = some.add("nat-address-" + zone, ElasticIp.TYPE, ElasticIp::new);
      // The internet gateway has to be attached before, or the NAT gateway fails for good.
      gateways.add(
          some.add(
              "nat-" + zone,
              NatGateway.TYPE,
              publicSubnets.get(i),
              address,
              gateway,
              (subnet, ip, attached) -> new NatGateway(subnet.id(), ip.allocationId())));
    }
    for (int i = 0; i < plan.subnets().size(); i++) {
      var nat = gateways.get(spec.natGateways() == NatGateways.PER_ZONE ? i : 0);
      tables.add(
          aws.add(
              "routes-private-" + label(plan.subnets().get(i).zone()),
              RouteTable.TYPE,
              vpc,
              nat,
              privateSubnets.get(i),
              (in, out, subnet) ->
                  new RouteTable(in.id(), Map.of(EVERYWHERE, out.id()), Set.of(subnet.id()))));
    }
    return tables;
  }

  /** A zone as part of a node's name: its id, which means the same in every account. */
  private static String label(Zone zone) {
    return zone.id();
  }

  /** The first of each zone: a load balancer takes no more. */
  static List<Subnet.Observed> onePerZone(List<Subnet.Observed> subnets) {
    Map<String, Subnet.Observed> first = new LinkedHashMap<>();
    subnets.forEach(subnet -> first.putIfAbsent(subnet.zoneId(), subnet));
    return List.copyOf(first.values());
  }

  static Set<String> ids(List<Subnet.Observed> subnets) {
    Set<String> ids = new TreeSet<>();
    subnets.forEach(subnet -> ids.add(subnet.id()));
    return ids;
  }

  private static Set<String> tableIds(List<RouteTable.Observed> tables) {
    Set<String> ids = new TreeSet<>();
    tables.forEach(table -> ids.add(table.id()));
    return ids;
  }
}
