package io.freehold.controlplane.activity;

import io.freehold.protocol.activity.Activity;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Puts on record what happens, and who did it: whoever makes the present request, or the system
 * itself. Only within the transaction of what is recorded, so that there is never the one without
 * the other.
 */
@Component
public class Activities {
  private final ActivityStore store;
  private final Clock clock;

  Activities(ActivityStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Something about the organization itself. */
  public void record(UUID organizationId, ActivityType type) {
    insert(organizationId, type, Actor.current(), null, null, null);
  }

  /** Something that somebody who signed in did. */
  public void recordOf(String userId, String email, UUID organizationId, ActivityType type) {
    insert(organizationId, type, Actor.user(userId, email), null, null, null);
  }

  /** Something about one of its services. */
  public void recordService(UUID organizationId, UUID serviceId, ActivityType type) {
    insert(organizationId, type, Actor.current(), serviceId, null, null);
  }

  /** A key was made, changed or deleted. */
  public void recordKey(UUID organizationId, UUID keyId, KeyUpdate update) {
    insert(organizationId, update.type(), Actor.current(), null, keyId.toString(), update.word());
  }

  private void insert(
      UUID organizationId,
      ActivityType type,
      Actor actor,
      @Nullable UUID serviceId,
      @Nullable String keyId,
      @Nullable String keyUpdate) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          type + ": found no transaction, needed that of what is recorded");
    }
    store.insert(
        new Activity(
            UUID.randomUUID().toString(),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            type.word(),
            actor.type(),
            actor.id(),
            actor.details(),
            actor.address(),
            organizationId.toString(),
            serviceId == null ? null : serviceId.toString(),
            actor.userAgent(),
            keyId,
            keyUpdate));
  }
}
