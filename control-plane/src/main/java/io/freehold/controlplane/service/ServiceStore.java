package io.freehold.controlplane.service;

import io.freehold.controlplane.infrastructure.DataDecision;
import io.freehold.kernel.condition.Condition;
import io.freehold.kernel.queue.LeaseLostException;
import io.freehold.model.name.ShortName;
import io.freehold.model.service.ScalingSchedule;
import io.freehold.model.service.ServiceSpec;
import io.freehold.protocol.infrastructure.Resource;
import io.freehold.protocol.service.Service;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Services. What is deleted stays in the table and is found by nobody. */
@Repository
public class ServiceStore {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  ServiceStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void insert(ServiceRow row) {
    jdbc.sql(
            """
            insert into service (id, organization_id, infrastructure_id, name, spec, tags, version,
                                 password_sha256_hex, largest_memory_gb, created_at)
            values (:id, :organization, :infrastructure, :name, cast(:spec as jsonb),
                    cast(:tags as jsonb), :version, :password, :largest, :now)
            """)
        .param("id", row.id())
        .param("organization", row.organizationId())
        .param("infrastructure", row.infrastructureId())
        .param("name", row.name().value())
        .param("spec", json.writeValueAsString(StoredServiceSpec.of(row.spec())))
        .param("tags", json.writeValueAsString(row.tags()))
        .param("version", row.version())
        .param("password", row.passwordSha256Hex())
        .param("largest", row.largestMemoryGb())
        .param("now", Timestamp.from(row.createdAt()))
        .update();
  }

  Optional<ServiceRow> find(UUID organization, UUID id) {
    return one(organization, id, "");
  }

  /** The same, and nobody else changes it before the caller's transaction ends. */
  Optional<ServiceRow> lock(UUID organization, UUID id) {
    return one(organization, id, " for update");
  }

  /** All of an organization, oldest first, without their resources: there may be many. */
  List<ServiceRow> list(UUID organization) {
    return jdbc.sql(
            """
            select id, organization_id, infrastructure_id, name, spec, tags, version,
                   password_sha256_hex, wanted, generation, deletion, state, observed_generation,
                   conditions, '[]' as nodes, created_at, running_at, deleted_at,
                   scaling_schedule, largest_memory_gb, private_endpoint_ids
              from service
             where organization_id = :organization and deleted_at is null and hidden_at is null
             order by created_at, id
            """)
        .param("organization", organization)
        .query(this::row)
        .list();
  }

  /** For the reconciler, which works for every organization; also one that is gone. */
  public Optional<ServiceRow> find(UUID id) {
    return jdbc.sql("select * from service where id = :id")
        .param("id", id)
        .query(this::row)
        .optional();
  }

  /** All that run, or may run, in an infrastructure. */
  public List<ServiceRow> in(UUID infrastructure) {
    return jdbc.sql(
            """
            select * from service where infrastructure_id = :infrastructure and deleted_at is null
             order by created_at, id
            """)
        .param("infrastructure", infrastructure)
        .query(this::row)
        .list();
  }

  /** Those of them that are found by their users: not those that are as good as gone. */
  List<ServiceRow> visibleIn(UUID infrastructure) {
    return jdbc.sql(
            """
            select * from service
             where infrastructure_id = :infrastructure and deleted_at is null and hidden_at is null
             order by created_at, id
            """)
        .param("infrastructure", infrastructure)
        .query(this::row)
        .list();
  }

  /** From now on one that is being deleted is not found any more, though it still is there. */
  void hide(UUID organization, UUID id, Instant now) {
    jdbc.sql(
            """
            update service set hidden_at = :now
             where id = :id and organization_id = :organization and hidden_at is null
               and deletion = 'retain'
            """)
        .param("id", id)
        .param("organization", organization)
        .param("now", Timestamp.from(now))
        .update();
  }

