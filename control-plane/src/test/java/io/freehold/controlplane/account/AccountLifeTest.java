package io.freehold.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.account.AccountWorld.Customer;
import io.freehold.simulator.aws.call.CallRecord;
import io.freehold.simulator.aws.lever.Lever;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Accounts whose roles come late, are not safe, go away and come back: through REST, PostgreSQL and
 * the queue, on an AWS that evaluates trust policies.
 */
class AccountLifeTest {
  private static final Duration SHORT = Duration.ofMinutes(15);
  private static final Duration LONG = Duration.ofHours(2);

  /** The longest time between two looks at a blocked account, and at an infrastructure then. */
  private static final Duration NOTICED = Duration.ofMinutes(11);

  private static AccountWorld world;

  @BeforeAll
  static void start() throws Exception {
    world = new AccountWorld();
  }

  @AfterAll
  static void stop() throws Exception {
    world.close();
  }

  @AfterEach
  void leave() {
    world.aws.levers().releaseAll();
    world.forgetCustomers();
  }

  /** How long it took. */
  private static Duration until(BooleanSupplier reached, Duration limit) {
    Instant start = world.clock.instant();
    world.until(reached, limit);
    return Duration.between(start, world.clock.instant());
  }

  @Test
  void a_role_as_it_should_be_is_ready_as_soon_as_it_is_reported() {
    Customer customer = world.customer();
    assertThat(customer.state()).isEqualTo("awaiting-role");
    customer.makeRole();
    customer.reportRole();

    assertThat(until(() -> customer.state().equals("ready"), SHORT)).isZero();
    assertThat(customer.account().get("reasons").size()).isZero();
  }

