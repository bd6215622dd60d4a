package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.ActivityType;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends services to sleep that nobody uses. */
@Component
public class ServiceIdling {
  private final ServiceStore store;
  private final ServiceChanges changes;
  private final TransactionTemplate transactions;

  ServiceIdling(ServiceStore store, ServiceChanges changes, TransactionTemplate transactions) {
    this.store = store;
    this.changes = changes;
    this.transactions = transactions;
  }

  /**
   * Nobody has used this service for its time-out: for whoever watches over its use.
   *
   * @return whether it goes to sleep: not if it may not, or is doing something else
   */
  public boolean unused(UUID organizationId, UUID id) {
    return Boolean.TRUE.equals(
        transactions.execute(status ->
            store
                .lock(organizationId, id)
                .filter(row -> row.deletion().isEmpty())
                .filter(row -> row.state() == ServiceState.RUNNING && row.spec().idleScaling())
                .map(this::sleep)
                .isPresent()));
  }

  private ServiceRow sleep(ServiceRow row) {
    store.want(row.organizationId(), row.id(), Wanted.ASLEEP, ServiceState.IDLE);
    changes.record(row, ActivityType.SERVICE_IDLE);
    changes.request(row.id());
    return row;
  }
}
