package io.freehold.simulator.eks;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.access.Access;
import io.freehold.simulator.aws.ec2.Backstage;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.Shelf;
import io.freehold.simulator.iam.Iam;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.PodIdentityAssociation;

/**
 * All of EKS in one account and region. Things of a cluster are kept under {@code
 * <cluster>/<name>}. Used under the world's lock.
 */
final class Site {
  private final World world;
  private final Location location;
  private final Backstage network;
  private final Iam iam;
  private final Shelf<Cluster> clusters;
  private final Shelf<Group> groups;
  private final Shelf<Addon> addons;
  private final Shelf<Entry> entries;
  private final Shelf<PodIdentityAssociation> associations;
  private final Shelf<Change> changes;
  private final Set<String> stuck = new LinkedHashSet<>();
  private final Map<String, Footprint> footprints = new HashMap<>();
  private final Map<String, GroupPlan> groupPlans = new HashMap<>();
  private final Map<String, AddOnPlan> addOnPlans = new HashMap<>();
  private final Map<String, Instant> failedLaunches = new HashMap<>();

  Site(World world, Location location, Backstage network, Iam iam) {
    this.world = world;
    this.location = location;
    this.network = network;
    this.iam = iam;
    clusters = world.shelf();
    groups = world.shelf();
    addons = world.shelf();
    entries = world.shelf();
    associations = world.shelf();
    changes = world.shelf();
  }

  World world() {
    return world;
  }

  Location location() {
    return location;
  }

  Backstage network() {
    return network;
  }

  Iam iam() {
    return iam;
  }

  Shelf<Cluster> clusters() {
    return clusters;
  }

  Shelf<Group> groups() {
    return groups;
  }

  Shelf<Addon> addons() {
    return addons;
  }

  Shelf<Entry> entries() {
    return entries;
  }

  Shelf<PodIdentityAssociation> associations() {
    return associations;
  }

  /** What EKS calls updates, by their id. */
  Shelf<Change> changes() {
    return changes;
  }

  /** The clusters whose creation does not get on. */
  Set<String> stuck() {
    return stuck;
  }

  /** What each cluster has put into the network. */
  Map<String, Footprint> footprints() {
    return footprints;
  }

  /** How the creation of each node group will end. */
  Map<String, GroupPlan> groupPlans() {
    return groupPlans;
  }

  /** How the creation of each add-on will end. */
  Map<String, AddOnPlan> addOnPlans() {
    return addOnPlans;
  }

  /** When each node group was last asked for a node that could not be had. */
  Map<String, Instant> failedLaunches() {
    return failedLaunches;
  }

  Instant now() {
    return world.now();
  }

  /** How long an operation takes. */
  Duration takes(String latencyKey) {
    return world.latencies().draw(location, latencyKey);
  }

  /** When an operation that starts now will be done. */
  Instant done(String latencyKey) {
    return now().plus(takes(latencyKey));
  }

  /** The cluster that a call names. */
  Cluster cluster(@Nullable String name) {
    return clusters
        .known(String.valueOf(name))
        .orElseThrow(() -> Refusals.notFound("No cluster found for name: " + name + "."));
  }

  /** The cluster that a call wants to put something into. */
  Cluster usable(@Nullable String name) {
    Cluster cluster = cluster(name);
    if (cluster.status() != ClusterStatus.ACTIVE && cluster.status() != ClusterStatus.UPDATING) {
      throw Refusals.request(
          "Cluster '%s' is not in ACTIVE status, but %s".formatted(name, cluster.statusAsString()));
    }
    return cluster;
  }

  /** Asks for permission to have EKS make its own role, where it has none yet. */
  void askForOwnRole(Access access, String service) {
    String account = location.accountId();
    if (!iam.hasServiceLinkedRole(account, service)) {
      access
          .to("iam:CreateServiceLinkedRole", iam.serviceLinkedRoleArn(account, service))
          .with("iam:AWSServiceName", service);
    }
  }

  String uuid(String kind) {
    String hex = world.ids().hex(location, kind, 32);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  String arn(String resource) {
    return location.arn("eks", resource);
  }

  /** The ids of a cluster's things on a shelf, in truth. */
  static List<String> ofCluster(Shelf<?> shelf, String cluster) {
    return shelf.actual().keySet().stream().filter(id -> id.startsWith(cluster + "/")).toList();
  }

  /** The nodes of a cluster that are Ready, or will be. */
  static List<Node> nodesOf(Site site, String cluster) {
    return ofCluster(site.groups, cluster).stream()
        .flatMap(key -> site.groups.actual(key).stream())
        .flatMap(group -> group.nodes().stream())
        .toList();
  }

  Stream<LiveResource> live() {
    return resources(Shelf::actual);
  }

  Stream<LiveResource> seen() {
    return resources(Shelf::seen);
  }

  private interface Look {
    <T> Map<String, T> at(Shelf<T> shelf);
  }

  private Stream<LiveResource> resources(Look look) {
    return Stream.of(
            each("EksCluster", look.at(clusters), Cluster::arn, Cluster::tags),
            each(
                "NodeGroup",
                look.at(groups),
                it -> it.shown().nodegroupArn(),
                it -> it.shown().tags()),
            each("AddOn", look.at(addons), Addon::addonArn, Addon::tags),
            each(
                "AccessEntry",
                look.at(entries),
                it -> it.entry().accessEntryArn(),
                it -> it.entry().tags()),
            each(
                "PodIdentityAssociation",
                look.at(associations),
                PodIdentityAssociation::associationArn,
                PodIdentityAssociation::tags))
        .flatMap(things -> things);
  }

  private <T> Stream<LiveResource> each(
      String kind,
      Map<String, T> things,
      Function<T, String> arn,
      Function<T, Map<String, String>> tags) {
    return things.entrySet().stream()
        .map(thing ->
            new LiveResource(
                kind,
                thing.getKey(),
                arn.apply(thing.getValue()),
                location.region(),
                tags.apply(thing.getValue())));
  }
}
