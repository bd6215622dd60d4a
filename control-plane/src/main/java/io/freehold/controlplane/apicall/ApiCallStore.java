package io.freehold.controlplane.apicall;

import io.freehold.protocol.infrastructure.ApiCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The calls, in partitions by month. */
@Repository
class ApiCallStore {
  /** Stands where no answer is known of. */
  static final String SENT = "sent";

  static final String DONE = "done";

  private static final Logger LOG = LoggerFactory.getLogger(ApiCallStore.class);
  private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Set<YearMonth> months = ConcurrentHashMap.newKeySet();

  ApiCallStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * A call that is about to be made.
   *
   * @return its number
   */
  long sent(UUID infrastructure, String owner, String action, Instant now) {
    makeRoom(now);
    return jdbc.sql(
            """
            insert into api_call (infrastructure_id, at, owner, action, calls, outcome)
            values (:infrastructure, :at, :owner, :action, 1, :outcome)
            returning number
            """)
        .param("infrastructure", infrastructure)
        .param("at", Timestamp.from(now))
        .param("owner", owner)
        .param("action", action)
        .param("outcome", SENT)
        .query(Long.class)
        .single();
  }

  /** It was answered. */
  void answered(long number, Instant at, String outcome) {
    jdbc.sql("update api_call set outcome = :outcome where at = :at and number = :number")
        .param("outcome", outcome)
        .param("at", Timestamp.from(at))
        .param("number", number)
        .update();
  }

  /** What a pass has looked at. */
  void looked(UUID infrastructure, String owner, Map<String, Integer> reads, Instant now) {
    makeRoom(now);
    jdbc.sql(
            """
            insert into api_call (infrastructure_id, at, owner, calls, reads, outcome)
            values (:infrastructure, :at, :owner, :calls, cast(:reads as jsonb), :outcome)
            """)
        .param("infrastructure", infrastructure)
        .param("at", Timestamp.from(now))
        .param("owner", owner)
        .param("calls", reads.values().stream().mapToInt(Integer::intValue).sum())
        .param("reads", json.writeValueAsString(reads))
        .param("outcome", DONE)
        .update();
  }

  /** The latest of an infrastructure with a smaller number than that, the latest first. */
  List<ApiCall> before(UUID infrastructure, long number, int limit) {
    return jdbc.sql(
            """
            select * from api_call
             where infrastructure_id = :infrastructure and number < :number
             order by number desc limit :limit
            """)
        .param("infrastructure", infrastructure)
        .param("number", number)
        .param("limit", limit)
        .query((row, any) -> call(row))
        .list();
  }

  private ApiCall call(ResultSet row) throws SQLException {
    String reads = row.getString("reads");
    return new ApiCall(
        Long.toString(row.getLong("number")),
        row.getTimestamp("at").toInstant(),
        row.getString("owner"),
        row.getString("action"),
        row.getInt("calls"),
        reads == null ? null : json.readValue(reads, COUNTS),
        row.getString("outcome"));
  }

  private void makeRoom(Instant now) {
    YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    if (months.contains(month)) {
      return;
    }
    try {
      jdbc.sql(
              """
              create table if not exists api_call_%s partition of api_call
                for values from ('%s-01T00:00:00Z') to ('%s-01T00:00:00Z')
              """
                  .formatted(
                      month.toString().replace('-', '_'), month.toString(), month.plusMonths(1)))
          .update();
    } catch (DataAccessException e) {
      // Another control plane may have been quicker by a moment; if not, the insert says so.
      LOG.info("room for the calls of {} was not made here", month, e);
    }
    months.add(month);
  }
}
