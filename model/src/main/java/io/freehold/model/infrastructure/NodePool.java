package io.freehold.model.infrastructure;

import io.freehold.model.service.ReplicaSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Nodes for one need, and for nothing else.
 *
 * <p>A pool whose pods have volumes is a group of nodes in each zone: a volume stays in its zone,
 * and only of a group of one zone does the cluster autoscaler know where its next node will be (<a
 * href="https://docs.aws.amazon.com/eks/latest/best-practices/cas.html">source</a>). Such a pool is
 * empty at first, which costs nothing, and is tainted: the autoscaler fills and empties it with the
 * pods that ask for it.
 *
 * @param name also the value of {@link #LABEL}
 * @param instanceType of EC2
 * @param arm whether it runs on Graviton
 * @param zonal whether it is a group in each zone, and for pods that ask for it alone
 * @param initialNodes of a group; it never has less
 * @param mostNodes to which a group may grow
 */
public record NodePool(
    String name, String instanceType, boolean arm, boolean zonal, int initialNodes, int mostNodes) {
  /** What every node is labelled with, and those of a zonal pool are tainted with. */
  public static final String LABEL = "freehold.io/pool";

  /** What the taint of a zonal pool does, as pods name it. */
  public static final String EFFECT = "NoSchedule";

  /** The gp3 volume of every node. */
  public static final int DISK_GB = 50;

  /**
   * Runs the platform: one node in each of three zones. An m5 would cost the same, but encrypts
   * nothing in transit (<a
   * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/data-protection.html">source</a>).
   */
  public static final NodePool SYSTEM = new NodePool("system", "m6i.large", false, false, 3, 6);

  /**
   * Runs ClickHouse Keeper. Of the 8 processors and 32 GiB of a node, a member takes half a
   * processor and 2 GiB: there is room for fourteen.
   */
  public static final NodePool KEEPER = new NodePool("keeper", "m7g.2xlarge", true, true, 0, 30);

  /** Volumes that the platform itself claims, for metrics and for logs. */
  public static final int PLATFORM_VOLUMES_GB = 40;

  /** Where replicas of that size run, each on a node of its own. */
  public static NodePool of(ReplicaSize size) {
    return new NodePool("replica-" + size.memoryGb(), size.instanceType(), true, true, 0, 30);
  }

  /** All pools of an infrastructure that is to have replicas of these sizes. */
  public static List<NodePool> all(Collection<ReplicaSize> sizes) {
    List<NodePool> all = new ArrayList<>(List.of(SYSTEM, KEEPER));
    sizes.stream().sorted().distinct().map(NodePool::of).forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * The name of one of its groups.
   *
   * @param zoneId of the group's zone; of no account where the pool is one group over all zones
   */
  public String group(String zoneId) {
    return zonal ? name + "-" + zoneId : name;
  }
}
