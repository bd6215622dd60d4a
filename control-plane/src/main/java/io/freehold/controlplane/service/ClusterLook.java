package io.freehold.controlplane.service;

import io.freehold.controlplane.graph.CloudFailures;
import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.resource.Owner;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks at something in the cluster that a service runs in; changes nothing there. */
final class ClusterLook {
  private static final FailureClassifier FAILURES = new CloudFailures();

  private final InfrastructureStore infrastructures;
  private final CustomerAccess access;

  ClusterLook(InfrastructureStore infrastructures, CustomerAccess access) {
    this.infrastructures = infrastructures;
    this.access = access;
  }

  /**
   * What is seen; empty where there is no way to it, or it failed.
   *
   * @throws LeaseLostException if the lease was lost
   */
  <T> Optional<T> at(ServiceRow row, Lease lease, Function<KubernetesSession, Optional<T>> look) {
    InfrastructureRow place =
        infrastructures
            .find(row.organizationId(), row.infrastructureId())
            .orElseThrow(() -> new IllegalStateException("no infrastructure of " + row));
    return switch (access.open(place, new Owner(row.name().value()), lease)) {
      case CustomerAccess.Closed closed -> Optional.empty();
      case CustomerAccess.Way way -> {
        try (way) {
          yield look.apply(way.clouds().cluster().get());
        } catch (LeaseLostException e) {
          throw e;
        } catch (RuntimeException e) {
          access.doubt(place, List.of(FAILURES.classify(e)));
          yield Optional.empty();
        }
      }
    };
  }
}
