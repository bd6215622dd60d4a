package io.freehold.controlplane.account;

import io.freehold.protocol.account.CloudAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** AWS accounts of organizations. */
@Repository
class AccountStore {
  private static final String SELECT =
      """
      SELECT a.*, x.external_id
      FROM cloud_account a JOIN external_id x USING (organization_id, account_id)
      """;

  private final JdbcClient db;

  AccountStore(JdbcClient db) {
    this.db = db;
  }

  /** The external ID of this organization for this AWS account: {@code fresh}, if it had none. */
  String externalId(UUID organizationId, String accountId, String fresh) {
    db.sql(
            """
            INSERT INTO external_id (organization_id, account_id, external_id)
            VALUES (:organization, :account, :fresh)
            ON CONFLICT (organization_id, account_id) DO NOTHING
            """)
        .param("organization", organizationId)
        .param("account", accountId)
        .param("fresh", fresh)
        .update();
    return db.sql(
            """
            SELECT external_id FROM external_id
            WHERE organization_id = :organization AND account_id = :account
            """)
        .param("organization", organizationId)
        .param("account", accountId)
        .query(String.class)
        .single();
  }

  /** Adds an account; false if the organization has that AWS account already. */
  boolean insert(StoredAccount account) {
    return db.sql(
                """
                INSERT INTO cloud_account (id, organization_id, account_id, display_name, region_id,
                  admin_email, vpc_write, iam_write, kms, state, management_role_arn, created_at)
                VALUES (:id, :organization, :account, :name, :region, :email, :vpc, :iam, :kms,
                  :state, :role, :at)
                ON CONFLICT (organization_id, account_id) DO NOTHING
                """)
            .param("id", account.id())
            .param("organization", account.organizationId())
            .param("account", account.accountId())
            .param("name", account.displayName())
            .param("region", account.regionId())
            .param("email", account.adminEmail())
            .param("vpc", account.permissions().vpcWrite())
            .param("iam", account.permissions().iamWrite())
            .param("kms", account.permissions().kms())
            .param("state", account.state().word())
            .param("role", account.managementRoleArn().orElse(null))
            .param("at", account.createdAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Optional<StoredAccount> byId(UUID organizationId, UUID id) {
    return db.sql(SELECT + "WHERE a.organization_id = :organization AND a.id = :id")
        .param("organization", organizationId)
        .param("id", id)
        .query((row, number) -> read(row))
        .optional();
  }

  Optional<StoredAccount> byAccountId(UUID organizationId, String accountId) {
    return db.sql(SELECT + "WHERE a.organization_id = :organization AND a.account_id = :account")
        .param("organization", organizationId)
        .param("account", accountId)
        .query((row, number) -> read(row))
        .optional();
  }

  List<StoredAccount> all(UUID organizationId) {
    return db.sql(SELECT + "WHERE a.organization_id = :organization ORDER BY a.created_at, a.id")
        .param("organization", organizationId)
        .query((row, number) -> read(row))
        .list();
  }

  void rename(UUID id, String displayName) {
    db.sql("UPDATE cloud_account SET display_name = :name WHERE id = :id")
        .param("name", displayName)
        .param("id", id)
        .update();
  }

  /** Another role: what was known of the old one no longer counts. */
  void report(UUID id, String roleArn) {
    db.sql(
            """
            UPDATE cloud_account
            SET management_role_arn = :role, state = :state, reasons = '{}'
            WHERE id = :id AND management_role_arn IS DISTINCT FROM :role
            """)
        .param("role", roleArn)
        .param("state", AccountState.VERIFYING.word())
        .param("id", id)
        .update();
  }

  /** What became of using the role; says nothing of another role that was reported meanwhile. */
  void found(UUID id, String roleArn, AccountState state, List<String> reasons) {
    db.sql(
            """
            UPDATE cloud_account SET state = :state, reasons = :reasons
            WHERE id = :id AND management_role_arn = :role
            """)
        .param("state", state.word())
        .param("reasons", reasons.toArray(String[]::new))
        .param("id", id)
        .param("role", roleArn)
        .update();
  }

  /** Locks the account against everything but itself, until the transaction ends. */
  boolean lock(UUID organizationId, UUID id) {
    return db.sql(
            """
            SELECT id FROM cloud_account
            WHERE organization_id = :organization AND id = :id FOR UPDATE
            """)
        .param("organization", organizationId)
        .param("id", id)
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  /** Keeps the account from being removed until the transaction ends. */
  Optional<StoredAccount> hold(UUID organizationId, String accountId) {
    return db.sql(
            SELECT
                + """
                WHERE a.organization_id = :organization AND a.account_id = :account
                FOR SHARE OF a
                """)
        .param("organization", organizationId)
        .param("account", accountId)
        .query((row, number) -> read(row))
        .optional();
  }

  void delete(UUID id) {
    db.sql("DELETE FROM cloud_account WHERE id = :id").param("id", id).update();
  }

  private static StoredAccount read(ResultSet row) throws SQLException {
    return new StoredAccount(
        row.getObject("id", UUID.class),
        row.getObject("organization_id", UUID.class),
        row.getString("account_id"),
        row.getString("display_name"),
        row.getString("region_id"),
        row.getString("admin_email"),
        new CloudAccount.Permissions(
            row.getBoolean("vpc_write"), row.getBoolean("iam_write"), row.getBoolean("kms")),
        row.getString("external_id"),
        AccountState.of(row.getString("state")),
        List.of((String[]) row.getArray("reasons").getArray()),
        Optional.ofNullable(row.getString("management_role_arn")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
