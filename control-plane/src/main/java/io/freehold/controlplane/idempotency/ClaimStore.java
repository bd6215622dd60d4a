package io.freehold.controlplane.idempotency;

import io.freehold.controlplane.access.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Idempotency keys of requests that are under way outside of any transaction. */
@Repository
class ClaimStore {
  /**
   * After so long the control plane that had the request is taken for dead. Should it be alive, the
   * request runs twice and makes one thing.
   */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private final JdbcClient db;
  private final WallClock clock;

  ClaimStore(JdbcClient db, WallClock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * The request is ours to run.
   *
   * @param madeId of what it makes
   */
  record Claim(UUID madeId, Instant until) {}

  /** Marks a row that was just inserted as under way, as of now. */
  Claim begin(UUID scope, String key) {
    Claim claim = new Claim(UUID.randomUUID(), until());
    db.sql(
            """
            UPDATE idempotent_answer SET made_id = :made, running_until = :until
            WHERE scope = :scope AND key = :key
            """)
        .param("made", claim.madeId())
        .param("until", claim.until().atOffset(ZoneOffset.UTC))
        .param("scope", scope)
        .param("key", key)
        .update();
    return claim;
  }

  /** Takes over a request whose control plane died, or which failed there; empty if it lives. */
  Optional<Claim> takeOver(UUID scope, String key) {
    Instant until = until();
    return db.sql(
            """
            UPDATE idempotent_answer SET running_until = :until
            WHERE scope = :scope AND key = :key AND answer IS NULL AND running_until <= :now
            RETURNING made_id
            """)
        .param("until", until.atOffset(ZoneOffset.UTC))
        .param("now", now().atOffset(ZoneOffset.UTC))
        .param("scope", scope)
        .param("key", key)
        .query(UUID.class)
        .optional()
        .map(made -> new Claim(made, until));
  }

  /** It was refused and has done nothing: the key is free, also for another request. */
  void release(UUID scope, String key, Claim claim) {
    db.sql(
            """
            DELETE FROM idempotent_answer
            WHERE scope = :scope AND key = :key AND answer IS NULL AND running_until = :until
            """)
        .param("scope", scope)
        .param("key", key)
        .param("until", claim.until().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** It failed, perhaps after its effect: the same request may be made again at once. */
  void abandon(UUID scope, String key, Claim claim) {
    db.sql(
            """
            UPDATE idempotent_answer SET running_until = :now
            WHERE scope = :scope AND key = :key AND answer IS NULL AND running_until = :until
            """)
        .param("now", now().atOffset(ZoneOffset.UTC))
        .param("scope", scope)
        .param("key", key)
        .param("until", claim.until().atOffset(ZoneOffset.UTC))
        .update();
  }

  private Instant until() {
    return now().plus(PATIENCE);
  }

  /** As PostgreSQL keeps it. */
  private Instant now() {
    return clock.source().instant().truncatedTo(ChronoUnit.MICROS);
  }
}
