package io.freehold.model.vpc;

import io.freehold.model.name.Tags;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.CidrPlan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules about subnets: where they are, how large, how marked, and where their traffic goes. */
final class SubnetRules {
  static final int SMALLEST = 23;

  /**
   * Two m6i.large of 3 interfaces with 10 addresses each, an m7g.2xlarge of 4 with 15, and 8 for
   * EKS and load balancers. Source: <a
   * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html">addresses per
   * interface</a>.
   */
  static final int FEWEST_FREE = 128;

  private static final Cidr EVERYWHERE = Cidr.parse("0.0.0.0/0");

  private SubnetRules() {}

  static void check(VpcRules.Trial trial) {
    Stream.concat(
            trial.customer().privateSubnetIds().stream(),
            trial.customer().publicSubnetIds().stream())
        .distinct()
        .forEach(id -> checkPlace(trial, id));
    checkZones(trial);
    trial.privateSubnets().forEach(subnet -> checkPrivate(trial, subnet));
    trial.publicSubnets().forEach(subnet -> checkPublic(trial, subnet));
    checkPublicZones(trial);
  }

  private static void checkPlace(VpcRules.Trial trial, String id) {
    Optional<VpcSurvey.Subnet> found = trial.survey().subnet(id);
    String vpcId = trial.customer().vpcId();
    if (found.isEmpty()) {
      trial.add(
          VpcRule.SUBNET_EXISTS,
          id,
          "no such subnet",
          "a subnet of " + vpcId,
          trial.remedies().listSubnets(vpcId));
      return;
    }
    VpcSurvey.Subnet subnet = found.get();
    if (!subnet.vpcId().equals(vpcId)) {
      trial.add(
          VpcRule.SUBNET_IN_VPC,
          id,
          "a subnet of " + subnet.vpcId(),
          "a subnet of " + vpcId,
          trial.remedies().listSubnets(vpcId));
      return;
    }
    String named = Objects.requireNonNullElse(trial.namedZones().get(id), subnet.zoneId());
    if (!named.equals(subnet.zoneId())) {
      trial.add(
          VpcRule.SUBNET_ZONE,
          id,
          subnet.zoneId(),
          named + ", as it was named",
          trial.remedies().listSubnets(vpcId));
    }
  }

  private static void checkZones(VpcRules.Trial trial) {
    SortedMap<String, List<String>> byZone = byZone(trial.privateSubnets());
    if (byZone.size() >= CidrPlan.FEWEST_ZONES) {
      return;
    }
    List<String> each =
        byZone.entrySet().stream()
            .map(zone -> zone.getKey() + " (" + String.join(", ", zone.getValue()) + ")")
            .toList();
    trial.add(
        VpcRule.THREE_ZONES,
        trial.customer().vpcId(),
        "%d private subnets in %d zones%s"
            .formatted(
                trial.privateSubnets().size(),
                byZone.size(),
                each.isEmpty() ? "" : ": " + String.join(", ", each)),
        "at least 3 private subnets in at least 3 zones",
        trial.remedies().subnetsInOtherZones(byZone.keySet()));
  }

