package io.freehold.simulator.customer;

import io.freehold.model.network.Cidr;
import io.freehold.model.region.Region;
import io.freehold.model.region.Regions;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.place.Zone;
import io.freehold.simulator.aws.place.Zones;
import io.freehold.simulator.customer.ExistingVpc.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** Makes an existing VPC, call by call, as a customer would. */
final class Builder {
  private static final String EVERYWHERE = "0.0.0.0/0";
  private static final String MARK = "clickhouse-byoc";
  private static final String ROLE = "kubernetes.io/role/internal-elb";
  private static final int ZONES = 3;

  /** So many addresses one network interface takes at most. */
  private static final int MOST_ADDRESSES = 50;

  private static final int LEFT_FREE = 2;

  private final Location location;
  private final Layout layout;
  private final Cidr cidr;
  private final Ec2Client ec2;
  private final List<Zone> zones;

  Builder(SimulatedAws aws, Location location, Layout layout) {
    this.location = location;
    this.layout = layout;
    cidr = Cidr.parse(layout.cidr());
    ec2 =
        aws.client(
            Ec2Client.class,
            aws.rootOf(location.accountId()),
            software.amazon.awssdk.regions.Region.of(location.region()));
    zones = zones(location);
  }

  /** The first three zones by id in which EKS places a control plane. */
  private static List<Zone> zones(Location location) {
    Set<String> withoutEks =
        Regions.supported()
            .find(location.region())
            .map(Region::zonesWithoutEks)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "region: found '"
                        + location.region()
                        + "', needed one of "
                        + Regions.supported().ids()));
    return Zones.of(location).stream()
        .filter(zone -> !withoutEks.contains(zone.id()))
        .sorted(Comparator.comparing(Zone::id))
        .limit(ZONES)
        .toList();
  }

  ExistingVpc build() {
    String vpcId = vpc();
    List<Zone> privateZones =
        layout.has(Mistake.TWO_ZONES_ONLY)
            ? List.of(zones.get(0), zones.get(0), zones.get(1))
            : zones;
    List<String> privateSubnets = new ArrayList<>();
    List<String> publicSubnets = new ArrayList<>();
    for (int i = 0; i < ZONES; i++) {
      privateSubnets.add(privateSubnet(vpcId, privateZones.get(i), i));
      publicSubnets.add(publicSubnet(vpcId, zones.get(i), i));
    }
    String gateway = internetGateway(vpcId);
    String publicTable = table(vpcId, "public");
    publicSubnets.forEach(subnet -> associate(publicTable, subnet));
    ec2.createRoute(
        r -> r.routeTableId(publicTable).destinationCidrBlock(EVERYWHERE).gatewayId(gateway));
    List<String> nats = publicSubnets.stream().map(this::natGateway).toList();
    List<String> tables =
        layout.onMainTable()
            ? List.of(mainTable(vpcId))
            : privateSubnets.stream().map(subnet -> ownTable(vpcId, subnet)).toList();
    for (int i = 0; i < tables.size(); i++) {
      wayOut(tables.get(i), nats.get(i), gateway, i == 0);
    }
    if (layout.has(Mistake.NAT_GATEWAY_GONE)) {
      ec2.deleteNatGateway(r -> r.natGatewayId(nats.getFirst()));
    }
    Optional<String> endpoint = endpoint(vpcId, tables, publicTable, publicSubnets);
    if (layout.has(Mistake.TOO_FEW_FREE_ADDRESSES)) {
      fill(privateSubnets.getFirst());
    }
    return new ExistingVpc(
        location,
        vpcId,
        privateSubnets,
        publicSubnets,
        privateZones.stream().map(Zone::id).toList(),
        tables,
        publicTable,
        gateway,
        nats,
        endpoint);
  }

  private String vpc() {
    Map<String, String> tags = named("clickhouse");
    if (!layout.has(Mistake.VPC_TAG_MISSING)) {
      tags.put(MARK, layout.has(Mistake.VPC_TAG_IN_WRONG_CASE) ? "True" : "true");
    }
    String id =
        ec2.createVpc(
                r -> r.cidrBlock(cidr.toString()).tagSpecifications(tagged(ResourceType.VPC, tags)))
            .vpc()
            .vpcId();
    if (layout.has(Mistake.DNS_SUPPORT_OFF)) {
      ec2.modifyVpcAttribute(r -> r.vpcId(id).enableDnsSupport(v -> v.value(false)));
    } else if (!layout.has(Mistake.DNS_HOSTNAMES_OFF)) {
      ec2.modifyVpcAttribute(r -> r.vpcId(id).enableDnsHostnames(v -> v.value(true)));
    }
    return id;
  }

  private String privateSubnet(String vpcId, Zone zone, int number) {
    boolean first = number == 0;
    Map<String, String> tags = named("private-" + (number + 1));
    if (!(first && layout.has(Mistake.SUBNET_TAG_MISSING))) {
      tags.put(MARK, first && layout.has(Mistake.SUBNET_TAG_IN_WRONG_CASE) ? "True" : "true");
    }
    if (!(first && layout.has(Mistake.ROLE_TAG_MISSING))) {
      tags.put(ROLE, first && layout.has(Mistake.ROLE_TAG_OF_WRONG_TYPE) ? "true" : "1");
    }
    Cidr place = cidr.part(23, number);
    boolean small = first && layout.has(Mistake.SUBNET_TOO_SMALL);
    return subnet(vpcId, zone, small ? place.part(24, 0) : place, tags);
  }

  private String publicSubnet(String vpcId, Zone zone, int number) {
    return subnet(vpcId, zone, cidr.part(24, 8 + number), named("public-" + (number + 1)));
  }

  private String subnet(String vpcId, Zone zone, Cidr place, Map<String, String> tags) {
    return ec2.createSubnet(r ->
            r.vpcId(vpcId)
                .availabilityZoneId(zone.id())
                .cidrBlock(place.toString())
                .tagSpecifications(tagged(ResourceType.SUBNET, tags)))
        .subnet()
        .subnetId();
  }

  private String internetGateway(String vpcId) {
    String id =
        ec2.createInternetGateway(
                r -> r.tagSpecifications(tagged(ResourceType.INTERNET_GATEWAY, named("gateway"))))
            .internetGateway()
            .internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpcId));
    return id;
  }

  private String natGateway(String subnetId) {
    String address =
        ec2.allocateAddress(
                r -> r.tagSpecifications(tagged(ResourceType.ELASTIC_IP, named("nat-" + subnetId))))
            .allocationId();
    return ec2.createNatGateway(r ->
            r.subnetId(subnetId)
                .allocationId(address)
                .tagSpecifications(tagged(ResourceType.NATGATEWAY, named("nat-" + subnetId))))
        .natGateway()
        .natGatewayId();
  }

  private String mainTable(String vpcId) {
    return ec2.describeRouteTables(r ->
            r.filters(
                Filter.builder().name("vpc-id").values(vpcId).build(),
                Filter.builder().name("association.main").values("true").build()))
        .routeTables()
        .getFirst()
        .routeTableId();
  }

  private String ownTable(String vpcId, String subnetId) {
    String id = table(vpcId, "private-" + subnetId);
    associate(id, subnetId);
    return id;
  }

  private String table(String vpcId, String name) {
    return ec2.createRouteTable(
            r -> r.vpcId(vpcId).tagSpecifications(tagged(ResourceType.ROUTE_TABLE, named(name))))
        .routeTable()
        .routeTableId();
  }

  private void associate(String tableId, String subnetId) {
    ec2.associateRouteTable(r -> r.routeTableId(tableId).subnetId(subnetId));
  }

  private void wayOut(
      String tableId, String natGatewayId, String internetGatewayId, boolean first) {
    if (first && layout.has(Mistake.NO_WAY_OUT)) {
      return;
    }
    boolean open = first && layout.has(Mistake.ROUTE_TO_INTERNET_GATEWAY);
    ec2.createRoute(r -> {
      r.routeTableId(tableId).destinationCidrBlock(EVERYWHERE);
      if (open) {
        r.gatewayId(internetGatewayId);
      } else {
        r.natGatewayId(natGatewayId);
      }
    });
  }

  private Optional<String> endpoint(
      String vpcId, List<String> tables, String publicTable, List<String> publicSubnets) {
    if (layout.has(Mistake.ENDPOINT_MISSING)) {
      return Optional.empty();
    }
    List<String> served =
        layout.has(Mistake.ENDPOINT_NOT_ASSOCIATED)
            ? List.of(publicTable)
            : layout.has(Mistake.ENDPOINT_MISSES_ONE_TABLE)
                ? tables.subList(1, tables.size())
                : tables;
    return Optional.of(
        ec2.createVpcEndpoint(
                r -> {
                  r.vpcId(vpcId)
                      .serviceName("com.amazonaws." + location.region() + ".s3")
                      .tagSpecifications(tagged(ResourceType.VPC_ENDPOINT, named("s3")));
                  if (layout.has(Mistake.ENDPOINT_OF_INTERFACE_TYPE)) {
                    r.vpcEndpointType(VpcEndpointType.INTERFACE)
                        .subnetIds(publicSubnets)
                        .privateDnsEnabled(false);
                  } else {
                    r.vpcEndpointType(VpcEndpointType.GATEWAY).routeTableIds(served);
                  }
                })
            .vpcEndpoint()
            .vpcEndpointId());
  }

  /** Takes the addresses of a subnet, as a customer's own machines do. */
  private void fill(String subnetId) {
    for (int free = free(subnetId); free > LEFT_FREE; free = free(subnetId)) {
      int taken = Math.min(MOST_ADDRESSES, free - LEFT_FREE);
      ec2.createNetworkInterface(r ->
          r.subnetId(subnetId)
              .description("a machine of the customer's")
              .secondaryPrivateIpAddressCount(taken - 1));
    }
  }

  private int free(String subnetId) {
    return ec2.describeSubnets(r -> r.subnetIds(subnetId))
        .subnets()
        .getFirst()
        .availableIpAddressCount();
  }

  private static Map<String, String> named(String name) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("Name", name);
    return tags;
  }

  private static TagSpecification tagged(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(
            tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }
}
