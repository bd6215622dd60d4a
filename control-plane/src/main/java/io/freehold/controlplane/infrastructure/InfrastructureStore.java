package io.freehold.controlplane.infrastructure;

import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.protocol.infrastructure.ProgressEvent;
import io.freehold.protocol.infrastructure.Resource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Infrastructures and what watchers are told of them. */
@Repository
public class InfrastructureStore {
  private static final TypeReference<List<Condition>> CONDITIONS = new TypeReference<>() {};
  private static final TypeReference<List<Resource>> RESOURCES = new TypeReference<>() {};
  private static final TypeReference<List<Leftover>> LEFTOVERS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  private final EgressCidrs egress;

  /**
   * @param egress from where clusters are called now, whatever it was when they were asked for:
   *     those that were there before are to let us in from there too
   */
  InfrastructureStore(JdbcClient jdbc, ObjectMapper json, EgressCidrs egress) {
    this.jdbc = jdbc;
    this.json = json;
    this.egress = egress;
  }

  /** A new one, in phase preflight. */
  public void insert(
      UUID id, UUID organization, String displayName, InfrastructureSpec spec, Instant now) {
    jdbc.sql(
            """
            insert into infrastructure
                   (id, organization_id, name, display_name, spec, deletion_protection, phase,
                    created_at, work_since)
            values (:id, :organization, :name, :displayName, cast(:spec as jsonb), :protection,
                    'preflight', :now, :now)
            """)
        .param("id", id)
        .param("organization", organization)
        .param("name", spec.name().value())
        .param("displayName", displayName)
        .param("spec", json.writeValueAsString(StoredSpec.of(spec)))
        .param("protection", spec.deletionProtection())
        .param("now", Timestamp.from(now))
        .update();
  }

  /** One of an organization; empty for another organization's. */
  public Optional<InfrastructureRow> find(UUID organization, UUID id) {
    return jdbc.sql(
            "select * from infrastructure where id = :id and organization_id = :organization")
        .param("id", id)
        .param("organization", organization)
        .query(this::row)
        .optional();
  }

  /** The same, and nobody else changes it before the caller's transaction ends. */
  public Optional<InfrastructureRow> lock(UUID organization, UUID id) {
    return jdbc.sql(
            """
            select * from infrastructure where id = :id and organization_id = :organization
            for update
            """)
        .param("id", id)
        .param("organization", organization)
        .query(this::row)
        .optional();
  }

  /** All of an organization but those that are gone, oldest first. */
  public List<InfrastructureRow> list(UUID organization) {
    return jdbc.sql(
            """
            select * from infrastructure
             where organization_id = :organization and deleted_at is null
             order by created_at, id
            """)
        .param("organization", organization)
        .query(this::row)
        .list();
  }

  /**
   * Where services run.
   *
   * @param certificate how its certificate stands, as far as that is known
   * @param asked when something else was last asked of it
   */
  public record ServicePlace(
      InfrastructureSpec spec, Optional<Condition> certificate, Instant asked) {}

  /** Some of an organization, without all that was found of them. */
  public Map<UUID, ServicePlace> places(UUID organization, Set<UUID> ids) {
    Map<UUID, ServicePlace> places = new HashMap<>();
    jdbc.sql(
            """
            select id, spec, deletion_protection, conditions, work_since from infrastructure
             where organization_id = :organization and id in (:ids)
            """)
        .param("organization", organization)
        .param("ids", ids)
        .query(row -> {
          places.put(
              row.getObject("id", UUID.class),
              new ServicePlace(
                  spec(row),
                  CertificateCondition.in(json.readValue(row.getString("conditions"), CONDITIONS)),
                  row.getTimestamp("work_since").toInstant()));
        });
    return places;
  }

  /** For the reconciler, which works for every organization. */
  Optional<InfrastructureRow> find(UUID id) {
    return jdbc.sql("select * from infrastructure where id = :id")
        .param("id", id)
        .query(this::row)
        .optional();
  }

  /** The spec that it was last brought to; empty for one that was never ready. */
  Optional<InfrastructureSpec> settledSpec(UUID id) {
    return jdbc.sql("select settled_spec from infrastructure where id = :id")
        .param("id", id)
        .query((row, number) -> Optional.ofNullable(row.getString("settled_spec")))
        .optional()
        .flatMap(spec -> spec)
        .map(spec -> spec(spec, false));
  }