  Optional<Instant> hiddenSince(UUID organization, UUID id) {
    return jdbc.sql(
            """
            select hidden_at from service
             where id = :id and organization_id = :organization and hidden_at is not null
            """)
        .param("id", id)
        .param("organization", organization)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /** Another spec: the next generation, if it differs. */
  void change(UUID organization, UUID id, ServiceSpec spec, List<Service.Tag> tags) {
    jdbc.sql(
            """
            update service
               set generation = generation
                     + case when spec = cast(:spec as jsonb) then 0 else 1 end,
                   spec = cast(:spec as jsonb), tags = cast(:tags as jsonb),
                   largest_memory_gb = greatest(largest_memory_gb, :memory)
             where id = :id and organization_id = :organization
            """)
        .param("organization", organization)
        .param("id", id)
        .param("spec", json.writeValueAsString(StoredServiceSpec.of(spec)))
        .param("tags", json.writeValueAsString(tags))
        .param("memory", spec.minReplicaMemoryGb())
        .update();
  }

  /** What is to be said of what is asked of it, and of all else as it was. */
  void keep(UUID organization, UUID id, List<Condition> conditions) {
    jdbc.sql(
            """
            update service set conditions = cast(:conditions as jsonb)
             where id = :id and organization_id = :organization
            """)
        .param("organization", organization)
        .param("id", id)
        .param("conditions", json.writeValueAsString(conditions))
        .update();
  }

  /**
   * One that runs has something to do from now on, and shows it.
   *
   * @return whether it ran
   */
  boolean working(UUID organization, UUID id) {
    return jdbc.sql(
                """
                update service set state = :working
                 where id = :id and organization_id = :organization and state = :running
                """)
            .param("organization", organization)
            .param("id", id)
            .param("working", ServiceState.PARTIALLY_RUNNING.word())
            .param("running", ServiceState.RUNNING.word())
            .update()
        == 1;
  }

  /** Another schedule; {@link ScalingSchedule#NONE} takes it away. */
  void schedule(UUID organization, UUID id, ScalingSchedule schedule) {
    jdbc.sql(
            """
            update service
               set scaling_schedule = cast(:schedule as jsonb), generation = generation + 1,
                   largest_memory_gb = greatest(largest_memory_gb, :memory)
             where id = :id and organization_id = :organization
            """)
        .param("organization", organization)
        .param("id", id)
        .param("schedule", json.writeValueAsString(schedule.entries()))
        .param("memory", schedule.largestMemoryGb())
        .update();
  }

  /**
   * Whether another service of the organization has that name. Whoever else wants to know waits
   * until the caller's transaction ends: no two get one name at the same time.
   */
  boolean isTaken(UUID organization, String name, UUID except) {
    var ignored =
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('service-name/' || :id, 0))")
            .param("id", organization.toString())
            .query((row, number) -> number)
            .list();
    return jdbc.sql(
            """
            select exists (
              select from service
               where organization_id = :organization and id <> :id and deletion is null
                 and deleted_at is null and spec ->> 'name' = :name)
            """)
        .param("organization", organization)
        .param("id", except)
        .param("name", name)
        .query(Boolean.class)
        .single();
  }

  /** It is to run, or not. */
  void want(UUID organization, UUID id, Wanted wanted, ServiceState now) {
    jdbc.sql(
            """
            update service set wanted = :wanted, state = :state, generation = generation + 1
             where id = :id and organization_id = :organization
            """)
        .param("organization", organization)
        .param("id", id)
        .param("wanted", wanted.word())
        .param("state", now.word())
        .update();
  }

  /**
   * Another password.
   *
   * @return false if it was the same before
   */
  boolean password(UUID organization, UUID id, String sha256Hex, Optional<String> doubleSha1) {
    return jdbc.sql(
                """
                update service
                   set password_sha256_hex = :password, password_double_sha1 = :doubleSha1,
                       generation = generation + 1
                 where id = :id and organization_id = :organization
                   and (password_sha256_hex <> :password
                        or password_double_sha1 is distinct from cast(:doubleSha1 as text))
                """)
            .param("organization", organization)
            .param("id", id)
            .param("password", sha256Hex)
            .param("doubleSha1", doubleSha1.orElse(null))
            .update()
        == 1;
  }

  /**
   * Deletion is asked for. Asking again may change retain to delete, never back; a pass that began
   * before that does not end the deletion.
   */
  void delete(UUID organization, UUID id, DataDecision data) {
    jdbc.sql(
            """
            update service
               set generation = generation + case when deletion = :data then 0 else 1 end,
                   deletion = :data, state = :state
             where id = :id and organization_id = :organization
               and deletion is distinct from 'delete'
            """)
        .param("organization", organization)
        .param("id", id)
        .param("data", data.word())
        .param("state", ServiceStates.deleting(data, false).word())
        .update();
  }

