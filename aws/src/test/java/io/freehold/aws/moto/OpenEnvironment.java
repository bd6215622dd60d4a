package io.freehold.aws.moto;

import io.freehold.simulator.kubernetes.environment.Access;
import io.freehold.simulator.kubernetes.environment.ClusterEnvironment;
import io.freehold.simulator.kubernetes.environment.ClusterNode;
import io.freehold.simulator.kubernetes.environment.StandaloneEnvironment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lets everybody in: the emulator's credentials mean nothing to the cluster. */
public final class OpenEnvironment implements ClusterEnvironment {
  private final StandaloneEnvironment inside;

  /** Three nodes that are ready since then. */
  public OpenEnvironment(Instant since) {
    inside = new StandaloneEnvironment().withReadyNodes(3, "amd64", since);
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
  public void registerTarget(String targetGroupArn, String address, int port, Instant at) {
    inside.registerTarget(targetGroupArn, address, port, at);
  }

  @Override
  public void deregisterTarget(String targetGroupArn, String address, int port, Instant at) {
    inside.deregisterTarget(targetGroupArn, address, port, at);
  }
}
