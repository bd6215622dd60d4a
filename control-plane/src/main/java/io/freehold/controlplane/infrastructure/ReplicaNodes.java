package io.freehold.controlplane.infrastructure;

import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.WorkQueue;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.service.ReplicaSize;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Sees to it that infrastructures have pools of nodes for the replicas of their services. A pool
 * that no service uses any more stays: it is empty, and an empty pool costs nothing.
 */
@Component
public final class ReplicaNodes {
  private final InfrastructureStore store;
  private final WorkQueue queue;
  private final Clock clock;

  ReplicaNodes(InfrastructureStore store, WorkQueue queue, Clock clock) {
    this.store = store;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Has an infrastructure come to have nodes for these sizes, within the caller's transaction. What
   * asks for them waits by itself until they are there.
   */
  public void require(UUID organizationId, UUID infrastructureId, Set<ReplicaSize> sizes) {
    boolean lacks =
        store
            .find(organizationId, infrastructureId)
            .filter(row -> !row.spec().replicaSizes().containsAll(sizes))
            .isPresent();
    if (lacks) {
      store
          .lock(organizationId, infrastructureId)
          .ifPresent(row -> {
            Set<ReplicaSize> all = new TreeSet<>(row.spec().replicaSizes());
            all.addAll(sizes);
            change(row, row.spec().toBuilder().replicaSizes(all).build());
          });
    }
  }

  private void change(InfrastructureRow row, InfrastructureSpec next) {
    if (store.change(
        row.organizationId(),
        row.id(),
        row.displayName(),
        next,
        clock.instant().truncatedTo(ChronoUnit.MICROS))) {
      queue.request(new ReconcileRequest(InfrastructureReconciler.TYPE, row.id()), Duration.ZERO);
    }
  }
}
