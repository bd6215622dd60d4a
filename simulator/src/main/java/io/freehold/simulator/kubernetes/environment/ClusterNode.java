package io.freehold.simulator.kubernetes.environment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A node of a cluster.
 *
 * @param name as the node is called in Kubernetes
 * @param zone name of the availability zone, as in {@code eu-central-1a}
 * @param zoneId ID of the zone, as in {@code euc1-az2}
 * @param architecture {@code amd64} or {@code arm64}
 * @param labels beyond those that follow from the other fields
 * @param taints what keeps pods away
 * @param address its own private address
 * @param podAddresses the IPv4 range in which its pods get theirs, as in {@code 10.0.32.0/19}: the
 *     node's subnet. Pods take the last addresses first
 * @param readySince when it became ready, or will
 * @param room what pods may request there in all
 */
public record ClusterNode(
    String name,
    String zone,
    String zoneId,
    String architecture,
    Map<String, String> labels,
    List<Taint> taints,
    String address,
    String podAddresses,
    Instant readySince,
    Room room) {
  /** The label that says of which group a node is. */
  public static final String GROUP_LABEL = "eks.amazonaws.com/nodegroup";

  /**
   * What a node has for pods.
   *
   * @param cpuMillis in thousandths of a processor
   * @param memoryBytes beside what the system and the kubelet keep
   */
  public record Room(long cpuMillis, long memoryBytes) {
    /** Nobody counts. */
    public static final Room BOUNDLESS = new Room(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** A node with room for whatever comes. */
  public ClusterNode(
      String name,
      String zone,
      String zoneId,
      String architecture,
      Map<String, String> labels,
      List<Taint> taints,
      String address,
      String podAddresses,
      Instant readySince) {
    this(
        name,
        zone,
        zoneId,
        architecture,
        labels,
        taints,
        address,
        podAddresses,
        readySince,
        Room.BOUNDLESS);
  }

  /** The same under another name, ready from that time on. */
  public ClusterNode named(String other, Instant since) {
    return new ClusterNode(
        other, zone, zoneId, architecture, labels, taints, address, podAddresses, since, room);
  }

  /**
   * Keeps away pods that do not tolerate it.
   *
   * @param effect {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}
   */
  public record Taint(String key, String value, String effect) {}

  public ClusterNode {
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
  }
}
