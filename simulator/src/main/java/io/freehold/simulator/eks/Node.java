package io.freehold.simulator.eks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eks.model.Taint;

/**
 * A machine of a node group.
 *
 * @param name as Kubernetes knows it: its private DNS name
 * @param address its private address
 * @param nodeGroup the group's name
 * @param instanceId EC2's
 * @param instanceType such as {@code m7g.2xlarge}
 * @param architecture {@code amd64} or {@code arm64}
 * @param zone the zone's name in this account
 * @param zoneId the zone's id, the same in every account
 * @param subnetCidr the addresses of its subnet, in which its pods get theirs
 * @param version of Kubernetes, such as {@code 1.33}
 * @param labels those of the group
 * @param taints those of the group
 * @param readySince when it became Ready, or will
 * @param interfaceId its network interface
 */
public record Node(
    String name,
    String address,
    String nodeGroup,
    String instanceId,
    String instanceType,
    String architecture,
    String zone,
    String zoneId,
    String subnetCidr,
    String version,
    Map<String, String> labels,
    List<Taint> taints,
    Instant readySince,
    String interfaceId) {
  public Node {
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
  }

  Node with(Map<String, String> otherLabels, List<Taint> otherTaints) {
    return new Node(
        name,
        address,
        nodeGroup,
        instanceId,
        instanceType,
        architecture,
        zone,
        zoneId,
        subnetCidr,
        version,
        otherLabels,
        otherTaints,
        readySince,
        interfaceId);
  }

  Node readySince(Instant time) {
    return new Node(
        name,
        address,
        nodeGroup,
        instanceId,
        instanceType,
        architecture,
        zone,
        zoneId,
        subnetCidr,
        version,
        labels,
        taints,
        time,
        interfaceId);
  }
}
