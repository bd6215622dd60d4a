package io.freehold.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.access.RateLimit;
import io.freehold.controlplane.account.RoleCheck;
import io.freehold.controlplane.database.DatabaseSettings;
import io.freehold.controlplane.infrastructure.AccountVpcs;
import io.freehold.controlplane.infrastructure.AccountZones;
import io.freehold.controlplane.secret.KeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One control plane for all tests of the module, on a real PostgreSQL: each test makes itself an
 * organization and so sees nothing of the others.
 */
public final class TestControlPlane {
  private static final DatabaseSettings DATABASE = TestDatabase.make();
  private static final ControlPlane SHARED = start();
  private static final KeyPair OPERATOR = SHARED.issueOperatorKey("tests");

  private TestControlPlane() {}

  public static ControlPlane shared() {
    return SHARED;
  }

  /** The database of the shared one, for another control plane on it. */
  public static DatabaseSettings database() {
    return DATABASE;
  }

  /** A client without a key. */
  public static TestClient anonymous() {
    return new TestClient(SHARED.url(), null, null, "");
  }

  /** A client of the operators' API. */
  public static TestClient operator() {
    return new TestClient(SHARED.url(), OPERATOR.keyId(), OPERATOR.keySecret(), "/v1/operator");
  }

  /** A client of an organization that was made just now; paths are relative to it. */
  public static TestClient organization() {
    return operator().newOrganization();
  }

  /** A client of a new organization that has onboarded this AWS account. */
  public static TestClient onboarded(String accountId) {
    TestClient client = organization();
    client.onboard(
        accountId,
        externalId -> "arn:aws:iam::%s:role/ClickHouseManagementRole".formatted(accountId));
    return client;
  }

  /**
   * Asks for an infrastructure of an onboarded account, and has it count as one that was ready: the
   * shared control plane has no cloud.
   *
   * @return its id
   */
  public static String readyInfrastructure(TestClient client) {
    String id =
        client
            .post(
                "/byocInfrastructure",
                "{'accountId':'%s','regionId':'us-east-1'}"
                    .formatted(client.get("/cloudAccounts").result().at("/0/accountId").asString()))
            .result()
            .get("id")
            .asString();
    int ready =
        SHARED
            .part(JdbcClient.class)
            .sql("update infrastructure set ready_at = created_at where id = cast(:id as uuid)")
            .param("id", id)
            .update();
    assertThat(ready).isEqualTo(1);
    return id;
  }

  private static ControlPlane start() {
    try {
      ControlPlane started =
          ControlPlane.start(
              ControlPlaneSettings.local(0, DATABASE)
                  .withLogFile(
                      Path.of(
                          "target",
                          "control-plane-%d.log".formatted(ProcessHandle.current().pid())))
                  .withRateLimit(new RateLimit(1_000_000, Duration.ofSeconds(1))),
              Wiring.of(Clock.systemUTC(), Clock.systemUTC())
                  .with(AccountZones.class, new TestZones())
                  .with(RoleCheck.class, new TestRoles())
                  .with(AccountVpcs.class, new TestVpcs()));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(ControlPlane started) {
    try {
      started.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
