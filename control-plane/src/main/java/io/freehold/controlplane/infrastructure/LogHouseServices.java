package io.freehold.controlplane.infrastructure;

import io.freehold.model.name.ShortName;
import java.util.Optional;
import java.util.UUID;

/** The services that may be chosen to keep logs. */
public interface LogHouseServices {
  /**
   * A service that somebody wants to keep logs.
   *
   * @param name its short one
   * @param infrastructureId where it runs
   * @param state as its users see it
   * @param toRun whether it is asked to run
   * @param mayIdle whether it may fall asleep, by its spec or by an entry of its scaling schedule
   * @param beingDeleted whether its deletion was asked for
   */
  record Candidate(
      UUID id,
      ShortName name,
      UUID infrastructureId,
      String state,
      boolean toRun,
      boolean mayIdle,
      boolean beingDeleted) {}

  /** One of an organization; nobody else changes it before the caller's transaction ends. */
  Optional<Candidate> hold(UUID organizationId, UUID serviceId);

  /** It was chosen, or is not any more: it is to be looked at. */
  void wake(UUID serviceId);
}
