package io.freehold.aws.preflight.account;

import io.freehold.aws.network.Ec2;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.network.Zone;
import io.freehold.model.region.Region;
import io.freehold.model.region.Regions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** Whether each chosen zone has the machines, and takes EKS's. */
final class ZoneProbe implements Probe {
  private final Account account;

  ZoneProbe(Account account) {
    this.account = account;
  }

  @Override
  public Category category() {
    return Category.ZONES;
  }

  @Override
  public List<Check> examine() {
    Set<String> types = new TreeSet<>();
    account.spec().nodePools().stream().map(NodePool::instanceType).forEach(types::add);
    Map<String, Set<String>> offered = offered(types);
    List<Check> checks = new ArrayList<>();
    for (Zone zone : account.spec().zones()) {
      Set<String> missing = new TreeSet<>(types);
      missing.removeAll(offered.getOrDefault(zone.id(), Set.of()));
      if (missing.isEmpty()) {
        checks.add(
            Check.pass(
                    Category.ZONES,
                    "zone-" + zone.id(),
                    "The zone has every instance type of the node pools.")
                .on(zone.id())
                .found(String.join(", ", types), null));
      }
      missing.forEach(type -> checks.add(missing(zone, type, types, offered)));
      if (withoutEks().contains(zone.id())) {
        checks.add(withoutEks(zone));
      }
    }
    return checks;
  }

  private static Check missing(
      Zone zone, String type, Set<String> types, Map<String, Set<String>> offered) {
    List<String> others =
        offered.entrySet().stream()
            .filter(entry -> entry.getValue().containsAll(types))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return Check.fail(
            Category.ZONES,
            "zone-%s-%s".formatted(zone.id(), type.replace('.', '-')),
            "Nodes of this type could not be started in one of the infrastructure's zones.")
        .on(zone.id())
        .found("no " + type, type)
        .mendedBy(
            others.isEmpty()
                ? "Choose another region: no zone of this one has " + String.join(" and ", types)
                : "Choose three zones among " + String.join(", ", others) + ".");
  }

  private Check withoutEks(Zone zone) {
    return Check.fail(
            Category.ZONES,
            "zone-%s-eks".formatted(zone.id()),
            "EKS places no control plane in this zone.")
        .on(zone.id())
        .found("a zone that EKS leaves out", "a zone in which EKS places control planes")
        .mendedBy("Choose another zone in its place.");
  }

  private Set<String> withoutEks() {
    return Regions.supported()
        .find(account.spec().region())
        .map(Region::zonesWithoutEks)
        .orElse(Set.of());
  }

  /** The types that each zone has, by the zone's id. */
  private Map<String, Set<String>> offered(Set<String> types) {
    Map<String, Set<String>> offered = new HashMap<>();
    for (InstanceTypeOffering one :
        account
            .aws()
            .ec2()
            .describeInstanceTypeOfferingsPaginator(r ->
                r.locationType(LocationType.AVAILABILITY_ZONE_ID)
                    .filters(Ec2.filter("instance-type", types)))
            .instanceTypeOfferings()) {
      offered
          .computeIfAbsent(one.location(), zone -> new TreeSet<>())
          .add(one.instanceTypeAsString());
    }
    return offered;
  }
}
