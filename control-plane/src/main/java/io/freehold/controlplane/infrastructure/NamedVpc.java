package io.freehold.controlplane.infrastructure;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.network.Cidr;
import io.freehold.model.network.Zone;
import io.freehold.model.violation.Violations;
import io.freehold.model.vpc.VpcFinding;
import io.freehold.model.vpc.VpcRule;
import io.freehold.model.vpc.VpcRules;
import io.freehold.model.vpc.VpcSurvey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Completes a spec with what the customer's account says of the VPC that was named: its ranges, and
 * the zones of its subnets. Refuses no more than what lacks these; all else is told by the
 * preflight.
 */
final class NamedVpc {
  /** Without these there is nothing to be stored. */
  private static final Set<VpcRule> NEEDED =
      Set.of(VpcRule.VPC_EXISTS, VpcRule.SUBNET_EXISTS, VpcRule.SUBNET_IN_VPC, VpcRule.THREE_ZONES);

  private NamedVpc() {}

  /** The ids of all subnets that were named. */
  static Set<String> subnetIds(Network.Customer named) {
    Set<String> ids = new HashSet<>(named.privateSubnetIds());
    ids.addAll(named.publicSubnetIds());
    return ids;
  }

  /**
   * The same spec with what was found.
   *
   * @param range as the request has it; null if it says none
   */
  static InfrastructureSpec complete(
      InfrastructureSpec draft,
      Network.Customer named,
      VpcSurvey survey,
      @Nullable Cidr range,
      ZoneChoice choice,
      Violations violations) {
    Network.Customer network =
        new Network.Customer(
            named.vpcId(),
            named.privateSubnets().stream().map(subnet -> found(subnet, survey)).toList(),
            named.publicSubnets().stream().map(subnet -> found(subnet, survey)).toList());
    List<VpcFinding> broken = VpcRules.check(draft.region(), network, survey);
    boolean complete = broken.stream().noneMatch(finding -> NEEDED.contains(finding.rule()));
    if (!complete) {
      // Whoever has to name others is told all that these break, too.
      broken.forEach(finding -> tell(finding, network, violations));
    }
    List<Zone> zones = zones(draft.region(), network, survey, violations);
    if (complete) {
      checkZones(zones, choice, violations);
    }
    List<Cidr> ranges = survey.vpc().map(VpcSurvey.Vpc::cidrs).orElse(draft.vpcCidrs());
    survey
        .vpc()
        .map(vpc -> vpc.cidrs().getFirst())
        .filter(it -> range != null && !it.equals(range.canonical()))
        .ifPresent(it ->
            violations.add(
                "vpcCidrRange",
                "cidr-differs",
                String.valueOf(range),
                it + ", the range of " + network.vpcId(),
                "Leave it out: the range is the VPC's own."));
    return draft.toBuilder().network(network).zones(zones).vpcCidrs(ranges).build();
  }

  private static Network.Subnet found(Network.Subnet named, VpcSurvey survey) {
    return survey
        .subnet(named.id())
        .map(it -> new Network.Subnet(it.id(), it.zoneId()))
        .orElse(named);
  }

  private static void tell(VpcFinding finding, Network.Customer network, Violations violations) {
    violations.add(
        field(finding, network),
        finding.rule().id(),
        finding.resource() + ": " + finding.found(),
        finding.needed(),
        finding.remedy());
  }

  private static String field(VpcFinding finding, Network.Customer network) {
    int privately = network.privateSubnetIds().indexOf(finding.resource());
    int publicly = network.publicSubnetIds().indexOf(finding.resource());
    if (privately >= 0) {
      return "network.privateSubnetIds[" + privately + "]";
    } else if (publicly >= 0) {
      return "network.publicSubnetIds[" + publicly + "]";
    }
    return finding.rule() == VpcRule.THREE_ZONES ? "network.privateSubnetIds" : "network.vpcId";
  }

  /** Those of the private subnets, each once, in the order of their ids. */
  private static List<Zone> zones(
      String region, Network.Customer network, VpcSurvey survey, Violations violations) {
    SortedMap<String, Zone> zones = new TreeMap<>();
    List<String> ids = network.privateSubnetIds();
    for (int i = 0; i < ids.size(); i++) {
      String field = "network.privateSubnetIds[" + i + "]";
      Optional<VpcSurvey.Subnet> subnet = survey.subnet(ids.get(i));
      subnet
          .filter(it -> Zone.isId(it.zoneId()))
          .ifPresent(it -> zones.put(it.zoneId(), Zone.of(region, it.zoneName(), it.zoneId())));
      subnet
          .filter(it -> !Zone.isId(it.zoneId()))
          .ifPresent(it ->
              violations.add(
                  field,
                  "zone-not-ordinary",
                  it.zoneId(),
                  "an availability zone: EKS nodes are in no local or wavelength zone here"));
    }
    return new ArrayList<>(zones.values());
  }

  /** A request may name the zones as well; then they are those of the subnets. */
  private static void checkZones(List<Zone> zones, ZoneChoice choice, Violations violations) {
    if (choice.ids() != null) {
      compare("zoneIds", choice.ids(), zones, Zone::id, violations);
    } else if (choice.suffixes() != null) {
      compare("availabilityZoneSuffixes", choice.suffixes(), zones, Zone::suffix, violations);
    }
  }

  private static void compare(
      String field,
      List<String> said,
      List<Zone> zones,
      Function<Zone, String> name,
      Violations violations) {
    Set<String> real = zones.stream().map(name).collect(Collectors.toSet());
    if (!real.equals(new HashSet<>(said))) {
      violations.add(
          field,
          "zones-differ",
          String.join(", ", said),
          String.join(", ", real.stream().sorted().toList()) + ", the zones of the private subnets",
          "Leave it out, or name subnets in these zones.");
    }
  }
}
