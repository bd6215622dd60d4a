package io.freehold.controlplane.service;

import io.freehold.controlplane.activity.Activities;
import io.freehold.controlplane.activity.ActivityType;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what passes found, and puts on record when clients begin to see another state. */
@Component
class ServiceStatuses {
  private final ServiceStore store;
  private final Activities activities;
  private final TransactionTemplate transactions;

  ServiceStatuses(ServiceStore store, Activities activities, TransactionTemplate transactions) {
    this.store = store;
    this.activities = activities;
    this.transactions = transactions;
  }

  /**
   * @param row as it was when the pass began
   * @param fence of the worker's lease
   * @throws io.freehold.kernel.queue.LeaseLostException if another worker has written since
   */
  void save(ServiceRow row, ServiceStatus status, long fence, Instant now) {
    transactions.executeWithoutResult(transaction -> {
      ServiceState shown = store.save(status, fence, now);
      if (shown != row.state() && shown == ServiceState.RUNNING) {
        activities.recordService(row.organizationId(), row.id(), ActivityType.SERVICE_RUNNING);
      } else if (shown != row.state() && shown == ServiceState.PARTIALLY_RUNNING) {
        activities.recordService(
            row.organizationId(), row.id(), ActivityType.SERVICE_PARTIALLY_RUNNING);
      }
    });
  }
}