  private static SortedMap<String, List<String>> byZone(List<VpcSurvey.Subnet> subnets) {
    SortedMap<String, List<String>> byZone = new TreeMap<>();
    for (VpcSurvey.Subnet subnet : subnets) {
      byZone.merge(
          subnet.zoneId(),
          List.of(subnet.id()),
          (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
    }
    return byZone;
  }

  private static void checkPrivate(VpcRules.Trial trial, VpcSurvey.Subnet subnet) {
    boolean tooSmall = subnet.cidr().filter(cidr -> cidr.prefixLength() <= SMALLEST).isEmpty();
    if (tooSmall) {
      trial.add(
          VpcRule.SUBNET_SIZE,
          subnet.id(),
          subnet
              .cidr()
              .map(cidr -> "/%d (%d addresses)".formatted(cidr.prefixLength(), cidr.size()))
              .orElse("no IPv4 range"),
          "/23 or larger (512 addresses)",
          trial.remedies().subnetIn(subnet.zoneId()));
    } else if (subnet.freeAddresses() < FEWEST_FREE) {
      trial.add(
          VpcRule.SUBNET_ADDRESSES,
          subnet.id(),
          subnet.freeAddresses() + " free addresses",
          "at least " + FEWEST_FREE,
          trial.remedies().subnetIn(subnet.zoneId()));
    }
    trial.tag(VpcRule.SUBNET_TAG, subnet.id(), subnet.tags(), Tags.MARK, "true");
    trial.tag(VpcRule.SUBNET_ROLE_TAG, subnet.id(), subnet.tags(), VpcRules.INTERNAL_ROLE, "1");
    trial.survey().tableOf(subnet.id()).ifPresent(table -> checkRoutes(trial, subnet, table));
  }

  private static void checkRoutes(
      VpcRules.Trial trial, VpcSurvey.Subnet subnet, VpcSurvey.RouteTable table) {
    Optional<VpcSurvey.Route> open =
        table.routes().stream()
            .filter(route -> route.target() == VpcSurvey.Target.INTERNET_GATEWAY)
            .findFirst();
    if (open.isPresent()) {
      trial.add(
          VpcRule.SUBNET_PRIVATE,
          subnet.id(),
          "%s routes %s to %s: public in truth"
              .formatted(table.id(), open.get().destination(), open.get().targetId()),
          "no route to an internet gateway",
          trial.remedies().routeOut(subnet, table));
      return; // what mends it gives a way out as well
    }
    List<Cidr> out =
        table.routes().stream()
            .filter(route -> route.active() && route.target().leadsOut())
            .flatMap(route -> range(route).stream())
            .toList();
    if (!EVERYWHERE.minus(out).isEmpty()) {
      trial.add(
          VpcRule.SUBNET_WAY_OUT,
          subnet.id(),
          "%s %s".formatted(table.id(), missing(table)),
          "a route 0.0.0.0/0 to a NAT gateway, a transit gateway or the like",
          trial.remedies().routeOut(subnet, table));
    }
  }

  private static Optional<Cidr> range(VpcSurvey.Route route) {
    boolean ipv4 = route.destination().matches("[\\d.]+/\\d+");
    return ipv4 ? Optional.of(Cidr.parse(route.destination())) : Optional.empty();
  }

  private static String missing(VpcSurvey.RouteTable table) {
    return table.routes().stream()
        .filter(route -> route.destination().equals(EVERYWHERE.toString()))
        .findFirst()
        .map(route ->
            "routes 0.0.0.0/0 to %s, which %s"
                .formatted(
                    route.targetId(),
                    route.active() ? "does not lead to the internet" : "is gone (blackhole)"))
        .orElse("has no route 0.0.0.0/0");
  }

  private static void checkPublic(VpcRules.Trial trial, VpcSurvey.Subnet subnet) {
    Optional<VpcSurvey.RouteTable> table = trial.survey().tableOf(subnet.id());
    boolean open =
        table.stream()
            .flatMap(it -> it.routes().stream())
            .anyMatch(route ->
                route.active()
                    && route.target() == VpcSurvey.Target.INTERNET_GATEWAY
                    && route.destination().equals(EVERYWHERE.toString()));
    if (!open) {
      trial.add(
          VpcRule.PUBLIC_SUBNET_ROUTE,
          subnet.id(),
          table
              .map(it -> it.id() + " has no route 0.0.0.0/0 to an internet gateway")
              .orElse("no route table"),
          "a route 0.0.0.0/0 to the VPC's internet gateway",
          trial.remedies().routeIn(table));
    }
  }

  private static void checkPublicZones(VpcRules.Trial trial) {
    for (Map.Entry<String, List<String>> zone : byZone(trial.publicSubnets()).entrySet()) {
      if (zone.getValue().size() > 1) {
        trial.add(
            VpcRule.PUBLIC_SUBNET_ZONES,
            zone.getKey(),
            String.join(" and ", zone.getValue()) + " in one zone",
            "one public subnet of each zone",
            "Name one of them only.");
      }
    }
  }
}
