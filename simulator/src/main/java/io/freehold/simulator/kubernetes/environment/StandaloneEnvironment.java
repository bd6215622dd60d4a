package io.freehold.simulator.kubernetes.environment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An environment without AWS, for tests: some nodes, groups that may have more, one token, target
 * groups in memory.
 */
public final class StandaloneEnvironment implements ClusterEnvironment {
  /** The token that opens the cluster. */
  public static final String TOKEN = "k8s-aws-v1.standalone";

  /** Whose token that is. */
  public static final String PRINCIPAL = "arn:aws:iam::111122223333:role/standalone";

  /** The platform's components run nowhere else. */
  private static final Map<String, String> SYSTEM = Map.of("freehold.io/pool", "system");

  /** From the request for a node of a group until it is ready. */
  public static final Duration NODE_START = Duration.ofSeconds(60);

  private final List<ClusterNode> nodes = new CopyOnWriteArrayList<>();
  private final Map<String, NodeGroup> groups = new ConcurrentSkipListMap<>();
  private final Set<String> fullZones = ConcurrentHashMap.newKeySet();
  private final AtomicInteger started = new AtomicInteger();
  private volatile Optional<Set<String>> delegatedZones = Optional.empty();
  private final Map<String, TreeSet<String>> targets = new ConcurrentHashMap<>();

  /** Nodes for the platform that are ready from a time on, spread over three zones. */
  public StandaloneEnvironment withReadyNodes(int count, String architecture, Instant since) {
    for (int i = 0; i < count; i++) {
      int number = nodes.size();
      int zone = number % 3;
      nodes.add(
          new ClusterNode(
              "ip-10-0-" + zone + "-" + (10 + number) + ".eu-central-1.compute.internal",
              "eu-central-1" + (char) ('a' + zone),
              "euc1-az" + (zone + 1),
              architecture,
              SYSTEM,
              List.of(),
              "10.0." + zone + "." + (10 + number),
              "10.0." + (zone * 32) + ".0/19",
              since));
    }
    return this;
  }

  public void add(ClusterNode node) {
    nodes.add(node);
  }

  /** Adds a group; the nodes that it wants have to be added beside it. */
  public void add(NodeGroup group) {
    groups.put(group.name(), group);
  }

  /** No node can be had in a zone until {@link #hasCapacityAgain}. */
  public void hasNoCapacity(String zone) {
    fullZones.add(zone);
  }

  public void hasCapacityAgain(String zone) {
    fullZones.remove(zone);
  }

  /** From now on these zones are delegated, and no others. */
  public void delegate(Set<String> zoneIds) {
    delegatedZones = Optional.of(Set.copyOf(zoneIds));
  }

  @Override
  public Optional<Set<String>> delegatedZones() {
    return delegatedZones;
  }

  public void removeNodes() {
    nodes.clear();
  }

  /** The registered targets of a group, each as {@code address:port}, sorted. */
  public List<String> targets(String targetGroupArn) {
    TreeSet<String> found = targets.get(targetGroupArn);
    if (found == null) {
      return List.of();
    }
    synchronized (found) {
      return new ArrayList<>(found);
    }
  }

  @Override
  public Optional<String> authenticate(String bearerToken) {
    return bearerToken.equals(TOKEN) ? Optional.of(PRINCIPAL) : Optional.empty();
  }

  @Override
  public boolean authorize(String principalArn, Access access) {
    return true;
  }

  @Override
  public List<ClusterNode> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public List<NodeGroup> groups() {
    return List.copyOf(groups.values());
  }

  @Override
  public void resize(String group, int wanted, Instant at) {
    groups.computeIfPresent(
        group,
        (name, now) -> {
          if (wanted > now.wanted() && fullZones.contains(now.next().zone())) {
            return with(now, now.wanted(), Optional.of(at));
          }
          for (int i = now.wanted(); i < wanted; i++) {
            nodes.add(
                now.next().named(name + "-" + started.incrementAndGet(), at.plus(NODE_START)));
          }
          return with(now, Math.max(wanted, now.wanted()), Optional.empty());
        });
  }

  @Override
  public void terminate(String node, Instant at) {
    nodes.stream()
        .filter(one -> one.name().equals(node))
        .findFirst()
        .filter(nodes::remove)
        .ifPresent(gone ->
            groups.computeIfPresent(
                gone.labels().getOrDefault(ClusterNode.GROUP_LABEL, ""),
                (name, now) -> with(now, now.wanted() - 1, now.failedAt())));
  }

  private static NodeGroup with(NodeGroup group, int wanted, Optional<Instant> failedAt) {
    return new NodeGroup(group.name(), group.next(), group.least(), wanted, group.most(), failedAt);
  }

  @Override
  public void registerTarget(
      String targetGroupArn,
      String address,
      int port,
      Optional<Set<Integer>> answering,
      Instant at) {
    TreeSet<String> group = targets.computeIfAbsent(targetGroupArn, _ -> new TreeSet<>());
    synchronized (group) {
      group.add(address + ":" + port);
    }
  }

  @Override
  public void deregisterTarget(String targetGroupArn, String address, int port, Instant at) {
    TreeSet<String> group = targets.computeIfAbsent(targetGroupArn, _ -> new TreeSet<>());
    synchronized (group) {
      group.remove(address + ":" + port);
    }
  }
}
