package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.account.AccountWork;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.WorkQueue;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is worked on in an account: its infrastructures and what runs in them. */
@Component
final class AccountInfrastructures implements AccountWork {
  private final InfrastructureStore store;
  private final ObjectProvider<Occupants> occupants;
  private final WorkQueue queue;

  AccountInfrastructures(
      InfrastructureStore store, ObjectProvider<Occupants> occupants, WorkQueue queue) {
    this.store = store;
    this.occupants = occupants;
    this.queue = queue;
  }

  @Override
  public void wake(UUID organizationId, String accountId) {
    store.list(organizationId).stream()
        .filter(row -> row.spec().accountId().equals(accountId))
        .forEach(row -> {
          queue.request(
              new ReconcileRequest(InfrastructureReconciler.TYPE, row.id()), Duration.ZERO);
          occupants.orderedStream().forEach(one -> one.wake(row.id()));
        });
  }
}
