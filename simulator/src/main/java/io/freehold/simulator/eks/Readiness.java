package io.freehold.simulator.eks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.AddonHealth;
import software.amazon.awssdk.services.eks.model.AddonIssue;
import software.amazon.awssdk.services.eks.model.AddonIssueCode;
import software.amazon.awssdk.services.eks.model.AddonStatus;
import software.amazon.awssdk.services.eks.model.Issue;
import software.amazon.awssdk.services.eks.model.NodegroupHealth;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;

/**
 * How the creation of node groups and add-ons will end, as far as they wait for each other: a node
 * is not Ready without a network plugin, and some add-ons have no pods without a Ready node.
 * Foreseen anew whenever something comes or goes, and written down on the shelves.
 */
final class Readiness {
  private static final String NETWORK_PLUGIN = "vpc-cni";

  private static final Set<String> NEED_NODES =
      Set.of("coredns", "aws-ebs-csi-driver", "metrics-server");

  /** So long EKS waits for an add-on's pods before it calls the add-on degraded. */
  private static final Duration PATIENCE_FOR_PODS = Duration.ofMinutes(15);

  /** So long EKS waits for Ready nodes before it gives a node group up. */
  private static final Duration PATIENCE_FOR_NODES = Duration.ofMinutes(30);

  private Readiness() {}

  static void foresee(Site site, String cluster) {
    for (String key : Site.ofCluster(site.groups(), cluster)) {
      GroupPlan plan = site.groupPlans().get(key);
      NodegroupStatus status = site.groups().actual(key).orElseThrow().shown().status();
      if (plan != null && status == NodegroupStatus.CREATING) {
        site.groups().cancelScheduled(key);
        group(site, cluster, key, plan);
      }
    }
    Optional<Instant> firstNode = firstNode(site, cluster);
    for (String key : Site.ofCluster(site.addons(), cluster)) {
      AddOnPlan plan = site.addOnPlans().get(key);
      Addon addon = site.addons().actual(key).orElseThrow();
      if (plan != null
          && (addon.status() == AddonStatus.CREATING || addon.status() == AddonStatus.DEGRADED)) {
        site.addons().cancelScheduled(key);
        addOn(site, key, addon, plan, firstNode);
      }
    }
  }

  private static void group(Site site, String cluster, String key, GroupPlan plan) {
    if (plan.failure().isPresent()) {
      fail(site, key, plan.end(), plan.failure().get());
      return;
    }
    Optional<Instant> plugin =
        site.addons()
            .actual(cluster + "/" + NETWORK_PLUGIN)
            .filter(addon -> addon.status() != AddonStatus.DELETING)
            .map(Addon::createdAt);
    if (plugin.isEmpty() && !plan.machines().isEmpty()) {
      Instant start = site.groups().actual(key).orElseThrow().shown().createdAt();
      fail(
          site,
          key,
          later(start.plus(PATIENCE_FOR_NODES), site.now()),
          Machines.issue(
              NodegroupIssueCode.NODE_CREATION_FAILURE,
              "Unhealthy nodes in the kubernetes cluster: container runtime network not ready, no"
                  + " network plugin"));
      return;
    }
    Instant ready = later(plan.end(), plugin.orElse(plan.end()));
    site.groups()
        .schedule(
            key,
            ready,
            it ->
                new Group(
                    it.shown().toBuilder().status(NodegroupStatus.ACTIVE).build(),
                    plan.machines().stream().map(node -> node.readySince(ready)).toList()));
  }

  private static void fail(Site site, String key, Instant at, Issue issue) {
    site.groups()
        .schedule(
            key,
            at,
            it ->
                it.with(
                    it.shown().toBuilder()
                        .status(NodegroupStatus.CREATE_FAILED)
                        .health(NodegroupHealth.builder().issues(issue).build())
                        .build()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** When the first node is Ready: of those that are, and of those that will be. */
  private static Optional<Instant> firstNode(Site site, String cluster) {
    return Site.ofCluster(site.groups(), cluster).stream()
        .flatMap(
            key -> Stream.of(site.groups().actual(key), site.groups().actual(key, Instant.MAX)))
        .flatMap(Optional::stream)
        .filter(group -> group.shown().status() != NodegroupStatus.DELETING)
        .flatMap(group -> group.nodes().stream())
        .map(Node::readySince)
        .min(Instant::compareTo);
  }

  private static void addOn(
      Site site, String key, Addon addon, AddOnPlan plan, Optional<Instant> firstNode) {
    if (plan.failure().isPresent()) {
      become(
          site,
          key,
          plan.start().plus(plan.takes()),
          AddonStatus.CREATE_FAILED,
          AddonIssueCode.INTERNAL_FAILURE,
          plan.failure().get());
      return;
    }
    boolean needsNodes = NEED_NODES.contains(addon.addonName());
    Optional<Instant> from =
        needsNodes ? firstNode.map(node -> later(node, plan.start())) : Optional.of(plan.start());
    Optional<Instant> active = from.map(start -> start.plus(plan.takes()));
    Instant patienceEnds = plan.start().plus(PATIENCE_FOR_PODS);
    if (addon.status() == AddonStatus.CREATING
        && active.map(at -> at.isAfter(patienceEnds)).orElse(true)) {
      become(
          site,
          key,
          later(patienceEnds, site.now()),
          AddonStatus.DEGRADED,
          AddonIssueCode.INSUFFICIENT_NUMBER_OF_REPLICAS,
          "The add-on is unhealthy because it doesn't have the desired number of replicas.");
    }
    active.ifPresent(at ->
        site.addons()
            .schedule(
                key,
                later(at, site.now()),
                it ->
                    it.toBuilder()
                        .status(AddonStatus.ACTIVE)
                        .health(AddonHealth.builder().issues(List.of()).build())
                        .build()));
  }

  private static void become(
      Site site, String key, Instant at, AddonStatus status, AddonIssueCode code, String message) {
    site.addons()
        .schedule(
            key,
            at,
            it ->
                it.toBuilder()
                    .status(status)
                    .health(
                        AddonHealth.builder()
                            .issues(AddonIssue.builder().code(code).message(message).build())
                            .build())
                    .build());
  }
}
