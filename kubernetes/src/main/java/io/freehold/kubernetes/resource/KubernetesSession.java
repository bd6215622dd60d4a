package io.freehold.kubernetes.resource;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.kernel.resource.Owner;
import java.util.Map;
import java.util.Optional;

/**
 * Access to one cluster for one owner.
 *
 * @param reachable the cluster's API; empty once the cluster is gone, and everything in it with it
 * @param infrastructure the infrastructure that the cluster belongs to
 * @param owner whose objects are made and found: the infrastructure or one of its services
 */
public record KubernetesSession(
    Optional<KubernetesClient> reachable, Owner infrastructure, Owner owner) {

  /** The name under which server-side apply records the fields that are ours. */
  public static final String FIELD_MANAGER = "freehold";

  static final String MARK = "clickhouse-byoc";
  static final String INFRASTRUCTURE_LABEL = "clickhouse-byoc-infrastructure";
  static final String OWNER_LABEL = "clickhouse-byoc-owner";
  static final String NODE_LABEL = "clickhouse-byoc-node";

  KubernetesClient client() {
    return reachable.orElseThrow(() ->
        new FailureException(
            Failure.refused(
                Failure.Kind.DEPENDENCY, "cluster-gone", "the cluster does not exist")));
  }

  /** The labels of everything of this owner. */
  Map<String, String> marks() {
    return Map.of(
        MARK, "true", INFRASTRUCTURE_LABEL, infrastructure.name(), OWNER_LABEL, owner.name());
  }
}
