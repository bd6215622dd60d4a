package io.freehold.controlplane.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Organizations. */
@Repository
class OrganizationStore {
  private static final String COLUMNS =
      "SELECT id, name, admin_email, enable_core_dumps, created_at FROM organization ";

  private final JdbcClient db;

  OrganizationStore(JdbcClient db) {
    this.db = db;
  }

  /** An organization as it is kept. */
  record StoredOrganization(
      UUID id, String name, String adminEmail, boolean enableCoreDumps, Instant createdAt) {}

  void insert(StoredOrganization organization) {
    db.sql(
            """
            INSERT INTO organization (id, name, admin_email, enable_core_dumps, created_at)
            VALUES (:id, :name, :email, :dumps, :at)
            """)
        .param("id", organization.id())
        .param("name", organization.name())
        .param("email", organization.adminEmail())
        .param("dumps", organization.enableCoreDumps())
        .param("at", organization.createdAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<StoredOrganization> byId(UUID id) {
    return db.sql(COLUMNS + "WHERE id = :id")
        .param("id", id)
        .query((row, number) -> read(row))
        .optional();
  }

  /** The same, and nobody else changes it before the caller's transaction ends. */
  Optional<StoredOrganization> lock(UUID id) {
    return db.sql(COLUMNS + "WHERE id = :id FOR UPDATE")
        .param("id", id)
        .query((row, number) -> read(row))
        .optional();
  }

  List<StoredOrganization> all() {
    return db.sql(COLUMNS + "ORDER BY created_at, id").query((row, number) -> read(row)).list();
  }

  void update(StoredOrganization organization) {
    db.sql("UPDATE organization SET name = :name, enable_core_dumps = :dumps WHERE id = :id")
        .param("name", organization.name())
        .param("dumps", organization.enableCoreDumps())
        .param("id", organization.id())
        .update();
  }

  private static StoredOrganization read(ResultSet row) throws SQLException {
    return new StoredOrganization(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("admin_email"),
        row.getBoolean("enable_core_dumps"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
