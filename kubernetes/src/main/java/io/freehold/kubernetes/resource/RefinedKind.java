package io.freehold.kubernetes.resource;

import io.freehold.kernel.resource.Diff;
import io.freehold.kernel.resource.Intent;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.ResourceType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that are treated as all of their kind are, but for some of it: whoever implements this
 * says what.
 */
public interface RefinedKind
    extends ResourceType<KubernetesSession, Manifest, KubernetesKind.Observed> {

  /** How its objects are treated otherwise. */
  KubernetesKind plain();

  @Override
  default String kind() {
    return plain().kind();
  }

  @Override
  default Optional<String> naturalId(Manifest desired) {
    return plain().naturalId(desired);
  }

  @Override
  default Map<String, Observation<KubernetesKind.Observed>> observe(
      KubernetesSession cluster, Set<String> ids) {
    return plain().observe(cluster, ids);
  }

  @Override
  default String create(KubernetesSession cluster, Manifest desired, Intent intent) {
    return plain().create(cluster, desired, intent);
  }

  @Override
  default Diff diff(Manifest desired, KubernetesKind.Observed observed) {
    return plain().diff(desired, observed);
  }

  @Override
  default void update(
      KubernetesSession cluster, String id, Manifest desired, KubernetesKind.Observed observed) {
    plain().update(cluster, id, desired, observed);
  }

  @Override
  default void delete(KubernetesSession cluster, String id) {
    plain().delete(cluster, id);
  }

  @Override
  default KubernetesKind.Observed predict(Manifest desired) {
    return plain().predict(desired);
  }
}
