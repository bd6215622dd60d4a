package io.freehold.controlplane.preflight;

import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.controlplane.account.AccountState;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.model.violation.Violation;
import io.freehold.protocol.preflight.Preflight;
import java.util.Locale;

/** Checks as the API shows them. */
final class ShownChecks {
  private ShownChecks() {}

  static Preflight.Check of(Check check) {
    return new Preflight.Check(
        check.id(),
        check.category().word(),
        check.status().word(),
        check.action(),
        check.resource(),
        check.found(),
        check.needed(),
        check.reason(),
        check.remedy());
  }

  /** That an account is not ready, so that nothing in it can be looked at. */
  static Preflight.Check notReady(StoredAccount account) {
    return of(
        Check.fail(
                Category.ROLE,
                "account-ready",
                "Nothing is looked at, nor made, in an account whose role is not known to be safe.")
            .on(account.accountId())
            .found(
                (account.state().word() + ": " + String.join(" ", account.reasonsToTell())).strip(),
                AccountState.READY.word())
            .mendedBy(
                "Mend it, then POST /cloudAccounts/%s/verify (freehold account verify)."
                    .formatted(account.id())));
  }

  /** What the account says against a request, where no check is about it. */
  static Preflight.Check contradiction(Violation one) {
    String field = one.field().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    Check check =
        Check.fail(
                Category.NETWORK,
                (one.code() + "-" + field).replaceAll("-$", ""),
                "The account does not have what the request says.")
            .found(one.field() + ": " + one.found(), one.needed());
    return of(one.remedy() == null ? check : check.mendedBy(one.remedy()));
  }
}
