package io.freehold.controlplane.account;

import io.freehold.controlplane.account.AccountVerifier.Verified;
import io.freehold.controlplane.work.Patience;
import io.freehold.kernel.queue.Lease;
import io.freehold.kernel.queue.Outcome;
import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.Reconciler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges the role of one account: soon after it was reported, every day, and while it is blocked
 * again and again, so that work goes on by itself once the role is back. Only ever looks.
 */
final class AccountReconciler implements Reconciler {
  /** The type of its requests. */
  static final String TYPE = "account";

  private static final Duration DAILY = Duration.ofDays(1);
  private static final Duration WHILE_NEW = Duration.ofSeconds(5);
  private static final Duration WITHOUT_ANSWER = Duration.ofMinutes(1);
  private static final Duration WITHOUT_FIRST_ANSWER = Duration.ofSeconds(15);

  private final AccountStore store;
  private final AccountVerifier verifier;
  private final Clock clock;

  AccountReconciler(AccountStore store, AccountVerifier verifier, Clock clock) {
    this.store = store;
    this.verifier = verifier;
    this.clock = clock;
  }

  @Override
  public Outcome reconcile(ReconcileRequest request, Lease lease) {
    Optional<Verified> verified =
        store
            .byId(request.id())
            .filter(account -> account.managementRoleArn().isPresent())
            .flatMap(verifier::verify);
    // Without a role there is nothing to look at; whoever reports one requests a look.
    return verified.map(this::outcome).orElseGet(Outcome.Finished::new);
  }

  private Outcome outcome(Verified verified) {
    Duration next = nextLook(verified, clock.instant());
    return verified.decided() && verified.account().state() == AccountState.READY
        ? new Outcome.Settled(next)
        : new Outcome.Waiting("the role of account " + verified.account().accountId(), next);
  }

  /** How long after a judgement the next one is due. */
  static Duration nextLook(Verified verified, Instant now) {
    StoredAccount account = verified.account();
    return switch (account.state()) {
      case READY, AWAITING_ROLE -> verified.decided() ? DAILY : WITHOUT_ANSWER;
      case VERIFYING -> verified.decided() ? WHILE_NEW : WITHOUT_FIRST_ANSWER;
      case BLOCKED ->
          verified.decided() ? Patience.after(account.stateSince(), now) : WITHOUT_ANSWER;
    };
  }
}
