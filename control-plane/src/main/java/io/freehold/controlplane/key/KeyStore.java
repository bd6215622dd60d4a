package io.freehold.controlplane.key;

import io.freehold.controlplane.access.Role;
import io.freehold.protocol.IpAccess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** API keys. */
@Repository
class KeyStore {
  private static final String COLUMNS =
      """
      SELECT id, organization_id, name, key_suffix, secret_hash, roles, enabled, ip_access,
             created_at, expire_at, used_at
      FROM api_key
      """;

  private final JdbcClient db;
  private final JsonMapper json;

  KeyStore(JdbcClient db, JsonMapper json) {
    this.db = db;
    this.json = json;
  }

  /** A key as it is kept. */
  record StoredKey(
      UUID id,
      UUID organizationId,
      String name,
      String suffix,
      String secretHash,
      List<Role> roles,
      boolean enabled,
      List<IpAccess> ipAccess,
      Instant createdAt,
      @Nullable Instant expireAt,
      @Nullable Instant usedAt) {
    boolean isAdmin(Instant now) {
      return enabled && roles.contains(Role.ADMIN) && (expireAt == null || expireAt.isAfter(now));
    }

    @Override
    public String toString() {
      return "StoredKey[" + id + "]";
    }
  }

  /** Adds a key; false if its id is taken. */
  boolean insert(StoredKey key, String keyIdHash) {
    return db.sql(
                """
                INSERT INTO api_key (id, organization_id, name, key_id_hash, key_suffix, secret_hash,
                                     roles, enabled, ip_access, created_at, expire_at)
                VALUES (:id, :organization, :name, :keyIdHash, :suffix, :secretHash,
                        :roles, :enabled, :ipAccess::jsonb, :createdAt, :expireAt)
                ON CONFLICT (key_id_hash) DO NOTHING
                """)
            .param("id", key.id())
            .param("organization", key.organizationId())
            .param("name", key.name())
            .param("keyIdHash", keyIdHash)
            .param("suffix", key.suffix())
            .param("secretHash", key.secretHash())
            .param("roles", words(key.roles()))
            .param("enabled", key.enabled())
            .param("ipAccess", json.writeValueAsString(key.ipAccess()))
            .param("createdAt", key.createdAt().atOffset(ZoneOffset.UTC))
            .param("expireAt", offset(key.expireAt()))
            .update()
        == 1;
  }

  Optional<StoredKey> byKeyIdHash(String keyIdHash) {
    return db.sql(COLUMNS + "WHERE key_id_hash = :hash")
        .param("hash", keyIdHash)
        .query((row, number) -> read(row))
        .optional();
  }

  Optional<StoredKey> byId(UUID organizationId, UUID id) {
    return db.sql(COLUMNS + "WHERE organization_id = :organization AND id = :id")
        .param("organization", organizationId)
        .param("id", id)
        .query((row, number) -> read(row))
        .optional();
  }

  List<StoredKey> all(UUID organizationId) {
    return db.sql(COLUMNS + "WHERE organization_id = :organization ORDER BY created_at, id")
        .param("organization", organizationId)
        .query((row, number) -> read(row))
        .list();
  }

  void update(StoredKey key) {
    db.sql(
            """
            UPDATE api_key SET name = :name, roles = :roles, enabled = :enabled,
                               ip_access = :ipAccess::jsonb, expire_at = :expireAt
            WHERE organization_id = :organization AND id = :id
            """)
        .param("name", key.name())
        .param("roles", words(key.roles()))
        .param("enabled", key.enabled())
        .param("ipAccess", json.writeValueAsString(key.ipAccess()))
        .param("expireAt", offset(key.expireAt()))
        .param("organization", key.organizationId())
        .param("id", key.id())
        .update();
  }

  void used(UUID id, Instant at) {
    db.sql("UPDATE api_key SET used_at = :at WHERE id = :id")
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("id", id)
        .update();
  }

  /**
   * Nobody else changes a key of the organization before the caller's transaction ends: two keys
   * cannot rely on each other while both go.
   */
  void lock(UUID organizationId) {
    var ignored =
        db.sql(
                """
                SELECT id FROM api_key WHERE organization_id = :organization ORDER BY id FOR UPDATE
                """)
            .param("organization", organizationId)
            .query(UUID.class)
            .list();
  }

  /** Whether there is an admin's key besides this one that is valid now. */
  boolean hasOtherAdmin(UUID organizationId, UUID id, Instant now) {
    return db.sql(
            """
            SELECT EXISTS (
              SELECT FROM api_key
              WHERE organization_id = :organization AND id <> :id AND enabled
                AND :admin = ANY (roles) AND (expire_at IS NULL OR expire_at > :now))
            """)
        .param("organization", organizationId)
        .param("id", id)
        .param("admin", Role.ADMIN.word())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  boolean delete(UUID organizationId, UUID id) {
    return db.sql("DELETE FROM api_key WHERE organization_id = :organization AND id = :id")
            .param("organization", organizationId)
            .param("id", id)
            .update()
        == 1;
  }

  private StoredKey read(ResultSet row) throws SQLException {
    return new StoredKey(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getString("name"),
        row.getString("key_suffix"),
        row.getString("secret_hash"),
        Arrays.stream((String[]) row.getArray("roles").getArray())
            .flatMap(word -> Role.of(word).stream())
            .toList(),
        row.getBoolean("enabled"),
        List.of(json.readValue(row.getString("ip_access"), IpAccess[].class)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "expire_at"),
        instant(row, "used_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime offset(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static String[] words(List<Role> roles) {
    return roles.stream().map(Role::word).toArray(String[]::new);
  }
}
