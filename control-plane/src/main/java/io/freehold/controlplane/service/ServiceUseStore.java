package io.freehold.controlplane.service;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When services were last used. */
@Repository
class ServiceUseStore {
  private final JdbcClient jdbc;

  ServiceUseStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is known of one.
   *
   * @param asked what was asked of it when it was last looked at
   * @param traffic stands for all that its clients had done by then
   * @param usedAt the look that found it used, or asked for something else
   * @param seenAt the last look that found anything
   */
  record LastUse(String asked, String traffic, Instant usedAt, Instant seenAt) {}

  Optional<LastUse> find(UUID organization, UUID id) {
    return jdbc.sql(
            """
            select asked, traffic, used_at, seen_at from service_use
             where service_id = :id and organization_id = :organization
            """)
        .param("id", id)
        .param("organization", organization)
        .query((row, number) ->
            new LastUse(
                row.getString("asked"),
                row.getString("traffic"),
                row.getTimestamp("used_at").toInstant(),
                row.getTimestamp("seen_at").toInstant()))
        .optional();
  }

  /** The next look counts as its use. */
  void forget(UUID organization, UUID id) {
    jdbc.sql(
            """
            delete from service_use
             where service_id = :id and organization_id = :organization
            """)
        .param("id", id)
        .param("organization", organization)
        .update();
  }

  void keep(UUID organization, UUID id, LastUse use) {
    jdbc.sql(
            """
            insert into service_use (service_id, organization_id, asked, traffic, used_at, seen_at)
            values (:id, :organization, :asked, :traffic, :used, :seen)
            on conflict (service_id) do update
              set asked = excluded.asked, traffic = excluded.traffic, used_at = excluded.used_at,
                  seen_at = excluded.seen_at
              where service_use.organization_id = :organization
            """)
        .param("id", id)
        .param("organization", organization)
        .param("asked", use.asked())
        .param("traffic", use.traffic())
        .param("used", Timestamp.from(use.usedAt()))
        .param("seen", Timestamp.from(use.seenAt()))
        .update();
  }
}
