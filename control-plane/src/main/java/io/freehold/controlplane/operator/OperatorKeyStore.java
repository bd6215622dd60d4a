package io.freehold.controlplane.operator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keys of operators. */
@Repository
class OperatorKeyStore {
  private final JdbcClient db;

  OperatorKeyStore(JdbcClient db) {
    this.db = db;
  }

  /** A key as it is kept. */
  record StoredKey(UUID id, String name, String secretHash) {
    @Override
    public String toString() {
      return "StoredKey[" + name + "]";
    }
  }

  boolean isEmpty() {
    return db.sql("SELECT NOT EXISTS (SELECT FROM operator_key)").query(Boolean.class).single();
  }

  /** Adds a key, or replaces the one of that name. */
  void put(StoredKey key, String keyIdHash, Instant now) {
    db.sql(
            """
            INSERT INTO operator_key (id, name, key_id_hash, secret_hash, created_at)
            VALUES (:id, :name, :keyIdHash, :secretHash, :now)
            ON CONFLICT (name) DO UPDATE SET key_id_hash = excluded.key_id_hash,
              secret_hash = excluded.secret_hash, created_at = excluded.created_at
            """)
        .param("id", key.id())
        .param("name", key.name())
        .param("keyIdHash", keyIdHash)
        .param("secretHash", key.secretHash())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean has(UUID id) {
    return db.sql("SELECT EXISTS (SELECT FROM operator_key WHERE id = :id)")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  Optional<StoredKey> byKeyIdHash(String keyIdHash) {
    return db.sql("SELECT id, name, secret_hash FROM operator_key WHERE key_id_hash = :hash")
        .param("hash", keyIdHash)
        .query((row, number) ->
            new StoredKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("secret_hash")))
        .optional();
  }
}
