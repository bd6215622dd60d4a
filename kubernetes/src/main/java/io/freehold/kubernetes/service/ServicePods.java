package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.freehold.kubernetes.resource.KubernetesSession;
import io.freehold.model.infrastructure.NodePool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods of a service's servers and Keeper that are not ready.
 *
 * @param withoutNode those for which there is no node yet, by name
 * @param starting those that have one
 */
public record ServicePods(List<WithoutNode> withoutNode, List<Starting> starting) {
  /** Nothing is known of any. */
  public static final ServicePods NONE = new ServicePods(List.of(), List.of());

  /**
   * A pod that waits for a node.
   *
   * @param pool of which one
   * @param since when it has been tried to place it
   */
  public record WithoutNode(String pod, String pool, Instant since) {}

  /**
   * A pod on its way up.
   *
   * @param kind of what it belongs to: {@code KeeperCluster} or {@code ClickHouseCluster}
   * @param since when it has a node
   */
  public record Starting(String kind, Instant since) {}

  public ServicePods {
    withoutNode = List.copyOf(withoutNode);
    starting = List.copyOf(starting);
  }

  /**
   * Looks. What the look comes to is for show and for patience: a cluster that does not answer is
   * no failure here.
   */
  public static ServicePods in(KubernetesSession cluster, String namespace) {
    try {
      return cluster
          .reachable()
          .map(client ->
              of(
                  client
                      .pods()
                      .inNamespace(namespace)
                      .withLabel(ClickHouse.SERVICE_LABEL, namespace)
                      // Those of backups come and go, and are never ready once they are done.
                      .withLabelIn(
                          ClickHouse.COMPONENT_LABEL, ClickHouse.KEEPER, ClickHouse.SERVERS)
                      .list()
                      .getItems()))
          .orElse(NONE);
    } catch (KubernetesClientException unavailable) {
      return NONE;
    }
  }

  private static ServicePods of(List<Pod> pods) {
    List<WithoutNode> withoutNode = new ArrayList<>();
    List<Starting> starting = new ArrayList<>();
    for (Pod pod : pods) {
      Optional<PodCondition> placed = condition(pod, "PodScheduled");
      boolean ready =
          condition(pod, "Ready").filter(one -> one.getStatus().equals("True")).isPresent();
      if (ready || placed.isEmpty()) {
        continue;
      }
      Instant since = Instant.parse(placed.get().getLastTransitionTime());
      if (placed.get().getStatus().equals("True")) {
        starting.add(new Starting(kind(pod), since));
      } else {
        withoutNode.add(new WithoutNode(pod.getMetadata().getName(), pool(pod), since));
      }
    }
    withoutNode.sort(Comparator.comparing(WithoutNode::pod));
    return new ServicePods(withoutNode, starting);
  }

  private static Optional<PodCondition> condition(Pod pod, String type) {
    return Optional.ofNullable(pod.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(one -> one.getType().equals(type) && one.getLastTransitionTime() != null)
        .findFirst();
  }

  private static String pool(Pod pod) {
    Map<String, String> selector = pod.getSpec().getNodeSelector();
    return selector == null ? "" : selector.getOrDefault(NodePool.LABEL, "");
  }

  private static String kind(Pod pod) {
    return ClickHouse.KEEPER.equals(pod.getMetadata().getLabels().get(ClickHouse.COMPONENT_LABEL))
        ? "KeeperCluster"
        : "ClickHouseCluster";
  }
}
