package io.freehold.controlplane.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Answers that were given, by the idempotency keys of their requests. */
@Repository
class AnswerStore {
  static final Duration KEPT = Duration.ofHours(24);

  private final JdbcClient db;

  AnswerStore(JdbcClient db) {
    this.db = db;
  }

  /**
   * An earlier request.
   *
   * @param answer null while it has none
   */
  record Earlier(String requestHash, @Nullable String answer, List<String> omitted) {}

  /**
   * Takes the key for this request, within its transaction: a second request with it waits here
   * until the first one is done.
   *
   * @return the earlier request that has it
   */
  Optional<Earlier> claim(UUID scope, String key, String requestHash, Instant now) {
    // Rows that another request is removing just now are left to it: nobody waits for that.
    db.sql(
            """
            DELETE FROM idempotent_answer WHERE (scope, key) IN (
              SELECT scope, key FROM idempotent_answer WHERE created_at < :limit
              FOR UPDATE SKIP LOCKED)
            """)
        .param("limit", now.minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
    int claimed =
        db.sql(
                """
                INSERT INTO idempotent_answer (scope, key, request_hash, created_at)
                VALUES (:scope, :key, :hash, :now) ON CONFLICT DO NOTHING
                """)
            .param("scope", scope)
            .param("key", key)
            .param("hash", requestHash)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update();
    if (claimed == 1) {
      return Optional.empty();
    }
    return db.sql(
            """
            SELECT request_hash, answer, omitted FROM idempotent_answer
            WHERE scope = :scope AND key = :key
            """)
        .param("scope", scope)
        .param("key", key)
        .query((row, number) ->
            new Earlier(
                row.getString("request_hash"),
                row.getString("answer"),
                List.of((String[]) row.getArray("omitted").getArray())))
        .optional();
  }

  /** Keeps what was answered. */
  void keep(UUID scope, String key, String answer, List<String> omitted) {
    db.sql(
            """
            UPDATE idempotent_answer
               SET answer = :answer::jsonb, omitted = :omitted, running_until = NULL
             WHERE scope = :scope AND key = :key
            """)
        .param("answer", answer)
        .param("omitted", omitted.toArray(String[]::new))
        .param("scope", scope)
        .param("key", key)
        .update();
  }
}
