package io.freehold.controlplane.infrastructure;

import io.freehold.protocol.infrastructure.Plan;

/** Says what would be done to an infrastructure, and does nothing. */
@FunctionalInterface
public interface Planner {
  /** The code of the failure where the account is not ready to be asked. */
  String ACCOUNT_NOT_READY = "account-not-ready";

  /**
   * @throws io.freehold.kernel.failure.FailureException if the clouds cannot be asked
   */
  Plan plan(InfrastructureRow infrastructure);
}
