package io.freehold.controlplane;

import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.infrastructure.AccountZones;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Zone;
import java.util.List;

/** Accounts with four zones each; those whose number begins with 4 or 5 cannot be asked. */
final class TestZones implements AccountZones {
  @Override
  public List<Zone> of(StoredAccount account, String region, ShortName infrastructure) {
    switch (account.accountId().charAt(0)) {
      case '4' ->
          throw new FailureException(
              Failure.refused(
                  Failure.Kind.PERMISSION, "AccessDenied", "the role cannot be assumed"));
      case '5' ->
          throw new FailureException(
              Failure.refused(Failure.Kind.THROTTLED, "Throttling", "slow down"));
      default -> {
        return List.of(
            Zone.of(region, region + "a", "use1-az6"),
            Zone.of(region, region + "b", "use1-az3"), // has no EKS
            Zone.of(region, region + "c", "use1-az2"),
            Zone.of(region, region + "d", "use1-az4"));
      }
    }
  }
}
