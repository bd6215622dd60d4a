package io.freehold.simulator.eks;

import io.freehold.simulator.kubernetes.environment.NodeGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.model.Issue;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupHealth;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;

/**
 * Node groups as the cluster autoscaler has them grow and shrink: by their Auto Scaling groups,
 * without an update of EKS, which only shows what became of it. Used under the world's lock.
 */
final class Scaling {
  private Scaling() {}

  /** The groups that can be asked for nodes now. */
  static List<NodeGroup> groups(Site site, String cluster) {
    return Site.ofCluster(site.groups(), cluster).stream()
        .flatMap(key ->
            site.groups().actual(key).filter(Scaling::isOpen).stream()
                .flatMap(group -> group(site, key, group).stream()))
        .toList();
  }

  private static boolean isOpen(Group group) {
    return switch (group.shown().status()) {
      case ACTIVE, DEGRADED, UPDATING -> true;
      case CREATING, DELETING, CREATE_FAILED, DELETE_FAILED, UNKNOWN_TO_SDK_VERSION -> false;
    };
  }

  /** Empty where the subnet is gone that its next node would be in. */
  private static Optional<NodeGroup> group(Site site, String key, Group group) {
    List<String> subnets = group.shown().subnets();
    return site.network()
        .subnet(site.location(), subnets.get(group.nodes().size() % subnets.size()))
        .map(subnet -> group(site, key, group.shown(), subnet));
  }

  private static NodeGroup group(Site site, String key, Nodegroup shown, Subnet subnet) {
    String type = shown.instanceTypes().getFirst();
    Node next =
        new Node(
            "",
            "",
            shown.nodegroupName(),
            "",
            type,
            Machines.architecture(shown),
            subnet.availabilityZone(),
            subnet.availabilityZoneId(),
            subnet.cidrBlock(),
            shown.version(),
            shown.labels(),
            shown.taints(),
            Instant.MAX,
            "");
    return new NodeGroup(
        shown.nodegroupName(),
        EksEnvironment.clusterNode(site, next),
        shown.scalingConfig().minSize(),
        shown.scalingConfig().desiredSize(),
        shown.scalingConfig().maxSize(),
        Optional.ofNullable(site.failedLaunches().get(key)));
  }

  /** What cannot be launched is not wanted any more: the autoscaler takes it back. */
  static void resize(Site site, String cluster, String name, int wanted, Instant at) {
    String key = NodeGroups.key(cluster, name);
    Optional<Group> there = site.groups().actual(key).filter(Scaling::isOpen);
    if (there.isEmpty() || there.get().shown().scalingConfig().desiredSize() >= wanted) {
      return;
    }
    Nodegroup shown = there.get().shown();
    int now = shown.scalingConfig().desiredSize();
    Machines.Launch launch =
        Machines.launch(
            site,
            site.cluster(cluster),
            shown,
            there.get().nodes().size(),
            Math.min(wanted, shown.scalingConfig().maxSize()) - now,
            0);
    List<Node> more =
        launch.machines().stream()
            .map(node -> node.readySince(at.plus(site.takes("NodeGroup.node/create"))))
            .toList();
    launch
        .failure()
        .ifPresentOrElse(
            issue -> site.failedLaunches().put(key, at), () -> site.failedLaunches().remove(key));
    site.groups()
        .change(
            key,
            it ->
                new Group(
                    after(it.shown(), more.size(), launch.failure()),
                    Stream.concat(it.nodes().stream(), more.stream()).toList()));
  }

  private static Nodegroup after(Nodegroup shown, int more, Optional<Issue> failure) {
    NodegroupStatus status =
        shown.status() == NodegroupStatus.UPDATING
            ? shown.status()
            : failure.isPresent() ? NodegroupStatus.DEGRADED : NodegroupStatus.ACTIVE;
    return with(shown, more).toBuilder()
        .status(status)
        .health(NodegroupHealth.builder().issues(failure.map(List::of).orElseGet(List::of)).build())
        .build();
  }

  private static Nodegroup with(Nodegroup shown, int more) {
    return shown.toBuilder()
        .scalingConfig(
            shown.scalingConfig().toBuilder()
                .desiredSize(shown.scalingConfig().desiredSize() + more)
                .build())
        .build();
  }

  /** One node goes, and is not replaced. */
  static void terminate(Site site, String cluster, String name, Instant at) {
    for (String key : Site.ofCluster(site.groups(), cluster)) {
      Optional<Node> going =
          site.groups().actual(key).filter(Scaling::isOpen).stream()
              .flatMap(group -> group.nodes().stream())
              .filter(node -> node.name().equals(name))
              .findFirst();
      if (going.isPresent()) {
        Machines.terminate(site, going.stream(), at);
        site.groups()
            .change(
                key,
                it -> {
                  List<Node> left = new ArrayList<>(it.nodes());
                  boolean had = left.removeIf(node -> node.name().equals(name));
                  return new Group(with(it.shown(), had ? -1 : 0), left);
                });
        return;
      }
    }
  }
}