  /** Those of an infrastructure that nobody finds any more, and that left something there. */
  List<ServiceRow> leaving(UUID infrastructure) {
    return jdbc.sql(
            """
            select * from service
             where infrastructure_id = :infrastructure
               and (deleted_at is not null or hidden_at is not null)
               and nodes @> '[{"state":"kept"}]'
             order by created_at, id
            """)
        .param("infrastructure", infrastructure)
        .query(this::row)
        .list();
  }

  /**
   * One that is gone is to go with its data, too.
   *
   * @return false if there is no such service, or nothing was kept of it
   */
  boolean deleteKept(UUID organization, UUID id) {
    return jdbc.sql(
                """
                update service
                   set deletion = 'delete', deleted_at = null, hidden_at = null, state = :state,
                       generation = generation + 1
                 where id = :id and organization_id = :organization and deletion = 'retain'
                   and (deleted_at is not null and nodes @> '[{"state":"kept"}]'
                        or deleted_at is null and hidden_at is not null)
                """)
            .param("id", id)
            .param("organization", organization)
            .param("state", ServiceState.TERMINATING.word())
            .update()
        == 1;
  }

  /**
   * What a pass found. Its state is shown only if nothing else was asked for meanwhile; what is to
   * be said of that was kept when it was asked.
   *
   * @param fence of the worker's lease
   * @return the state that is shown now
   * @throws LeaseLostException if another worker has written since
   */
  public ServiceState save(ServiceStatus status, long fence, Instant now) {
    return jdbc.sql(
            """
            update service
               set fence = :fence,
                   state = case when generation > :generation then state else :state end,
                   observed_generation = :generation,
                   conditions =
                     case when generation > :generation
                          then (select coalesce(jsonb_agg(one), '[]')
                                  from jsonb_array_elements(cast(:conditions as jsonb)) one
                                 where one ->> 'type' not in (:asked))
                               || (select coalesce(jsonb_agg(one), '[]')
                                     from jsonb_array_elements(conditions) one
                                    where one ->> 'type' in (:asked))
                          else cast(:conditions as jsonb) end,
                   nodes = cast(:nodes as jsonb),
                   running_at = case when :state = 'running' then coalesce(running_at, :now)
                                     else running_at end,
                   deleted_at = case when :state in ('terminated', 'softdeleted')
                                          and generation <= :generation
                                     then coalesce(deleted_at, :now) else deleted_at end
             where id = :id and fence <= :fence
            returning state
            """)
        .param("id", status.id())
        .param("fence", fence)
        .param("generation", status.observedGeneration())
        .param("state", status.state().word())
        .param("conditions", json.writeValueAsString(status.conditions()))
        .param("asked", AskedConditions.TYPES)
        .param("nodes", json.writeValueAsString(status.nodes()))
        .param("now", Timestamp.from(now))
        .query(String.class)
        .optional()
        .map(ServiceState::of)
        .orElseThrow(() -> new LeaseLostException("another worker has taken over"));
  }

  private Optional<ServiceRow> one(UUID organization, UUID id, String lock) {
    return jdbc.sql(
            """
            select * from service
             where id = :id and organization_id = :organization and deleted_at is null
               and hidden_at is null
            """
                + lock)
        .param("id", id)
        .param("organization", organization)
        .query(this::row)
        .optional();
  }

  private ServiceRow row(ResultSet row, int number) throws SQLException {
    return new ServiceRow(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getObject("infrastructure_id", UUID.class),
        new ShortName(row.getString("name")),
        json.readValue(row.getString("spec"), StoredServiceSpec.class).spec(),
        list(row, "tags", Service.Tag[].class),
        row.getString("version"),
        row.getString("password_sha256_hex"),
        Wanted.of(row.getString("wanted")),
        row.getLong("generation"),
        Optional.ofNullable(row.getString("deletion")).flatMap(DataDecision::of),
        ServiceState.of(row.getString("state")),
        row.getLong("observed_generation"),
        list(row, "conditions", Condition[].class),
        list(row, "nodes", Resource[].class),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("running_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("deleted_at")).map(Timestamp::toInstant),
        new ScalingSchedule(list(row, "scaling_schedule", ScalingSchedule.Entry[].class)),
        row.getInt("largest_memory_gb"),
        list(row, "private_endpoint_ids", String[].class));
  }

  /** Most of these lists are empty, and a thousand services are listed at once. */
  private <T> List<T> list(ResultSet row, String column, Class<T[]> type) throws SQLException {
    String text = row.getString(column);
    return text.equals("[]") ? List.of() : List.of(json.readValue(text, type));
  }
}