  /** Fault 10. */
  @ParameterizedTest
  @ValueSource(ints = {5, 30, 120})
  void a_role_that_is_too_new_to_be_assumed_is_waited_for(int seconds) {
    Customer customer = world.customer();
    customer.makeRole();
    Lever newness = world.aws.levers().deny("sts:AssumeRole");
    Instant usable = world.clock.instant().plusSeconds(seconds);
    customer.reportRole();
    List<String> states = new ArrayList<>();

    Duration took =
        until(
            () -> {
              if (!world.clock.instant().isBefore(usable)) {
                newness.release();
              }
              // Impatience does not hurt.
              JsonNode account = customer.client.post(customer.path + "/verify", "{}").result();
              states.add(account.get("state").asString());
              if (account.get("state").asString().equals("verifying")) {
                assertThat(account.get("reasons").toString())
                    .contains("role-not-assumable")
                    .contains("too-new");
              }
              return customer.state().equals("ready");
            },
            SHORT);
    assertThat(newness.fired()).isPositive();
    assertThat(states).startsWith("verifying").doesNotContain("blocked");
    assertThat(took).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 5));
  }

  @Test
  void a_role_that_stays_away_blocks_the_account_and_is_noticed_when_it_comes_all_the_same() {
    Customer customer = world.customer();
    customer.reportRole();

    Duration blocked = until(() -> customer.state().equals("blocked"), SHORT);
    assertThat(blocked)
        .isBetween(Judgement.PROPAGATION, Judgement.PROPAGATION.plus(Duration.ofSeconds(10)));
    assertThat(customer.reasons()).contains("role-not-assumable").doesNotContain("too-new");
    int before = looks();
    world.pass(Duration.ofHours(5));
    assertThat(looks() - before)
        .as("looks in five hours: after 1, 2, 4, 8 and 16 minutes, then every 10")
        .isBetween(28, 36);

    customer.makeRole();
    assertThat(until(() -> customer.state().equals("ready"), SHORT)).isLessThan(NOTICED);
  }

  /** Of which each is refused once. */
  private static int looks() {
    return (int)
        world.aws.callLog().of("sts:AssumeRole").stream()
            .filter(call -> call.errorCode().filter("AccessDenied"::equals).isPresent())
            .filter(call -> call.principal().contains(AccountWorld.VENDOR))
            .count();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          `{'AWS':'999988887777'}`,      false, external-id-not-demanded
          `'*'`,                         true,  trust-too-wide
          `{'AWS':['999988887777','444455556666']}`, true, trust-too-wide
          """)
  void an_unsafe_role_blocks_the_account_until_it_is_mended(
      String principal, boolean condition, String reason) {
    Customer customer = world.customer();
    customer.makeRole();
    customer.trust(principal, condition ? customer.externalId : "");
    customer.reportRole();

    assertThat(until(() -> customer.state().equals("blocked"), SHORT)).isZero();
    assertThat(customer.reasons()).contains(reason).contains("needed");
    assertThat(
            customer
                .client
                .post(
                    "/byocInfrastructure",
                    "{'accountId':'%s','regionId':'us-east-1'}".formatted(customer.accountId))
                .code())
        .isEqualTo("account-not-ready");
    customer.trustUs(customer.externalId);
    assertThat(until(() -> customer.state().equals("ready"), SHORT))
        .isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_storm_is_no_judgement_and_passes() {
    Customer customer = world.customer();
    customer.makeRole();
    Lever storm = world.aws.levers().throttle("sts:AssumeRole", 0);
    customer.reportRole();
    world.pass(Duration.ofMinutes(10));
    assertThat(customer.state()).isEqualTo("verifying");
    assertThat(customer.reasons()).contains("not-judged: found Throttling");
    storm.release();
    assertThat(until(() -> customer.state().equals("ready"), SHORT))
        .isLessThan(Duration.ofMinutes(1));

    Lever outage = world.aws.levers().regionDown("us-east-1", Duration.ofHours(30));
    world.pass(Duration.ofHours(25));
    assertThat(outage.fired()).isPositive();
    assertThat(customer.state()).isEqualTo("ready");
  }

  @Test
  void a_role_is_judged_anew_every_day() {
    Customer customer = world.customer();
    customer.onboard();
    customer.trustUs("");

    assertThat(until(() -> customer.state().equals("blocked"), Duration.ofHours(30)))
        .isBetween(Duration.ofHours(23), Duration.ofHours(24).plusMinutes(1));
    assertThat(customer.reasons()).contains("external-id-not-demanded");
  }

  /** Fault 12, from the middle of a provisioning on; I1, I2, I5, I13, I14. */
  @Test
  void a_role_that_is_deleted_pauses_its_infrastructure_which_goes_on_when_it_is_back() {
    Customer customer = world.customer();
    customer.onboard();
    customer.createInfrastructure();
    world.pass(Duration.ofMinutes(5));
    assertThat(customer.phase()).isEqualTo("provisioning");
    assertThat(customer.tagged()).isNotEmpty();

    customer.deleteRole();
    Duration paused = until(() -> customer.phase().equals("blocked"), SHORT);
    assertThat(paused).isLessThan(Duration.ofMinutes(5));
    until(() -> customer.ready().get("reason").asString().equals("AccountBlocked"), SHORT);
    assertThat(customer.state()).isEqualTo("blocked");
    assertThat(customer.ready().get("message").asString())
        .startsWith("Account " + customer.accountId + " is blocked: role-not-assumable");
    assertThat(customer.plan().code()).isEqualTo("account-not-ready");
    long calls = customer.callsWithin();
    world.pass(Duration.ofMinutes(25));
    assertThat(customer.callsWithin())
        .as("calls in the account while it is blocked")
        .isEqualTo(calls);

    int sessions = sessions();
    customer.makeRole();
    assertThat(until(() -> customer.state().equals("ready"), SHORT)).isLessThan(NOTICED);
    until(() -> !customer.phase().equals("blocked"), Duration.ofSeconds(1));
    until(() -> customer.phase().equals("ready"), LONG);
    assertThat(customer.duplicates()).isEmpty();
    assertThat(sessions() - sessions)
        .as("sessions: the judgement's, and a new one, since the old role's may do nothing")
        .isEqualTo(2);

    customer.deleteInfrastructure();
    until(() -> customer.phase().equals("deleted"), LONG);
    assertThat(customer.tagged()).isEmpty();
  }

  private static int sessions() {
    return (int)
        world.aws.callLog().of("sts:AssumeRole").stream()
            .filter(call -> call.outcome() == CallRecord.Outcome.DONE)
            .filter(call -> call.principal().contains(AccountWorld.VENDOR))
            .count();
  }

  /** Fault 12, and I5 for a deletion: it waits too. */
  @Test
  void an_external_id_that_is_changed_pauses_everything_in_the_account_deletion_too() {
    Customer customer = world.customer();
    customer.onboard();
    customer.createInfrastructure();
    until(() -> customer.phase().equals("ready"), LONG);
    JsonNode service = customer.createService();
    String path = "/services/" + service.get("id").asString();
    until(() -> state(customer, path).equals("running"), LONG);

    customer.trustUs("somebody-elses-external-id");
    // Sessions outlive the change: it shows when the next one is needed.
    assertThat(until(() -> customer.phase().equals("degraded"), LONG))
        .isLessThan(Duration.ofMinutes(70));
    until(() -> customer.state().equals("blocked"), SHORT);
    until(() -> customer.ready().get("reason").asString().equals("AccountBlocked"), SHORT);
    assertThat(state(customer, path)).isEqualTo("running");
    long calls = customer.callsWithin();

    customer.client.patch(path + "/state", "{'command':'stop'}").result();
    world.pass(Duration.ofMinutes(30));
    assertThat(state(customer, path)).isEqualTo("stopping");
    assertThat(customer.callsWithin()).isEqualTo(calls);
    customer.trustUs(customer.externalId);
    until(() -> state(customer, path).equals("stopped"), SHORT);
    until(() -> customer.phase().equals("ready"), SHORT);

    customer.client.delete(path);
    until(() -> customer.client.get(path).status() == 404, LONG);
    customer.trustUs("");
    customer.client.post(customer.path + "/verify", "{}").result();
    assertThat(customer.state()).isEqualTo("blocked");
    customer.deleteInfrastructure();
    until(() -> customer.phase().equals("delete-blocked"), Duration.ofSeconds(1));
    assertThat(customer.ready().get("reason").asString()).isEqualTo("AccountBlocked");
    int things = customer.tagged().size();
    world.pass(Duration.ofMinutes(30));
    assertThat(customer.tagged()).hasSize(things);
    customer.trustUs(customer.externalId);
    customer.client.post(customer.path + "/verify", "{}").result();
    until(() -> customer.phase().equals("deleted"), LONG);
    assertThat(customer.tagged()).isEmpty();
  }

  private static String state(Customer customer, String service) {
    return customer.client.get(service).result().get("state").asString();
  }
}
