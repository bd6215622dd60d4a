package io.freehold.model.infrastructure;

/**
 * The nodes of one kind that every infrastructure has.
 *
 * @param name of the node group
 * @param instanceType of EC2
 * @param arm whether it runs on Graviton
 * @param initialNodes when the infrastructure becomes ready
 * @param mostNodes to which it may grow
 * @param diskGb gp3 volume of each node
 */
public record NodePool(
    String name, String instanceType, boolean arm, int initialNodes, int mostNodes, int diskGb) {
  /**
   * Runs the platform: one node in each of three zones. An m5 would cost the same, but encrypts
   * nothing in transit (<a
   * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/data-protection.html">source</a>).
   */
  public static final NodePool SYSTEM = new NodePool("system", "m6i.large", false, 3, 6, 50);

  /** Runs ClickHouse Keeper and other small parts of services; empty before the first service. */
  public static final NodePool WORKLOAD = new NodePool("workload", "m7g.2xlarge", true, 0, 30, 50);

  /** Volumes that the platform itself claims, above all for metrics. */
  public static final int PLATFORM_VOLUMES_GB = 20;
}
