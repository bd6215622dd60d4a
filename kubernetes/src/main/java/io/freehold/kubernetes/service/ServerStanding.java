package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.freehold.kubernetes.resource.Conditions;
import io.freehold.kubernetes.resource.KubernetesKinds;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.util.Optional;

/**
 * How the servers of a service stand, as the operator's conditions say: {@code Ready} is true while
 * every shard has a ready replica, {@code Healthy} while every replica is ready (<a
 * href="https://github.com/ClickHouse/clickhouse-operator/blob/v0.0.2/api/v1alpha1/conditions.go">source</a>).
 */
public enum ServerStanding {
  /** The cluster did not answer, or the operator has not looked yet. */
  UNKNOWN,
  /** No server answers: {@code Ready} is false. */
  NONE_READY,
  /** Some do: {@code Ready} is true, {@code Healthy} is not. */
  SOME_READY,
  /** All do: both are true. */
  ALL_READY;

  /**
   * Looks. What the look comes to is for show: a cluster that does not answer is no failure here.
   */
  public static ServerStanding in(KubernetesSession cluster, String namespace) {
    try {
      return cluster
          .reachable()
          .flatMap(client ->
              KubernetesKinds.CLICKHOUSE_CLUSTER.find(client, namespace, ClickHouseService.SERVERS))
          .map(ServerStanding::of)
          .orElse(UNKNOWN);
    } catch (KubernetesClientException unavailable) {
      return UNKNOWN;
    }
  }

  private static ServerStanding of(GenericKubernetesResource object) {
    Optional<String> ready = status(object, "Ready");
    if (ready.isEmpty() || ready.get().equals("Unknown")) {
      return UNKNOWN;
    }
    if (ready.get().equals("False")) {
      return NONE_READY;
    }
    return status(object, "Healthy").filter("True"::equals).isPresent() ? ALL_READY : SOME_READY;
  }

  private static Optional<String> status(GenericKubernetesResource object, String type) {
    return Conditions.find(object.getAdditionalProperties(), type)
        .map(one -> String.valueOf(one.get("status")));
  }
}
