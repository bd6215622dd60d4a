package io.freehold.controlplane.infrastructure;

import io.freehold.protocol.infrastructure.Plan;

/** Says what would be done to an infrastructure, and does nothing. */
@FunctionalInterface
public interface Planner {
  /**
   * @throws io.freehold.controlplane.web.Refusal if it is being deleted, its account is not ready,
   *     or something of it cannot be looked at: 503 if that passes by itself, else 409
   */
  Plan plan(InfrastructureRow infrastructure);
}
