package io.freehold.simulator.eks;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Principal;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.Sites;
import io.freehold.simulator.dns.Route53;
import io.freehold.simulator.kubernetes.environment.Access;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.NodeGroup;
import io.freehold.simulator.loadbalancing.LoadBalancing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eks.model.Taint;

/** The AWS around the Kubernetes API of one EKS cluster. */
final class EksEnvironment implements ClusterEnvironment {
  private final World world;
  private final Sites<Site> sites;
  private final Location location;
  private final String cluster;
  private final LoadBalancing loadBalancing;
  private final Route53 route53;
  private final StandingTokens standing;
  private final BearerTokens tokens;
  private final ObjectWriter objects;

  EksEnvironment(
      World world,
      Sites<Site> sites,
      Location location,
      String cluster,
      LoadBalancing loadBalancing,
      Route53 route53,
      StandingTokens standing,
      ObjectWriter objects) {
    this.objects = objects;
    this.standing = standing;
    this.tokens = new BearerTokens(world, location.region(), cluster);
    this.world = world;
    this.sites = sites;
    this.location = location;
    this.cluster = cluster;
    this.loadBalancing = loadBalancing;
    this.route53 = route53;
  }

  /** Whoever has no access entry is nobody here. The root of an account stays above that. */
  @Override
  public Optional<String> authenticate(String bearerToken) {
    Optional<String> account = standing.account(bearerToken);
    if (account.isPresent()) {
      return account.filter(location.accountId()::equals).map(id -> new Principal.Root(id).arn());
    }
    return world.locked(() ->
        tokens
            .principal(bearerToken)
            .filter(principal -> isRoot(principal) || entry(arn(principal)).isPresent())
            .map(EksEnvironment::arn));
  }

  private static String arn(Principal principal) {
    return switch (principal) {
      case Principal.Root root -> root.arn();
      case Principal.RoleSession session -> session.roleArn();
    };
  }

  private boolean isRoot(Principal principal) {
    return principal instanceof Principal.Root root
        && root.accountId().equals(location.accountId());
  }

  private Optional<Entry> entry(String principalArn) {
    return sites.at(location).entries().known(AccessEntries.key(cluster, principalArn));
  }

  @Override
  public boolean authorize(String principalArn, Access access) {
    if (principalArn.equals(new Principal.Root(location.accountId()).arn())) {
      return true;
    }
    return world.locked(() ->
        entry(principalArn).stream()
            .flatMap(entry -> entry.policies().stream())
            .anyMatch(policy -> AccessRules.allows(policy, access)));
  }

  @Override
  public List<ClusterNode> nodes() {
    return world.locked(() -> {
      Site site = sites.at(location);
      return Site.nodesOf(site, cluster).stream().map(node -> clusterNode(site, node)).toList();
    });
  }

  @Override
  public List<NodeGroup> groups() {
    return world.locked(() -> Scaling.groups(sites.at(location), cluster));
  }

  @Override
  public void resize(String group, int wanted, Instant at) {
    world.doLocked(() -> Scaling.resize(sites.at(location), cluster, group, wanted, at));
  }

  @Override
  public void terminate(String node, Instant at) {
    world.doLocked(() -> Scaling.terminate(sites.at(location), cluster, node, at));
  }

  @Override
  public Optional<Set<String>> delegatedZones() {
    return Optional.of(route53.delegated(location.accountId()));
  }

  static ClusterNode clusterNode(Site site, Node node) {
    Map<String, String> labels = new HashMap<>(node.labels());
    labels.put(ClusterNode.GROUP_LABEL, node.nodeGroup());
    labels.put("eks.amazonaws.com/capacityType", "ON_DEMAND");
    labels.put("node.kubernetes.io/instance-type", node.instanceType());
    labels.put("topology.kubernetes.io/region", node.zone().replaceFirst("[a-z]$", ""));
    return new ClusterNode(
        node.name(),
        node.zone(),
        node.zoneId(),
        node.architecture(),
        labels,
        node.taints().stream().map(EksEnvironment::taint).toList(),
        node.address(),
        node.subnetCidr(),
        node.readySince(),
        Allocatable.of(site, node.instanceType()));
  }

  private static ClusterNode.Taint taint(Taint taint) {
    String effect =
        switch (taint.effect()) {
          case NO_SCHEDULE -> "NoSchedule";
          case PREFER_NO_SCHEDULE -> "PreferNoSchedule";
          case NO_EXECUTE -> "NoExecute";
          case UNKNOWN_TO_SDK_VERSION -> taint.effectAsString();
        };
    return new ClusterNode.Taint(taint.key(), taint.value() == null ? "" : taint.value(), effect);
  }

  @Override
  public void registerTarget(
      String targetGroupArn,
      String address,
      int port,
      Optional<Set<Integer>> answering,
      Instant at) {
    unlessRefused(() -> loadBalancing.registerTarget(targetGroupArn, address, port, answering, at));
  }

  @Override
  public void deregisterTarget(String targetGroupArn, String address, int port, Instant at) {
    unlessRefused(() -> loadBalancing.deregisterTarget(targetGroupArn, address, port));
  }

  @Override
  public void storeObject(String bucket, String key, String content, Instant at) {
    objects.store(bucket, key, content, at);
  }

  /** A controller logs what it is refused, and nobody here reads its log. */
  private static void unlessRefused(Runnable call) {
    try {
      call.run();
    } catch (Refusal e) {
      // The target group is gone, or not yet to be found.
    }
  }
}
