package io.freehold.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.TestDatabase;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts of a control plane that did not judge roles yet. */
class AccountMigrationTest {
  @Test
  void roles_that_were_reported_before_are_judged_once_the_control_plane_is_newer() {
    DataSource database = TestDatabase.source();
    migrations(database).target("210").load().migrate();
    JdbcClient db = JdbcClient.create(database);
    db.sql(
            """
            insert into organization (id, name, admin_email, created_at)
            values ('00000000-0000-0000-0000-00000000000a', 'Test', 'a@example.com', now())
            """)
        .update();
    account(db, "1", "111122223333", "'arn:aws:iam::111122223333:role/x'");
    account(db, "2", "111122224444", "null");

    migrations(database).load().migrate();
    assertThat(
            db.sql("select task_instance from scheduled_tasks where not picked")
                .query(String.class)
                .list())
        .containsExactly("account/00000000-0000-0000-0000-000000000001");
    assertThat(
            db.sql(
                    """
                    select count(*) from cloud_account
                     where state_since = created_at
                       and (reported_at is null) = (management_role_arn is null)
                    """)
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  private static FluentConfiguration migrations(DataSource database) {
    return Flyway.configure().dataSource(database).locations("classpath:db/migration");
  }

  private static void account(JdbcClient db, String digit, String accountId, String role) {
    db.sql(
            """
            insert into cloud_account (id, organization_id, account_id, display_name, region_id,
              admin_email, vpc_write, iam_write, kms, state, management_role_arn, created_at)
            values ('00000000-0000-0000-0000-00000000000%s',
              '00000000-0000-0000-0000-00000000000a', '%s', 'x', 'us-east-1', 'a@example.com',
              true, true, false, 'verifying', %s, now())
            """
                .formatted(digit, accountId, role))
        .update();
  }
}
