package io.freehold.model.vpc;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.Tags;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.CidrPlan;
import io.freehold.model.region.Region;
import io.freehold.model.region.Regions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands that mend a VPC. What only its owner can choose stands in angle brackets.
 *
 * @param region of the VPC
 * @param survey what there is to build on
 */
record Remedies(String region, VpcSurvey survey) {
  private static final Regions REGIONS = Regions.supported();
  private static final String NO_ZONE = "<another zone's id>";
  private static final String NO_RANGE = "<a free range, /23 or larger>";

  private String ec2(String command, String options) {
    return "aws ec2 %s --region %s %s".formatted(command, region, options);
  }

  String tag(String resource, String key, String value) {
    return ec2(
        "create-tags", "--resources %s --tags Key=%s,Value=%s".formatted(resource, key, value));
  }

  /** AWS takes one attribute a call. */
  String attribute(String vpcId, String option) {
    return ec2(
        "modify-vpc-attribute", "--vpc-id %s --%s '{\"Value\":true}'".formatted(vpcId, option));
  }

  String listSubnets(String vpcId) {
    return ec2("describe-subnets", "--filters Name=vpc-id,Values=" + vpcId);
  }

  /** A larger subnet, or another one, in the same zone. */
  String subnetIn(String zoneId) {
    List<Cidr> free = free(1);
    return subnet(zoneId, free.isEmpty() ? NO_RANGE : free.getFirst().toString());
  }

  /** As many subnets as are missing, each in a zone that has none yet. */
  String subnetsInOtherZones(Set<String> zones) {
    int missing = CidrPlan.FEWEST_ZONES - zones.size();
    List<String> others = otherZones(zones);
    List<Cidr> free = free(missing);
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < missing; i++) {
      commands.add(
          subnet(
              i < others.size() ? others.get(i) : NO_ZONE,
              i < free.size() ? free.get(i).toString() : NO_RANGE));
    }
    return String.join("\n", commands);
  }

  private String subnet(String zoneId, String cidr) {
    return ec2(
        "create-subnet",
        "--vpc-id %s --availability-zone-id %s --cidr-block %s --tag-specifications 'ResourceType=subnet,Tags=[{Key=%s,Value=true},{Key=%s,Value=1}]'"
            .formatted(vpcId(), zoneId, cidr, Tags.MARK, VpcRules.INTERNAL_ROLE));
  }

  private String vpcId() {
    return survey.vpc().map(VpcSurvey.Vpc::id).orElse("<the VPC's id>");
  }

  private List<String> otherZones(Set<String> zones) {
    Optional<Region> known = REGIONS.find(region);
    return known.stream()
        .flatMap(it -> it.zoneIds().stream().filter(id -> !it.zonesWithoutEks().contains(id)))
        .filter(id -> !zones.contains(id))
        .toList();
  }

  /** Ranges of the VPC that no subnet has: as large as is needed, at most so many. */
  private List<Cidr> free(int count) {
    List<Cidr> taken = survey.subnets().stream().flatMap(it -> it.cidr().stream()).toList();
    return survey.vpc().map(VpcSurvey.Vpc::cidrs).orElse(List.of()).stream()
        .filter(cidr -> !cidr.overlaps(InfrastructureSpec.SERVICE_CIDR))
        .flatMap(cidr -> cidr.minus(taken).stream())
        .filter(cidr -> cidr.prefixLength() <= SubnetRules.SMALLEST)
        .flatMap(cidr -> parts(cidr, count).stream())
        .limit(count)
        .toList();
  }

  private static List<Cidr> parts(Cidr free, int count) {
    List<Cidr> parts = new ArrayList<>();
    long there = 1L << (SubnetRules.SMALLEST - free.prefixLength());
    for (int i = 0; i < Math.min(count, there); i++) {
      parts.add(free.part(SubnetRules.SMALLEST, i));
    }
    return parts;
  }

  /**
   * Sends a subnet's traffic out: by a table of the VPC that does so already, or else by a NAT
   * gateway of the owner's choice.
   */
  String routeOut(VpcSurvey.Subnet subnet, VpcSurvey.RouteTable table) {
    Optional<VpcSurvey.RouteTable> better =
        survey.tables().stream().filter(it -> !it.main() && leadsOut(it)).findFirst();
    if (better.isPresent()) {
      String association = table.associations().get(subnet.id());
      return association == null
          ? ec2(
              "associate-route-table",
              "--subnet-id %s --route-table-id %s".formatted(subnet.id(), better.get().id()))
          : ec2(
              "replace-route-table-association",
              "--association-id %s --route-table-id %s".formatted(association, better.get().id()));
    }
    boolean there =
        table.routes().stream().anyMatch(route -> route.destination().equals("0.0.0.0/0"));
    return ec2(
        there ? "replace-route" : "create-route",
        "--route-table-id %s --destination-cidr-block 0.0.0.0/0 --nat-gateway-id <a NAT gateway in a public subnet>"
            .formatted(table.id()));
  }

  private static boolean leadsOut(VpcSurvey.RouteTable table) {
    return table.routes().stream()
            .noneMatch(route -> route.target() == VpcSurvey.Target.INTERNET_GATEWAY)
        && table.routes().stream()
            .anyMatch(route ->
                route.destination().equals("0.0.0.0/0")
                    && route.active()
                    && route.target().leadsOut());
  }

  /** Lets the internet in by a table. */
  String routeIn(Optional<VpcSurvey.RouteTable> table) {
    boolean there =
        table.stream()
            .flatMap(it -> it.routes().stream())
            .anyMatch(route -> route.destination().equals("0.0.0.0/0"));
    return ec2(
        there ? "replace-route" : "create-route",
        "--route-table-id %s --destination-cidr-block 0.0.0.0/0 --gateway-id %s"
            .formatted(
                table.map(VpcSurvey.RouteTable::id).orElse("<a route table>"), internetGateway()));
  }

  private String internetGateway() {
    return survey.tables().stream()
        .flatMap(table -> table.routes().stream())
        .filter(route -> route.target() == VpcSurvey.Target.INTERNET_GATEWAY && route.active())
        .findFirst()
        .map(VpcSurvey.Route::targetId)
        .orElse("<the VPC's internet gateway>");
  }

  String endpoint(String vpcId, String service, Collection<String> tables) {
    return ec2(
        "create-vpc-endpoint",
        "--vpc-id %s --vpc-endpoint-type Gateway --service-name %s --route-table-ids %s"
            .formatted(
                vpcId, service, tables.isEmpty() ? "<route tables>" : String.join(" ", tables)));
  }

  String associate(String endpointId, String table) {
    return ec2(
        "modify-vpc-endpoint",
        "--vpc-endpoint-id %s --add-route-table-ids %s".formatted(endpointId, table));
  }
}
