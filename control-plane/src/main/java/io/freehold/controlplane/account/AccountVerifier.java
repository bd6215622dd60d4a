package io.freehold.controlplane.account;

import io.freehold.aws.account.Verification;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Judges the role of an account, and writes down what became of it. */
@Component
class AccountVerifier {
  private final AccountStore store;
  private final RoleCheck check;
  private final ObjectProvider<AccountWork> work;
  private final TransactionTemplate transactions;
  private final Clock clock;

  AccountVerifier(
      AccountStore store,
      RoleCheck check,
      ObjectProvider<AccountWork> work,
      TransactionTemplate transactions,
      Clock clock) {
    this.store = store;
    this.check = check;
    this.work = work;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * An account after its role was judged.
   *
   * @param decided false where AWS gave no answer to judge by
   */
  record Verified(StoredAccount account, boolean decided) {}

  /**
   * Judges it now.
   *
   * @param account has a role
   * @return empty if it was removed meanwhile
   */
  Optional<Verified> verify(StoredAccount account) {
    Instant began = now();
    Verification found = check.of(account);
    return Objects.requireNonNull(
        transactions.execute(status ->
            store
                .locked(account.organizationId(), account.id())
                .map(current -> write(account, current, found, began))));
  }

  private Verified write(
      StoredAccount judged, StoredAccount current, Verification found, Instant began) {
    boolean outdated =
        !current.managementRoleArn().equals(judged.managementRoleArn())
            || current.role().checkedAt().filter(at -> at.isAfter(began)).isPresent()
            || current.role().reportedAt().filter(at -> at.isAfter(began)).isPresent();
    if (outdated) {
      return new Verified(current, false); // somebody knows better by now
    }
    Judgement judgement = Judgement.of(current, found, now());
    store.judged(current, judgement, began, now());
    if ((current.state() == AccountState.READY) != (judgement.state() == AccountState.READY)) {
      work.orderedStream().forEach(one -> one.wake(current.organizationId(), current.accountId()));
    }
    return new Verified(
        store.byId(current.organizationId(), current.id()).orElseThrow(), judgement.decided());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
