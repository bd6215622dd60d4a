package io.freehold.controlplane.preflight;

import io.freehold.protocol.preflight.Preflight.Check;
import io.freehold.protocol.preflight.Preflight.Waiver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Looks at accounts, waivers, and which infrastructures are past their preflight. */
@Repository
class PreflightStore {
  private static final TypeReference<List<Check>> CHECKS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  PreflightStore(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Keeps what a look found. */
  @Transactional
  void found(UUID infrastructure, long generation, List<Check> checks, Instant now) {
    String text = json.writeValueAsString(checks);
    int same =
        jdbc.sql(
                """
                update preflight_run set at = :now
                 where infrastructure_id = :id and generation = :generation
                   and checks = cast(:checks as jsonb)
                   and sequence = (select max(sequence) from preflight_run
                                    where infrastructure_id = :id)
                """)
            .param("id", infrastructure)
            .param("generation", generation)
            .param("checks", text)
            .param("now", Timestamp.from(now))
            .update();
    if (same == 0) {
      jdbc.sql(
              """
              insert into preflight_run (infrastructure_id, generation, checks, since, at)
              values (:id, :generation, cast(:checks as jsonb), :now, :now)
              """)
          .param("id", infrastructure)
          .param("generation", generation)
          .param("checks", text)
          .param("now", Timestamp.from(now))
          .update();
    }
  }

  Optional<Run> latest(UUID infrastructure) {
    return jdbc.sql(
            """
            select * from preflight_run where infrastructure_id = :id
             order by sequence desc limit 1
            """)
        .param("id", infrastructure)
        .query(this::run)
        .optional();
  }

  /** Since when looks were taken for this generation of the spec. */
  Optional<Instant> begun(UUID infrastructure, long generation) {
    return jdbc.sql(
            """
            select min(since) from preflight_run
             where infrastructure_id = :id and generation = :generation
            """)
        .param("id", infrastructure)
        .param("generation", generation)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  void waive(UUID infrastructure, Waiver waiver) {
    jdbc.sql(
            """
            insert into preflight_waiver (infrastructure_id, check_id, reason, actor, at)
            values (:id, :check, :reason, :actor, :at)
            """)
        .param("id", infrastructure)
        .param("check", waiver.check())
        .param("reason", waiver.reason())
        .param("actor", waiver.actor())
        .param("at", Timestamp.from(waiver.at()))
        .update();
  }

  /** Oldest first. */
  List<Waiver> waivers(UUID infrastructure) {
    return jdbc.sql(
            "select * from preflight_waiver where infrastructure_id = :id order by sequence")
        .param("id", infrastructure)
        .query((row, number) ->
            new Waiver(
                row.getString("check_id"),
                row.getString("reason"),
                row.getString("actor"),
                row.getTimestamp("at").toInstant()))
        .list();
  }

  /** From now on something is made. */
  void pass(UUID infrastructure, Instant now) {
    jdbc.sql(
            """
            insert into preflight_passage (infrastructure_id, at) values (:id, :now)
            on conflict (infrastructure_id) do nothing
            """)
        .param("id", infrastructure)
        .param("now", Timestamp.from(now))
        .update();
  }

  boolean hasPassed(UUID infrastructure) {
    return jdbc.sql("select count(*) from preflight_passage where infrastructure_id = :id")
            .param("id", infrastructure)
            .query(Long.class)
            .single()
        > 0;
  }

  private Run run(ResultSet row, int number) throws SQLException {
    return new Run(
        row.getLong("generation"),
        json.readValue(row.getString("checks"), CHECKS),
        row.getTimestamp("since").toInstant(),
        row.getTimestamp("at").toInstant());
  }
}
