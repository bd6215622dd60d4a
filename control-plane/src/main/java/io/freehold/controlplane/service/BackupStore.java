package io.freehold.controlplane.service;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of backups. */
@Repository
class BackupStore {
  private final JdbcClient jdbc;

  BackupStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All of a service that are not expired, the latest first. */
  List<BackupRow> list(UUID organization, UUID service) {
    return all(organization, service).stream().filter(row -> !row.expired()).toList();
  }

  /** The same, with those whose objects are being deleted, or are gone. */
  List<BackupRow> all(UUID organization, UUID service) {
    return jdbc.sql(
            """
            select * from service_backup
             where organization_id = :organization and service_id = :service
             order by started_at desc, id
            """)
        .param("organization", organization)
        .param("service", service)
        .query(BackupStore::row)
        .list();
  }

  Optional<BackupRow> find(UUID organization, UUID service, UUID id) {
    return jdbc.sql(
            """
            select * from service_backup
             where organization_id = :organization and service_id = :service and id = :id
               and not expired
            """)
        .param("organization", organization)
        .param("service", service)
        .param("id", id)
        .query(BackupStore::row)
        .optional();
  }

  /** As it was seen; what has ended stays as it was seen at its end. */
  void save(UUID organization, UUID service, BackupRow row) {
    jdbc.sql(
            """
            insert into service_backup (organization_id, service_id, id, job, path, last, status,
                                        started_at, finished_at, size_in_bytes, message)
            values (:organization, :service, :id, :job, :path, :last, :status, :started, :finished,
                    :size, :message)
            on conflict (service_id, id) do update
               set path = excluded.path, status = excluded.status,
                   finished_at = excluded.finished_at, size_in_bytes = excluded.size_in_bytes,
                   message = excluded.message
             where service_backup.organization_id = :organization
               and service_backup.status = 'in_progress'
            """)
        .param("organization", organization)
        .param("service", service)
        .param("id", row.id())
        .param("job", row.job())
        .param("path", row.path())
        .param("last", row.last())
        .param("status", row.status().word())
        .param("started", Timestamp.from(row.startedAt()))
        .param("finished", row.finishedAt().map(Timestamp::from).orElse(null))
        .param("size", row.sizeInBytes().orElse(null))
        .param("message", row.message())
        .update();
  }

  /**
   * From now on it is not shown.
   *
   * @return false if it was not shown before either
   */
  boolean expire(UUID organization, UUID service, UUID id) {
    return change(
            """
            update service_backup set expired = true
             where organization_id = :organization and service_id = :service and id = :id
               and not expired
            """,
            organization,
            service,
            id)
        == 1;
  }

  /** None of its objects is left. */
  void emptied(UUID organization, UUID service, UUID id) {
    var ignored =
        change(
            """
            update service_backup set emptied = true
             where organization_id = :organization and service_id = :service and id = :id
            """,
            organization,
            service,
            id);
  }

  /** Nothing is left of it, and the cluster does not remember it either. */
  void delete(UUID organization, UUID service, UUID id) {
    var ignored =
        change(
            """
            delete from service_backup
             where organization_id = :organization and service_id = :service and id = :id
            """,
            organization,
            service,
            id);
  }

  private int change(String sql, UUID organization, UUID service, UUID id) {
    return jdbc.sql(sql)
        .param("organization", organization)
        .param("service", service)
        .param("id", id)
        .update();
  }

  private static BackupRow row(ResultSet row, int number) throws SQLException {
    return new BackupRow(
        row.getObject("id", UUID.class),
        row.getString("job"),
        row.getString("path"),
        row.getBoolean("last"),
        BackupRow.Status.of(row.getString("status")),
        row.getTimestamp("started_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("finished_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getObject("size_in_bytes", Long.class)),
        row.getString("message"),
        row.getBoolean("expired"),
        row.getBoolean("emptied"));
  }
}
