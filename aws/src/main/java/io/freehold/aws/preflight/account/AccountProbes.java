package io.freehold.aws.preflight.account;

import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Probe;
import java.util.List;

/** All of this package's probes. */
public final class AccountProbes {
  private AccountProbes() {}

  public static List<Probe> of(Account account) {
    return List.of(
        new QuotaProbe(account),
        new ZoneProbe(account),
        new RangeProbe(account),
        new CustomerVpcProbe(account),
        new VersionProbe(account));
  }
}