  /**
   * Another spec, as the next generation.
   *
   * @return false if there is no such infrastructure, or it is being deleted
   */
  public boolean change(
      UUID organization, UUID id, String displayName, InfrastructureSpec spec, Instant now) {
    return jdbc.sql(
                """
                update infrastructure
                   set display_name = :displayName,
                       work_since = case when spec = cast(:spec as jsonb)
                                         then work_since else :now end,
                       generation = generation
                         + case when spec = cast(:spec as jsonb) then 0 else 1 end,
                       spec = cast(:spec as jsonb),
                       deletion_protection = :protection
                 where id = :id and organization_id = :organization and deletion is null
                """)
            .param("id", id)
            .param("organization", organization)
            .param("displayName", displayName)
            .param("spec", json.writeValueAsString(StoredSpec.of(spec)))
            .param("protection", spec.deletionProtection())
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /**
   * Deletion is asked for. Asking again may change the decision from retain to delete, never back.
   *
   * @return false if there is no such infrastructure
   */
  public boolean delete(UUID organization, UUID id, DataDecision data, Instant now) {
    return jdbc.sql(
                """
                update infrastructure
                   set deletion = case when deletion = 'delete' then deletion else :data end,
                       work_since = case when deletion is null then :now else work_since end,
                       phase = case when deleted_at is null then 'deleting' else phase end
                 where id = :id and organization_id = :organization
                """)
            .param("id", id)
            .param("organization", organization)
            .param("data", data.word())
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /**
   * What a pass found, and what watchers are told of it.
   *
   * @param fence of the worker's lease
   * @throws LeaseLostException if another worker has written since
   */
  @Transactional
  public void save(
      InfrastructureStatus status, Optional<ProgressEvent> event, long fence, Instant now) {
    long sequence =
        jdbc.sql(
                """
                update infrastructure
                   set fence = :fence,
                       -- A pass that began before deletion was asked for does not take that back.
                       phase = case when deletion is not null
                                         and :phase not in ('deleting', 'delete-blocked', 'deleted')
                                    then phase else :phase end,
                       observed_generation = :generation,
                       conditions = cast(:conditions as jsonb), nodes = cast(:nodes as jsonb),
                       leftovers = cast(:leftovers as jsonb),
                       ready_at = case when :phase = 'ready' then coalesce(ready_at, :now)
                                       else ready_at end,
                       deleted_at = case when :phase = 'deleted' then coalesce(deleted_at, :now)
                                         else deleted_at end,
                       settled_spec = case when :phase = 'ready' and generation = :generation
                                           then spec else settled_spec end,
                       last_event = last_event + :events
                 where id = :id and fence <= :fence
                returning last_event
                """)
            .param("id", status.id())
            .param("fence", fence)
            .param("phase", status.phase().word())
            .param("generation", status.observedGeneration())
            .param("conditions", json.writeValueAsString(status.conditions()))
            .param("nodes", json.writeValueAsString(status.nodes()))
            .param("leftovers", json.writeValueAsString(status.leftovers()))
            .param("now", Timestamp.from(now))
            .param("events", event.isPresent() ? 1 : 0)
            .query(Long.class)
            .optional()
            .orElseThrow(() -> new LeaseLostException("another worker has taken over"));
    event.ifPresent(told -> {
      jdbc.sql(
              """
              insert into infrastructure_event (infrastructure_id, sequence, at, data)
              values (:id, :sequence, :now, cast(:data as jsonb))
              """)
          .param("id", status.id())
          .param("sequence", sequence)
          .param("now", Timestamp.from(now))
          .param("data", json.writeValueAsString(told))
          .update();
      // Only wakes: what there is to tell is in the table.
      jdbc.sql("select pg_notify('infrastructure_event', cast(:id as text))")
          .param("id", status.id())
          .query(Object.class)
          .optional();
    });
  }

  /** Which servers answer for its domain, in no order. */
  void nameServers(UUID id, List<String> servers) {
    jdbc.sql("update infrastructure set name_servers = :servers where id = :id")
        .param("id", id)
        .param("servers", servers.toArray(String[]::new))
        .update();
  }

  /** One event as it is told: its number and its JSON. */
  public record Told(long sequence, String data) {}

  /** The events of one infrastructure after that number, in order. */
  public List<Told> events(UUID id, long after) {
    return jdbc.sql(
            """
            select sequence, cast(data as text) as data from infrastructure_event
             where infrastructure_id = :id and sequence > :after
             order by sequence limit 500
            """)
        .param("id", id)
        .param("after", after)
        .query((row, number) -> new Told(row.getLong("sequence"), row.getString("data")))
        .list();
  }

  /** Drops what was told before that; whoever watches from the beginning begins later. */
  void forgetEvents(Instant before) {
    // Rows that another control plane is removing just now are left to it.
    jdbc.sql(
            """
            delete from infrastructure_event where (infrastructure_id, sequence) in (
              select infrastructure_id, sequence from infrastructure_event where at < :before
              for update skip locked)
            """)
        .param("before", Timestamp.from(before))
        .update();
  }

  /** Those of these that are deleted by now, whoever did it. */
  List<InfrastructureRow> deletedAmong(Collection<UUID> ids) {
    return jdbc.sql("select * from infrastructure where id = any(:ids) and deleted_at is not null")
        .param("ids", ids.toArray(UUID[]::new))
        .query(this::row)
        .list();
  }

  private InfrastructureSpec spec(ResultSet row) throws SQLException {
    return spec(row.getString("spec"), row.getBoolean("deletion_protection"));
  }

  private InfrastructureSpec spec(String stored, boolean deletionProtection) {
    InfrastructureSpec spec = json.readValue(stored, StoredSpec.class).spec(deletionProtection);
    // One that is not told its own addresses, as a second one may be, shuts no cluster.
    return egress.cidrs().isEmpty() ? spec : spec.toBuilder().egressCidrs(egress.cidrs()).build();
  }

  private InfrastructureRow row(ResultSet row, int number) throws SQLException {
    return new InfrastructureRow(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getString("display_name"),
        spec(row),
        row.getLong("generation"),
        row.getBoolean("deletion_protection"),
        Optional.ofNullable(row.getString("deletion")).flatMap(DataDecision::of),
        Phase.of(row.getString("phase")),
        row.getLong("observed_generation"),
        json.readValue(row.getString("conditions"), CONDITIONS),
        json.readValue(row.getString("nodes"), RESOURCES),
        json.readValue(row.getString("leftovers"), LEFTOVERS),
        List.of((String[]) row.getArray("name_servers").getArray()),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("work_since").toInstant(),
        Optional.ofNullable(row.getTimestamp("ready_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("deleted_at")).map(Timestamp::toInstant));
  }
}
