package io.freehold.controlplane.account;

import io.freehold.aws.account.RoleFacts;
import io.freehold.protocol.account.CloudAccount;
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
                  admin_email, vpc_write, iam_write, kms, state, management_role_arn, created_at,
                  state_since)
                VALUES (:id, :organization, :account, :name, :region, :email, :vpc, :iam, :kms,
                  :state, :role, :at, :since)
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
            .param("at", utc(account.createdAt()))
            .param("since", utc(account.stateSince()))
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

  /** For the reconciler, which works for every organization. */
  Optional<StoredAccount> byId(UUID id) {
    return db.sql(SELECT + "WHERE a.id = :id")
        .param("id", id)
        .query((row, number) -> read(row))
        .optional();
  }

  /** One, and nobody else changes it before the caller's transaction ends. */
  Optional<StoredAccount> locked(UUID organizationId, UUID id) {
    return db.sql(SELECT + "WHERE a.organization_id = :organization AND a.id = :id FOR UPDATE OF a")
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

  void rename(UUID organizationId, UUID id, String displayName) {
    db.sql(
            """
            UPDATE cloud_account SET display_name = :name
            WHERE organization_id = :organization AND id = :id
            """)
        .param("organization", organizationId)
        .param("name", displayName)
        .param("id", id)
        .update();
  }

  /** What the role is to allow is another thing from now on. */
  void permit(UUID organizationId, UUID id, CloudAccount.Permissions permissions, Instant now) {
    db.sql(
            """
            UPDATE cloud_account
            SET vpc_write = :vpc, iam_write = :iam, kms = :kms, permissions_at = :now
            WHERE id = :id AND organization_id = :organization
            """)
        .param("organization", organizationId)
        .param("vpc", permissions.vpcWrite())
        .param("iam", permissions.iamWrite())
        .param("kms", permissions.kms())
        .param("now", utc(now))
        .param("id", id)
        .update();
  }

  /**
   * The role is named: another one, of which nothing is known; or the same again, which has a new
   * chance if it was found wanting.
   */
  void report(UUID organizationId, UUID id, String roleArn, Instant now) {
    db.sql(
            """
            UPDATE cloud_account
            SET management_role_arn = :role, reported_at = :now,
                role_path = CASE WHEN management_role_arn = :role THEN role_path END,
                boundary_arn = CASE WHEN management_role_arn = :role THEN boundary_arn END,
                template_version = CASE WHEN management_role_arn = :role THEN template_version END,
                checked_at = CASE WHEN management_role_arn = :role THEN checked_at END,
                state = CASE WHEN management_role_arn = :role AND state = :ready
                             THEN state ELSE :verifying END,
                reasons = CASE WHEN management_role_arn = :role AND state = :ready
                               THEN reasons ELSE '{}' END,
                state_since = CASE WHEN management_role_arn = :role AND state = :ready
                                   THEN state_since ELSE :now END
            WHERE organization_id = :organization AND id = :id
            """)
        .param("role", roleArn)
        .param("verifying", AccountState.VERIFYING.word())
        .param("ready", AccountState.READY.word())
        .param("now", utc(now))
        .param("organization", organizationId)
        .param("id", id)
        .update();
  }

  /**
   * Writes what became of judging the role.
   *
   * @param began when the role was begun to be looked at
   */
  void judged(StoredAccount account, Judgement judgement, Instant began, Instant now) {
    Optional<RoleFacts> facts = judgement.facts().or(() -> account.role().facts());
    db.sql(
            """
            UPDATE cloud_account
            SET state_since = CASE WHEN state = :state THEN state_since ELSE :now END,
                state = :state, reasons = :reasons, checked_at = :began, role_path = :path,
                boundary_arn = :boundary, template_version = :version
            WHERE organization_id = :organization AND id = :id
            """)
        .param("organization", account.organizationId())
        .param("state", judgement.state().word())
        .param("reasons", judgement.reasons().toArray(String[]::new))
        .param("began", utc(began))
        .param("now", utc(now))
        .param("path", facts.map(RoleFacts::path).orElse(null))
        .param("boundary", facts.flatMap(RoleFacts::boundaryArn).orElse(null))
        .param("version", facts.flatMap(RoleFacts::templateVersion).orElse(null))
        .param("id", account.id())
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

  void delete(UUID organizationId, UUID id) {
    db.sql("DELETE FROM cloud_account WHERE organization_id = :organization AND id = :id")
        .param("organization", organizationId)
        .param("id", id)
        .update();
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
        new KnownRole(time(row, "reported_at"), time(row, "checked_at"), facts(row)),
        time(row, "permissions_at"),
        time(row, "state_since").orElseThrow(),
        time(row, "created_at").orElseThrow());
  }

  private static Optional<RoleFacts> facts(ResultSet row) throws SQLException {
    String path = row.getString("role_path");
    return path == null
        ? Optional.empty()
        : Optional.of(
            new RoleFacts(
                path,
                Optional.ofNullable(row.getString("boundary_arn")),
                Optional.ofNullable(row.getString("template_version"))));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
