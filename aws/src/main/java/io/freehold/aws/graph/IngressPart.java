package io.freehold.aws.graph;

import io.freehold.aws.dns.DnsRecord;
import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.loadbalancing.Listener;
import io.freehold.aws.loadbalancing.LoadBalancer;
import io.freehold.aws.loadbalancing.TargetGroup;
import io.freehold.aws.network.SecurityGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.InfrastructureNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ways in, made while the cluster is still being made: nothing of them needs it.
 *
 * @param ways one for each load balancer and port that is bound to the gateway
 */
record IngressPart(List<AwsInfrastructure.Way> ways) {
  private static final int HTTPS = 8443;
  private static final int NATIVE_TLS = 9440;

  /**
   * Where a pod of the gateway takes connections from its start on, whether or not it serves any
   * name: on the other ports it does once there is a service (<a
   * href="https://istio.io/latest/docs/ops/deployment/application-requirements/">source</a>).
   */
  private static final int HEALTH = 15021;

  private static final int HEALTH_CHECK_SECONDS = 10;

  /** What clients connect to, and the gateway's port behind it. */
  private static final Map<Integer, Integer> PORTS =
      Map.of(443, HTTPS, HTTPS, HTTPS, NATIVE_TLS, NATIVE_TLS);

  static <C> IngressPart add(
      Section<C, AwsSession> aws,
      InfrastructureSpec spec,
      InfrastructureNames names,
      NetworkPart network,
      Ref<HostedZone.Observed> zone) {
    List<AwsInfrastructure.Way> ways = new ArrayList<>();
    var open = aws.onlyIf(spec.loadBalancers().publicly());
    var balancer =
        addSide(
            open,
            ways,
            names,
            network,
            "public",
            LoadBalancer.Scheme.PUBLIC,
            network.vpc().map(in -> Set.of("0.0.0.0/0")),
            spec.loadBalancers().publicly());
    open.add(
        "dns-wildcard",
        DnsRecord.TYPE,
        zone,
        balancer,
        (in, to) ->
            new DnsRecord(
                in.id(), names.wildcardDomain(), new DnsRecord.Alias(to.dnsName(), to.zoneId())));
    addSide(
        aws.onlyIf(spec.loadBalancers().privately()),
        ways,
        names,
        network,
        "private",
        LoadBalancer.Scheme.PRIVATE,
        network.ranges().map(own -> inside(own, spec)),
        spec.loadBalancers().privately());
    return new IngressPart(ways);
  }

  private static Set<String> inside(Set<String> own, InfrastructureSpec spec) {
    Set<String> inside = new HashSet<>(own);
    spec.peerCidrs().forEach(peer -> inside.add(peer.toString()));
    return inside;
  }

  private static <C> Ref<LoadBalancer.Observed> addSide(
      Section<C, AwsSession> aws,
      List<AwsInfrastructure.Way> ways,
      InfrastructureNames names,
      NetworkPart network,
      String side,
      LoadBalancer.Scheme scheme,
      Ref<Set<String>> clients,
      boolean wanted) {
    var group =
        aws.add(
            "security-group-load-balancer-" + side,
            SecurityGroup.TYPE,
            network.vpc(),
            clients,
            (in, from) ->
                new SecurityGroup(
                    in.id(),
                    names.cluster() + "-" + side,
                    "Clients of the " + side + " load balancer",
                    rules(from),
                    Set.of(SecurityGroup.Rule.all("0.0.0.0/0"))));
    var subnets =
        scheme == LoadBalancer.Scheme.PUBLIC ? network.publicSubnets() : network.privateSubnets();
    var balancer =
        aws.add(
            "load-balancer-" + side,
            LoadBalancer.TYPE,
            group,
            subnets,
            (security, in) ->
                new LoadBalancer(
                    names.infrastructure() + "-" + side,
                    scheme,
                    NetworkPart.ids(NetworkPart.onePerZone(in)),
                    Set.of(security.id())));
    var https = addTarget(aws, names, network, side, "https", HTTPS);
    var nativeTls = addTarget(aws, names, network, side, "native", NATIVE_TLS);
    PORTS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(port ->
            aws.add(
                "listener-" + side + "-" + port.getKey(),
                Listener.TYPE,
                balancer,
                port.getValue() == HTTPS ? https : nativeTls,
                (on, to) -> new Listener(on.arn(), port.getKey(), to.arn())));
    ways.add(new AwsInfrastructure.Way(side, HTTPS, HEALTH, wanted, https, group, balancer));
    ways.add(
        new AwsInfrastructure.Way(side, NATIVE_TLS, HEALTH, wanted, nativeTls, group, balancer));
    return balancer;
  }

  private static <C> Ref<TargetGroup.Observed> addTarget(
      Section<C, AwsSession> aws,
      InfrastructureNames names,
      NetworkPart network,
      String side,
      String what,
      int port) {
    return aws.add(
        "target-" + side + "-" + what,
        TargetGroup.TYPE,
        network.vpc(),
        in ->
            new TargetGroup(
                "%s-%s-%s".formatted(names.infrastructure(), side, what),
                in.id(),
                port,
                HEALTH,
                HEALTH_CHECK_SECONDS));
  }

  private static Set<SecurityGroup.Rule> rules(Set<String> clients) {
    Set<SecurityGroup.Rule> rules = new HashSet<>();
    PORTS
        .keySet()
        .forEach(port -> clients.forEach(cidr -> rules.add(SecurityGroup.Rule.tcp(port, cidr))));
    return rules;
  }
}
