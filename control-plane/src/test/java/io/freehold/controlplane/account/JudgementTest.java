package io.freehold.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.aws.account.Finding;
import io.freehold.aws.account.RoleFacts;
import io.freehold.aws.account.Verification;
import io.freehold.kernel.failure.Failure;
import io.freehold.protocol.account.CloudAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
  private static final Instant REPORTED = Instant.parse("2026-01-05T08:00:00Z");

  private static StoredAccount account(AccountState state) {
    return new StoredAccount(
        new UUID(0, 1),
        new UUID(0, 2),
        "111122223333",
        "Test",
        "us-east-1",
        "a@example.com",
        new CloudAccount.Permissions(true, true, false),
        "external",
        state,
        List.of("as before"),
        Optional.of("arn:aws:iam::111122223333:role/ClickHouseManagementRole"),
        new KnownRole(Optional.of(REPORTED), Optional.empty(), Optional.empty()),
        Optional.empty(),
        REPORTED,
        REPORTED);
  }

  private static Verification verification(String what) {
    Finding finding = new Finding(Finding.Code.ROLE_NOT_ASSUMABLE, "no", "yes", "Mend it.");
    return switch (what) {
      case "sound" ->
          new Verification.Sound(new RoleFacts("/", Optional.empty(), Optional.empty()), List.of());
      case "unusable" -> new Verification.Unusable(List.of(finding));
      case "unsafe" -> new Verification.Unsafe(List.of(finding));
      default ->
          new Verification.Undecided(
              Failure.refused(Failure.Kind.THROTTLED, "Throttling", "slow down"));
    };
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          VERIFYING, sound,     0,    READY,     true
          VERIFYING, unusable,  0,    VERIFYING, true
          VERIFYING, unusable,  120,  VERIFYING, true
          VERIFYING, unusable,  121,  BLOCKED,   true
          VERIFYING, unsafe,    0,    BLOCKED,   true
          VERIFYING, undecided, 9999, VERIFYING, false
          READY,     sound,     9999, READY,     true
          READY,     unusable,  10,   BLOCKED,   true
          READY,     unsafe,    10,   BLOCKED,   true
          READY,     undecided, 9999, READY,     false
          BLOCKED,   sound,     9999, READY,     true
          BLOCKED,   unusable,  10,   BLOCKED,   true
          BLOCKED,   undecided, 9999, BLOCKED,   false
          """)
  void only_a_role_that_was_just_reported_gets_patience_and_no_answer_changes_nothing(
      AccountState before, String what, long seconds, AccountState after, boolean decided) {
    Judgement judgement =
        Judgement.of(account(before), verification(what), REPORTED.plusSeconds(seconds));

    assertThat(judgement.state()).isEqualTo(after);
    assertThat(judgement.decided()).isEqualTo(decided);
    if (what.equals("undecided") && before != AccountState.VERIFYING) {
      assertThat(judgement.reasons()).containsExactly("as before");
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,    60
          59,   60
          90,   90
          240,  240
          599,  599
          9999, 600
          """)
  void a_blocked_account_is_looked_at_less_and_less_often(long blockedFor, long next) {
    assertThat(
            AccountReconciler.nextLook(
                new AccountVerifier.Verified(account(AccountState.BLOCKED), true),
                REPORTED.plusSeconds(blockedFor)))
        .isEqualTo(Duration.ofSeconds(next));
  }
}
