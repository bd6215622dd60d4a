package io.freehold.controlplane.account;

import io.freehold.aws.account.Finding;
import io.freehold.aws.account.RoleFacts;
import io.freehold.aws.account.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verification means for an account.
 *
 * @param reasons one sentence each
 * @param facts what the role said of itself; empty where it was not heard
 * @param decided false where AWS gave no answer to judge by: the state is what it was
 */
record Judgement(
    AccountState state, List<String> reasons, Optional<RoleFacts> facts, boolean decided) {
  /**
   * A role that was just made, or just changed, may be unknown here and there for so long (<a
   * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency">source</a>).
   */
  static final Duration PROPAGATION = Duration.ofMinutes(2);

  static Judgement of(StoredAccount before, Verification found, Instant now) {
    return switch (found) {
      case Verification.Sound(RoleFacts role, List<Finding> warnings) ->
          new Judgement(AccountState.READY, sentences(warnings), Optional.of(role), true);
      case Verification.Unusable(List<Finding> findings) when isNew(before, now) ->
          new Judgement(
              AccountState.VERIFYING, withPatience(sentences(findings)), Optional.empty(), true);
      case Verification.Unusable(List<Finding> findings) ->
          new Judgement(AccountState.BLOCKED, sentences(findings), Optional.empty(), true);
      case Verification.Unsafe(List<Finding> findings) ->
          new Judgement(AccountState.BLOCKED, sentences(findings), Optional.empty(), true);
      case Verification.Undecided(var failure) ->
          new Judgement(
              before.state(),
              before.state() == AccountState.VERIFYING
                  ? List.of(
                      "not-judged: found %s: %s, needed an answer of AWS. It is asked again by itself."
                          .formatted(failure.code(), failure.message()))
                  : before.reasons(),
              Optional.empty(),
              false);
    };
  }

  private static boolean isNew(StoredAccount account, Instant now) {
    return account.state() == AccountState.VERIFYING
        && account
            .role()
            .reportedAt()
            .filter(reported -> !now.isAfter(reported.plus(PROPAGATION)))
            .isPresent();
  }

  private static List<String> withPatience(List<String> reasons) {
    List<String> all = new ArrayList<>(reasons);
    all.add(
        "too-new: a role can take %d seconds to become usable; it is tried again by itself until then."
            .formatted(PROPAGATION.toSeconds()));
    return List.copyOf(all);
  }

  private static List<String> sentences(List<Finding> findings) {
    return findings.stream().map(Finding::sentence).toList();
  }
}
