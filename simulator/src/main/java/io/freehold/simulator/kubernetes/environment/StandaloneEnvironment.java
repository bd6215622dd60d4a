package io.freehold.simulator.kubernetes.environment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An environment without AWS, for tests: some nodes, one token, target groups in memory. */
public final class StandaloneEnvironment implements ClusterEnvironment {
  /** The token that opens the cluster. */
  public static final String TOKEN = "k8s-aws-v1.standalone";

  /** Whose token that is. */
  public static final String PRINCIPAL = "arn:aws:iam::111122223333:role/standalone";

  private final List<ClusterNode> nodes = new CopyOnWriteArrayList<>();
  private volatile Optional<Set<String>> delegatedZones = Optional.empty();
  private final Map<String, TreeSet<String>> targets = new ConcurrentHashMap<>();

  /** Nodes that are ready from a time on, spread over three zones. */
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
              Map.of(),
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
  public void registerTarget(String targetGroupArn, String address, int port, Instant at) {
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
