package io.freehold.controlplane.work;

import io.freehold.kernel.ledger.CreationLedger;
import io.freehold.kernel.ledger.LedgerEntry;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.resource.Owner;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger of one owner, written under one lease. */
public final class PostgresLedger implements CreationLedger {
  private static final String FENCED =
      "exists (select 1 from work_item where key = :key and fence = :fence for share)";

  private final JdbcClient jdbc;
  private final Owner owner;
  private final String key;
  private final Lease lease;

  /**
   * @param request what the lease is for
   */
  public PostgresLedger(JdbcClient jdbc, Owner owner, ReconcileRequest request, Lease lease) {
    this.jdbc = jdbc;
    this.owner = owner;
    this.key = WorkStore.key(request);
    this.lease = lease;
  }

  @Override
  public List<LedgerEntry> entries() {
    return jdbc.sql("select * from creation_ledger where owner = :owner")
        .param("owner", owner.name())
        .query((row, number) -> entry(row))
        .list();
  }

  @Override
  public void put(LedgerEntry entry) {
    int written =
        jdbc.sql(
                """
                insert into creation_ledger
                       (owner, node, kind, place, external_id, generation, depends_on,
                        intended_at, attempted_at, confirmed_at, ready_at, deleting_since)
                select :owner, :node, :kind, :place, :externalId, :generation,
                       cast(:dependsOn as text[]), cast(:intendedAt as timestamptz),
                       cast(:attemptedAt as timestamptz),
                       cast(:confirmedAt as timestamptz), cast(:readyAt as timestamptz),
                       cast(:deletingSince as timestamptz)
                 where %s
                on conflict (owner, node) do update set
                  kind = excluded.kind, place = excluded.place,
                  external_id = excluded.external_id, generation = excluded.generation,
                  depends_on = excluded.depends_on, intended_at = excluded.intended_at,
                  attempted_at = excluded.attempted_at,
                  confirmed_at = excluded.confirmed_at, ready_at = excluded.ready_at,
                  deleting_since = excluded.deleting_since
                """
                    .formatted(FENCED))
            .param("owner", owner.name())
            .param("node", entry.node())
            .param("kind", entry.kind())
            .param("place", entry.place())
            .param("externalId", entry.externalId().orElse(null))
            .param("generation", entry.generation())
            .param("dependsOn", entry.dependsOn().toArray(String[]::new))
            .param("intendedAt", timestamp(entry.intendedAt()))
            .param("attemptedAt", timestamp(entry.attemptedAt()))
            .param("confirmedAt", timestamp(entry.confirmedAt()))
            .param("readyAt", timestamp(entry.readyAt()))
            .param("deletingSince", timestamp(entry.deletingSince()))
            .param("key", key)
            .param("fence", lease.fence())
            .update();
    if (written == 0) {
      throw new LeaseLostException("another worker has taken over");
    }
  }

  @Override
  public void forget(String node) {
    int removed =
        jdbc.sql("delete from creation_ledger where owner = :owner and node = :node and " + FENCED)
            .param("owner", owner.name())
            .param("node", node)
            .param("key", key)
            .param("fence", lease.fence())
            .update();
    if (removed == 0) {
      throw new LeaseLostException("another worker has taken over, or has removed " + node);
    }
  }

  private static LedgerEntry entry(ResultSet row) throws SQLException {
    return new LedgerEntry(
        new Owner(row.getString("owner")),
        row.getString("node"),
        row.getString("kind"),
        row.getString("place"),
        Optional.ofNullable(row.getString("external_id")),
        row.getInt("generation"),
        strings(row.getArray("depends_on")),
        instant(row, "intended_at"),
        instant(row, "attempted_at"),
        instant(row, "confirmed_at"),
        instant(row, "ready_at"),
        instant(row, "deleting_since"));
  }

  private static Set<String> strings(Array array) throws SQLException {
    return Set.of((String[]) array.getArray());
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private static @Nullable Timestamp timestamp(Optional<Instant> time) {
    return time.map(Timestamp::from).orElse(null);
  }
}
