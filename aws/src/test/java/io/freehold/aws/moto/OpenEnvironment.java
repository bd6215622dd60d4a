package io.freehold.aws.moto;

import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.service.ReplicaSize;
import io.freehold.simulator.kubernetes.environment.Access;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.NodeGroup;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets everybody in: the emulator's credentials mean nothing to the cluster. */
public final class OpenEnvironment implements ClusterEnvironment {
  private final StandaloneEnvironment inside;

  /**
   * Three nodes that are ready since then, and the groups that services need: the emulator has no
   * Auto Scaling behind its own.
   */
  public OpenEnvironment(Instant since) {
    inside = new StandaloneEnvironment().withReadyNodes(3, "amd64", since);
    for (NodePool pool : NodePool.all(List.of(ReplicaSize.values()))) {
      if (pool.zonal()) {
        inside.nodes().forEach(node -> inside.add(group(pool, node)));
      }
    }
  }

  /** In the zone of that node. */
  private static NodeGroup group(NodePool pool, ClusterNode there) {
    String name = pool.group(there.zoneId());
    ClusterNode next =
        new ClusterNode(
            name,
            there.zone(),
            there.zoneId(),
            "arm64",
            Map.of(NodePool.LABEL, pool.name(), ClusterNode.GROUP_LABEL, name),
            List.of(new ClusterNode.Taint(NodePool.LABEL, pool.name(), NodePool.EFFECT)),
            there.address(),
            there.podAddresses(),
            Instant.MAX);
    return new NodeGroup(name, next, 0, 0, pool.mostNodes(), Optional.empty());
  }

  @Override
  public Optional<String> authenticate(String bearerToken) {
    return Optional.of(StandaloneEnvironment.PRINCIPAL);
  }

  @Override
  public boolean authorize(String principalArn, Access access) {
    return true;
  }

  @Override
  public List<ClusterNode> nodes() {
    return inside.nodes();
  }

  @Override
  public List<NodeGroup> groups() {
    return inside.groups();
  }

  @Override
  public void resize(String group, int wanted, Instant at) {
    inside.resize(group, wanted, at);
  }

  @Override
  public void terminate(String node, Instant at) {
    inside.terminate(node, at);
  }

  @Override
  public void registerTarget(
      String targetGroupArn,
      String address,
      int port,
      Optional<Set<Integer>> answering,
      Instant at) {
    inside.registerTarget(targetGroupArn, address, port, answering, at);
  }

  @Override
  public void deregisterTarget(String targetGroupArn, String address, int port, Instant at) {
    inside.deregisterTarget(targetGroupArn, address, port, at);
  }
}
