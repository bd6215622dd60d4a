package io.freehold.aws.graph;

import io.freehold.aws.network.Subnet;
import io.freehold.aws.network.Vpc;
import io.freehold.aws.network.customer.CustomerVpc;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.network.Cidr;
import io.freehold.model.vpc.VpcSurvey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The customer's own VPC: all of it is looked at, and none of it made, changed or deleted. What
 * breaks a rule is reported for as long as it does.
 */
final class CustomerNetwork {
  private CustomerNetwork() {}

  static <C> NetworkPart add(
      Section<C, AwsSession> aws,
      InfrastructureSpec spec,
      Network.Customer network,
      Set<String> waived) {
    var survey =
        aws.adopt(
            "customer-vpc",
            CustomerVpc.TYPE,
            network.vpcId(),
            found -> CustomerVpc.unfit(spec, found, waived));
    var vpc = aws.adopt("vpc", Vpc.TYPE, network.vpcId());
    Ref<List<Subnet.Observed>> publicSubnets =
        Ref.all(
            addSubnets(aws, "public", network.publicSubnets()).values().stream()
                .flatMap(List::stream)
                .toList());
    Map<String, List<Ref<Subnet.Observed>>> inZone =
        addSubnets(aws, "private", network.privateSubnets());
    Map<String, Ref<List<Subnet.Observed>>> privateInZone = new LinkedHashMap<>();
    inZone.forEach((zone, subnets) -> privateInZone.put(zone, Ref.all(subnets).after(survey)));
    return new NetworkPart(
        vpc,
        survey.map(CustomerNetwork::ranges),
        publicSubnets,
        Ref.all(inZone.values().stream().flatMap(List::stream).toList()),
        survey,
        privateInZone);
  }

  /** By the zone's id. */
  private static <C> Map<String, List<Ref<Subnet.Observed>>> addSubnets(
      Section<C, AwsSession> aws, String access, List<Network.Subnet> subnets) {
    Map<String, List<Ref<Subnet.Observed>>> inZone = new LinkedHashMap<>();
    for (Network.Subnet subnet : subnets) {
      List<Ref<Subnet.Observed>> refs =
          inZone.computeIfAbsent(subnet.zoneId(), zone -> new ArrayList<>());
      int nth = refs.size() + 1;
      refs.add(
          aws.adopt(
              "subnet-%s-%s%s".formatted(access, subnet.zoneId(), nth == 1 ? "" : "-" + nth),
              Subnet.TYPE,
              subnet.id()));
    }
    return inZone;
  }

  /** All of the VPC's, as they are now: its owner can add some. */
  private static Set<String> ranges(VpcSurvey survey) {
    Set<String> ranges = new TreeSet<>();
    survey.vpc().stream()
        .flatMap(vpc -> vpc.cidrs().stream())
        .map(Cidr::toString)
        .forEach(ranges::add);
    return ranges;
  }
}
