package io.freehold.controlplane.account;

import io.freehold.kernel.queue.ReconcileRequest;
import io.freehold.kernel.queue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds accounts for those who work in them. */
@Component
public class Accounts {
  /** A role that was judged so lately is not judged again because a call was refused. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final AccountStore store;
  private final AccountVerifier verifier;
  private final ObjectProvider<WorkQueue> queue;
  private final Clock clock;

  /**
   * @param queue asked for when it is needed: those who work for it need this
   */
  Accounts(
      AccountStore store, AccountVerifier verifier, ObjectProvider<WorkQueue> queue, Clock clock) {
    this.store = store;
    this.verifier = verifier;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * The organization's AWS account of that number.
   *
   * @param accountId twelve digits
   */
  public Optional<StoredAccount> find(UUID organizationId, String accountId) {
    return store.byAccountId(organizationId, accountId);
  }

  /** The organization's account with this id. */
  public Optional<StoredAccount> byId(UUID organizationId, UUID id) {
    return store.byId(organizationId, id);
  }

  /** The same by its number, and nobody removes it before the caller's transaction ends. */
  public Optional<StoredAccount> hold(UUID organizationId, String accountId) {
    return store.hold(organizationId, accountId);
  }

  /**
   * The account as it stands. Where its role was reported and nobody has judged it yet, that is
   * done on the spot.
   */
  public StoredAccount judged(StoredAccount account) {
    return account.state() == AccountState.VERIFYING
        ? verifier.verify(account).map(AccountVerifier.Verified::account).orElse(account)
        : account;
  }

  /**
   * A call was refused as it would be if the role had been taken away or narrowed: the role is
   * judged anew, soon.
   *
   * @param certain whether it was the role itself that let nobody in
   */
  public void doubt(StoredAccount account, boolean certain) {
    boolean fresh =
        account
            .role()
            .checkedAt()
            .filter(at -> clock.instant().isBefore(at.plus(FRESH)))
            .isPresent();
    if (certain || !fresh) {
      request(account.id(), Duration.ZERO);
    }
  }

  /** Has the account's role judged by whoever works on accounts. */
  void request(UUID id, Duration delay) {
    queue.getObject().request(new ReconcileRequest(AccountReconciler.TYPE, id), delay);
  }
}
