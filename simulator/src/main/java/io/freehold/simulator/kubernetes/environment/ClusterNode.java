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
    Instant readySince) {

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
