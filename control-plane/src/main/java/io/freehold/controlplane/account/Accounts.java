package io.freehold.controlplane.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds accounts for those who work in them. */
@Component
public class Accounts {
  private final AccountStore store;

  Accounts(AccountStore store) {
    this.store = store;
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

  /** Its role was used, and works. */
  public void works(StoredAccount account) {
    account
        .managementRoleArn()
        .ifPresent(role -> store.found(account.id(), role, AccountState.READY, List.of()));
  }

  /**
   * Its role was used, and does not work.
   *
   * @param reasons for the customer's admin
   */
  public void fails(StoredAccount account, List<String> reasons) {
    account
        .managementRoleArn()
        .ifPresent(role -> store.found(account.id(), role, AccountState.BLOCKED, reasons));
  }
}
