package io.freehold.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.account.RoleFacts;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestControlPlane;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Accounts as they are kept: each is its organization's alone. */
class AccountStoreTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/ClickHouseManagementRole";
  private static final Instant LATER = Instant.parse("2030-01-05T08:00:00Z");

  private final AccountStore store = TestControlPlane.shared().part(AccountStore.class);
  private final TestClient client = TestControlPlane.onboarded("123456789012");
  private final UUID organization = client.organizationId();
  private final UUID stranger = TestControlPlane.organization().organizationId();
  private final UUID id = account().id();

  private StoredAccount account() {
    return store.byAccountId(organization, "123456789012").orElseThrow();
  }

  private StoredAccount judged(AccountState state, List<String> reasons) {
    Optional<RoleFacts> facts =
        Optional.of(new RoleFacts("/byoc/", Optional.of("arn:boundary"), Optional.of("1")));
    store.judged(account(), new Judgement(state, reasons, facts, true), LATER, LATER);
    return account();
  }

  @Test
  void another_organization_changes_nothing_by_an_id_that_it_knows() {
    StoredAccount before = account();
    store.rename(stranger, id, "theirs");
    store.report(stranger, id, ROLE + "2", LATER);
    store.delete(stranger, id);
    assertThat(store.locked(stranger, id)).isEmpty();
    assertThat(account()).isEqualTo(before);
    store.rename(organization, id, "ours");
    assertThat(account().displayName()).isEqualTo("ours");
  }

  @Test
  void the_same_role_reported_again_is_left_as_it_was_found() {
    StoredAccount before = judged(AccountState.READY, List.of());
    store.report(organization, id, before.managementRoleArn().orElseThrow(), LATER.plusSeconds(60));
    StoredAccount after = account();
    assertThat(after.state()).isEqualTo(AccountState.READY);
    assertThat(after.stateSince()).isEqualTo(before.stateSince());
    assertThat(after.role().facts()).isEqualTo(before.role().facts());
    assertThat(after.role().checkedAt()).isEqualTo(before.role().checkedAt());
    assertThat(after.role().reportedAt()).contains(LATER.plusSeconds(60));
  }

  @Test
  void of_another_role_nothing_is_known() {
    judged(AccountState.READY, List.of("a warning"));
    store.report(organization, id, ROLE + "2", LATER);
    StoredAccount after = account();
    assertThat(after.managementRoleArn()).contains(ROLE + "2");
    assertThat(after.state()).isEqualTo(AccountState.VERIFYING);
    assertThat(after.stateSince()).isEqualTo(LATER);
    assertThat(after.reasons()).isEmpty();
    assertThat(after.role())
        .isEqualTo(new KnownRole(Optional.of(LATER), Optional.empty(), Optional.empty()));
  }

  @Test
  void a_role_that_was_found_wanting_has_a_new_chance_and_keeps_what_is_known_of_it() {
    StoredAccount before = judged(AccountState.BLOCKED, List.of("x"));
    store.report(organization, id, before.managementRoleArn().orElseThrow(), LATER.plusSeconds(60));
    StoredAccount after = account();
    assertThat(after.state()).isEqualTo(AccountState.VERIFYING);
    assertThat(after.reasons()).isEmpty();
    assertThat(after.stateSince()).isEqualTo(LATER.plusSeconds(60));
    assertThat(after.role().facts()).isEqualTo(before.role().facts());
    assertThat(after.role().checkedAt()).contains(LATER);
  }
}
