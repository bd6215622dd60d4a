package io.freehold.controlplane.service;

import io.freehold.aws.eks.NodeShortage;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kubernetes.service.ServicePods;
import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.latency.LatencyProfile;
import io.freehold.model.network.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pods of a service that are not ready mean for whoever waits for it. */
record AwaitedPods(ServicePods pods, Instant now) {
  private static final LatencyProfile PROFILE = LatencyProfile.standard();
  private static final String NODE = "NodeGroup.node/create";

  /** When to look again: near the time at which the next of them has its node, or is ready. */
  Optional<Duration> nextLook() {
    return Stream.concat(
            pods.withoutNode().stream().map(pod -> nextLook(NODE, pod.since())),
            pods.starting().stream().map(pod -> nextLook(pod.kind() + "/create", pod.since())))
        .min(Duration::compareTo);
  }

  private Duration nextLook(String operation, Instant since) {
    return PROFILE.nextLook(operation, Duration.between(since, now));
  }

  /**
   * That some of them wait for nodes, and why there are none; empty where none does.
   *
   * @param aws opened only where nodes are long overdue
   */
  Optional<String> lackOfNodes(InfrastructureRow place, String cluster, Supplier<AwsSession> aws) {
    if (pods.withoutNode().isEmpty()) {
      return Optional.empty();
    }
    String waiting =
        pods.withoutNode().stream()
            .map(pod -> "%s for a node of %s".formatted(pod.pod(), pod.pool()))
            .collect(Collectors.joining(", ", "waiting for nodes: ", ""));
    List<String> troubles = overdue() ? troubles(place, cluster, aws) : List.of();
    return Optional.of(troubles.isEmpty() ? waiting : waiting + ": " + String.join("; ", troubles));
  }

  private boolean overdue() {
    Instant expected = now.minus(PROFILE.of(NODE).p95());
    return pods.withoutNode().stream().anyMatch(pod -> pod.since().isBefore(expected));
  }

  private List<String> troubles(InfrastructureRow place, String cluster, Supplier<AwsSession> aws) {
    List<String> groups = new ArrayList<>();
    for (NodePool pool : place.spec().nodePools()) {
      if (pods.withoutNode().stream().anyMatch(pod -> pod.pool().equals(pool.name()))) {
        place.spec().zones().stream().map(Zone::id).map(pool::group).forEach(groups::add);
      }
    }
    try {
      return NodeShortage.of(aws.get(), cluster, groups);
    } catch (LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      return List.of(); // that the account does not answer shows elsewhere
    }
  }
}
