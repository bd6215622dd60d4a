package io.freehold.simulator.loadbalancing;

import io.freehold.model.network.Cidr;
import io.freehold.simulator.aws.ec2.Backstage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;

/** The way of a connection through a load balancer. */
final class Traffic {
  private static final Pattern NAME = Pattern.compile(".+\\.elb\\.([a-z0-9-]+)\\.amazonaws\\.com");

  private final List<Site> sites;
  private final Backstage network;

  Traffic(List<Site> sites, Backstage network) {
    this.sites = sites;
    this.network = network;
  }

  Connection connect(String dnsName, int port, String client) {
    String name = plain(dnsName);
    for (Site site : sites) {
      for (BalancerEntry it : site.balancers().actual().values()) {
        if (it.model().dnsName().toLowerCase(Locale.ROOT).equals(name)) {
          return connect(site, it, port, client);
        }
      }
    }
    return new Connection.Refused(name + " is the name of no load balancer");
  }

  private Connection connect(Site site, BalancerEntry balancer, int port, String client) {
    LoadBalancer model = balancer.model();
    if (model.state().code() != LoadBalancerStateEnum.ACTIVE || balancer.leaving()) {
      return new Connection.Refused(
          balancer.arn()
              + " is "
              + (balancer.leaving() ? "being deleted" : model.state().codeAsString()));
    }
    Optional<String> barrier = barrier(site, model, port, client);
    if (barrier.isPresent()) {
      return new Connection.Refused(barrier.get());
    }
    Optional<ListenerEntry> listener =
        site.listenersOf(balancer.arn()).filter(it -> it.model().port() == port).findFirst();
    if (listener.isEmpty()) {
      return new Connection.Refused(balancer.arn() + " has no listener on port " + port);
    }
    String group = listener.get().groupArn();
    List<Connection.Target> healthy =
        Targets.all(site, group).stream()
            .filter(Targets::isHealthy)
            .map(it -> new Connection.Target(it.target().id(), it.target().port()))
            .toList();
    return healthy.isEmpty()
        ? new Connection.Refused(group + " has no healthy target")
        : new Connection.Open(balancer.arn(), listener.get().arn(), group, healthy);
  }

  private Optional<String> barrier(Site site, LoadBalancer model, int port, String client) {
    Cidr from = Cidr.parse(client + "/32");
    if (model.scheme() == LoadBalancerSchemeEnum.INTERNAL
        && network
            .vpc(site.location(), model.vpcId())
            .filter(vpc -> Cidr.parse(vpc.cidrBlock()).contains(from))
            .isEmpty()) {
      return Optional.of(
          model.loadBalancerArn() + " is internal, and " + client + " is not in its VPC");
    }
    if (model.securityGroups().isEmpty()) {
      return Optional.empty();
    }
    boolean open =
        model.securityGroups().stream()
            .flatMap(id -> network.group(site.location(), id).stream())
            .flatMap(group -> group.ipPermissions().stream())
            .anyMatch(rule -> letsIn(rule, port, from));
    return open
        ? Optional.empty()
        : Optional.of(
            "no security group of "
                + model.loadBalancerArn()
                + " lets "
                + client
                + " in on port "
                + port);
  }

  private static boolean letsIn(IpPermission rule, int port, Cidr from) {
    boolean fits =
        rule.ipProtocol().equals("-1")
            || (rule.ipProtocol().equals("tcp")
                && rule.fromPort() <= port
                && port <= rule.toPort());
    return fits
        && rule.ipRanges().stream().anyMatch(range -> Cidr.parse(range.cidrIp()).contains(from));
  }

  Optional<String> aliasZone(String dnsName) {
    Matcher name = NAME.matcher(plain(dnsName));
    return name.matches() ? AliasZones.find(name.group(1)) : Optional.empty();
  }

  /** In lower case, without a final dot, and without the prefix that consoles put before it. */
  private static String plain(String dnsName) {
    String name = dnsName.toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return name.startsWith("dualstack.") ? name.substring("dualstack.".length()) : name;
  }
}
