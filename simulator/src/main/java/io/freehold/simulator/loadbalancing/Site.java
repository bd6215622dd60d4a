package io.freehold.simulator.loadbalancing;

import io.freehold.simulator.aws.World;
import io.freehold.simulator.aws.call.Refusal;
import io.freehold.simulator.aws.place.Location;
import io.freehold.simulator.aws.state.LiveResource;
import io.freehold.simulator.aws.state.Shelf;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** All load balancing of one account and region. Used under the world's lock. */
final class Site {
  private final World world;
  private final Location location;
  private final Shelf<BalancerEntry> balancers;
  private final Shelf<GroupEntry> groups;
  private final Shelf<ListenerEntry> listeners;
  private final Shelf<TargetHealthDescription> targets;
  private final Map<String, Set<Integer>> answering = new HashMap<>();

  Site(World world, Location location) {
    this.world = world;
    this.location = location;
    balancers = world.shelf();
    groups = world.shelf();
    listeners = world.shelf();
    targets = world.shelf();
  }

  World world() {
    return world;
  }

  Location location() {
    return location;
  }

  Instant now() {
    return world.now();
  }

  /** When an operation that starts then will be done. */
  Instant after(Instant start, String latencyKey) {
    return start.plus(world.latencies().draw(location, latencyKey));
  }

  String newId(String kind) {
    return world.ids().hex(location, kind, 16);
  }

  String arn(String resource) {
    return location.arn("elasticloadbalancing", resource);
  }

  /** By ARN. */
  Shelf<BalancerEntry> balancers() {
    return balancers;
  }

  /** By ARN. */
  Shelf<GroupEntry> groups() {
    return groups;
  }

  /** By ARN. */
  Shelf<ListenerEntry> listeners() {
    return listeners;
  }

  /** By {@link Targets#key}. */
  Shelf<TargetHealthDescription> targets() {
    return targets;
  }

  /** On which ports a target answers that does not on all; by {@link Targets#key}. */
  Map<String, Set<Integer>> answering() {
    return answering;
  }

  BalancerEntry balancer(String arn) {
    return balancers.known(arn).orElseThrow(Refusals::noSuchBalancer);
  }

  GroupEntry group(String arn) {
    return groups.known(arn).orElseThrow(Refusals::noSuchGroup);
  }

  ListenerEntry listener(String arn) {
    return listeners.known(arn).orElseThrow(Refusals::noSuchListener);
  }

  /** The tags of whatever that ARN names. */
  Map<String, String> tags(String arn) {
    return entry(arn, shelf -> shelf.known(arn).map(Entry::tags));
  }

  /** The tags as a read shows them. */
  Map<String, String> shownTags(String arn) {
    return entry(arn, shelf -> shelf.seen(arn).map(Entry::tags));
  }

  void setTags(String arn, Map<String, String> tags) {
    if (arn.contains(":loadbalancer/")) {
      balancers.change(arn, it -> it.withTags(tags));
    } else if (arn.contains(":targetgroup/")) {
      groups.change(arn, it -> it.withTags(tags));
    } else {
      listeners.change(arn, it -> it.withTags(tags));
    }
  }

  private <T> T entry(String arn, Function<Shelf<? extends Entry<?>>, Optional<T>> look) {
    if (arn.contains(":loadbalancer/")) {
      return look.apply(balancers).orElseThrow(Refusals::noSuchBalancer);
    }
    if (arn.contains(":targetgroup/")) {
      return look.apply(groups).orElseThrow(Refusals::noSuchGroup);
    }
    if (arn.contains(":listener/")) {
      return look.apply(listeners).orElseThrow(Refusals::noSuchListener);
    }
    throw Refusal.of("ValidationError", "'" + arn + "' is not a valid resource ARN");
  }

  /** The listeners of a load balancer, in truth. */
  Stream<ListenerEntry> listenersOf(String balancerArn) {
    return listeners.actual().values().stream()
        .filter(it -> it.model().loadBalancerArn().equals(balancerArn));
  }

  /** The load balancers that send to a target group, in truth. */
  Stream<String> usersOf(String groupArn) {
    return listeners.actual().values().stream()
        .filter(it -> it.groupArn().equals(groupArn))
        .map(it -> it.model().loadBalancerArn())
        .distinct();
  }

  Stream<LiveResource> live() {
    return resources(Shelf::actual);
  }

  Stream<LiveResource> seen() {
    return resources(Shelf::seen);
  }

  private Stream<LiveResource> resources(
      Function<Shelf<? extends Entry<?>>, Map<String, ? extends Entry<?>>> look) {
    return Stream.of(
            resources("LoadBalancer", look.apply(balancers)),
            resources("TargetGroup", look.apply(groups)),
            resources("Listener", look.apply(listeners)))
        .flatMap(all -> all);
  }

  private Stream<LiveResource> resources(String kind, Map<String, ? extends Entry<?>> all) {
    return all.values().stream()
        .map(it -> new LiveResource(kind, it.arn(), it.arn(), location.region(), it.tags()));
  }
}
