package io.freehold.controlplane.infrastructure;

import io.freehold.model.infrastructure.Network;
import io.freehold.model.latency.Bound;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.protocol.infrastructure.Progress;
import io.freehold.protocol.infrastructure.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How far an infrastructure has come with its present piece of work. */
final class ProgressOf {
  private static final LatencyProfile PROFILE = LatencyProfile.standard();
  private static final Duration UP = Bound.infrastructure(PROFILE).duration();
  private static final Duration UP_IN_CUSTOMER_VPC =
      Bound.infrastructureInCustomerVpc(PROFILE).duration();

  /** The longest way down: balancers, nodes, cluster, and what AWS leaves behind for a while. */
  private static final Duration DOWN =
      List.of("LoadBalancer.interfaces/delete", "NodeGroup/delete", "EksCluster/delete").stream()
          .map(key -> PROFILE.of(key).median())
          .reduce(Duration.ZERO, Duration::plus);

  private ProgressOf() {}

  static Progress row(InfrastructureRow row, Instant now) {
    return of(
        row.spec().network(),
        row.phase(),
        row.nodes(),
        Duration.between(row.workSince(), until(row, now)));
  }

  /**
   * @param elapsed since the present piece of work began
   */
  static Progress of(Network network, Phase phase, List<Resource> nodes, Duration elapsed) {
    boolean down = phase.state().equals("infra-terminated");
    String done = down ? "deleted" : "ready";
    int ready =
        (int)
            nodes.stream()
                .filter(node -> node.state().equals(done) || (down && node.state().equals("kept")))
                .count();
    return new Progress(
        ready,
        nodes.size(),
        Math.max(0, elapsed.toSeconds()),
        (down ? DOWN : up(network)).toSeconds());
  }

  private static Duration up(Network network) {
    return switch (network) {
      case Network.Managed managed -> UP;
      case Network.Customer customer -> UP_IN_CUSTOMER_VPC;
    };
  }

  /** Time stops with the work. */
  private static Instant until(InfrastructureRow row, Instant now) {
    return switch (row.phase()) {
      case READY -> row.readyAt().filter(at -> !at.isBefore(row.workSince())).orElse(now);
      case DELETED -> row.deletedAt().orElse(now);
      case PREFLIGHT, BLOCKED, PROVISIONING, UPDATING, DEGRADED, DELETING, DELETE_BLOCKED -> now;
    };
  }
}
