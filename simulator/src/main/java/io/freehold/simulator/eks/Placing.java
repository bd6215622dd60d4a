package io.freehold.simulator.eks;

import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.ec2.NewInterface;
import io.freehold.simulator.aws.place.Zone;
import io.freehold.simulator.aws.place.Zones;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.eks.model.UnsupportedAvailabilityZoneException;

/** A cluster's place in the customer's network: what EKS checks there, and what it puts there. */
final class Placing {
  /** Zones in which EKS puts no control plane, whatever else they have. */
  private static final Set<String> WITHOUT_EKS = Set.of("use1-az3", "usw1-az2", "cac1-az3");

  private Placing() {}

  /** The subnets, which must be in one VPC. */
  static List<Subnet> subnets(Site site, Collection<String> ids) {
    List<Subnet> subnets = new ArrayList<>();
    for (String id : ids) {
      subnets.add(
          site.network()
              .subnet(site.location(), id)
              .orElseThrow(() ->
                  Refusals.parameter(
                      "The subnet ID '%s' does not exist (Service: AmazonEC2; Error Code: InvalidSubnetID.NotFound)"
                          .formatted(id))));
    }
    if (subnets.stream().map(Subnet::vpcId).distinct().count() > 1) {
      throw Refusals.parameter("Subnets specified must be in the same VPC");
    }
    return subnets;
  }

  /**
   * The subnets of a control plane: <a
   * href="https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html">requirements</a>.
   */
  static List<Subnet> controlPlaneSubnets(Site site, String cluster, Collection<String> ids) {
    List<Subnet> subnets = subnets(site, ids);
    for (Subnet subnet : subnets) {
      String zoneId = subnet.availabilityZoneId();
      if (WITHOUT_EKS.contains(zoneId)) {
        throw noPlace(
            site,
            cluster,
            "EKS does not support creating control plane instances in %s, the targeted availability zone. Retry cluster creation using control plane subnets that span at least two of these availability zones: %s. Note, post cluster creation, you can run worker nodes in separate subnets/availability zones from control plane subnets/availability zones passed during cluster creation"
                .formatted(subnet.availabilityZone(), String.join(", ", usableZones(site))));
      }
    }
    if (subnets.stream().map(Subnet::availabilityZoneId).distinct().count() < 2) {
      throw Refusals.parameter("Subnets specified must be in at least two different AZs");
    }
    return subnets;
  }

  /** Refuses zones that are full at the moment. */
  static void requireCapacity(Site site, String cluster, List<Subnet> subnets) {
    for (Subnet subnet : subnets) {
      String zoneId = subnet.availabilityZoneId();
      if (site.world().levers().isFullForEks(zoneId)) {
        site.world().levers().fullForEks(zoneId);
        throw noPlace(
            site,
            cluster,
            "Cannot create cluster '%s' because %s, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: %s"
                .formatted(
                    cluster, subnet.availabilityZone(), String.join(", ", usableZones(site))));
      }
    }
  }

  private static List<String> usableZones(Site site) {
    return Zones.of(site.location()).stream()
        .filter(zone -> !WITHOUT_EKS.contains(zone.id()))
        .filter(zone -> !site.world().levers().isFullForEks(zone.id()))
        .map(Zone::name)
        .toList();
  }

  private static Refusal noPlace(Site site, String cluster, String message) {
    List<String> zones = usableZones(site);
    return Refusal.of("UnsupportedAvailabilityZoneException", message)
        .with(builder -> {
          if (builder instanceof UnsupportedAvailabilityZoneException.Builder typed) {
            typed.clusterName(cluster).validZones(zones);
          }
        });
  }

  static void requireGroups(Site site, Collection<String> ids, String vpcId) {
    for (String id : ids) {
      var group =
          site.network()
              .group(site.location(), id)
              .orElseThrow(() ->
                  Refusals.parameter(
                      "The security group '%s' does not exist (Service: AmazonEC2; Error Code: InvalidGroup.NotFound)"
                          .formatted(id)));
      if (!group.vpcId().equals(vpcId)) {
        throw Refusals.parameter(
            "Security group(s) [%s] are not in the same VPC as the subnets. Please specify a security group that is associated with the VPC: %s."
                .formatted(id, vpcId));
      }
    }
  }

  /** EKS's own security group, and a network interface in each of two zones. */
  static Footprint settle(Site site, String cluster, List<Subnet> subnets, List<String> groupIds) {
    String name =
        "eks-cluster-sg-%s-%d"
            .formatted(
                cluster,
                Long.parseLong(site.world().ids().hex(site.location(), "eks-cluster-sg", 8), 16));
    String groupId =
        site.network()
            .makeGroup(
                site.location(),
                subnets.getFirst().vpcId(),
                name,
                "EKS created security group applied to ENI that is attached to EKS Control Plane"
                    + " master nodes, as well as any managed workloads.",
                List.of(),
                Map.of(
                    "Name",
                    name,
                    "kubernetes.io/cluster/" + cluster,
                    "owned",
                    "aws:eks:cluster-name",
                    cluster));
    site.network()
        .letIn(
            site.location(),
            groupId,
            IpPermission.builder()
                .ipProtocol("-1")
                .userIdGroupPairs(UserIdGroupPair.builder().groupId(groupId).build())
                .build());
    return new Footprint(groupId, interfaces(site, cluster, subnets, groupId, groupIds));
  }

  /** Moves the control plane's network interfaces. */
  static Footprint move(
      Site site,
      String cluster,
      Footprint from,
      List<Subnet> subnets,
      List<String> groupIds,
      Instant oldOnesVanish) {
    from.interfaceIds()
        .forEach(id -> site.network().removeInterfaceAt(site.location(), id, oldOnesVanish));
    return new Footprint(
        from.groupId(), interfaces(site, cluster, subnets, from.groupId(), groupIds));
  }

  private static List<String> interfaces(
      Site site, String cluster, List<Subnet> subnets, String groupId, List<String> groupIds) {
    List<String> groups = new ArrayList<>(groupIds);
    groups.add(groupId);
    Map<String, Subnet> byZone = new LinkedHashMap<>();
    subnets.forEach(subnet -> byZone.putIfAbsent(subnet.availabilityZoneId(), subnet));
    return byZone.values().stream()
        .limit(2)
        .map(subnet ->
            site.network()
                .makeInterface(
                    site.location(),
                    NewInterface.of(subnet.subnetId(), "Amazon EKS " + cluster).groups(groups)))
        .toList();
  }

  /** Network interfaces stay for a while, and the security group as long as they do. */
  static void leave(Site site, Footprint footprint, Instant gone) {
    Set<String> all = new HashSet<>(footprint.interfaceIds());
    all.forEach(id -> site.network().removeInterfaceAt(site.location(), id, gone));
    site.network().removeGroupAt(site.location(), footprint.groupId(), gone);
  }
}
