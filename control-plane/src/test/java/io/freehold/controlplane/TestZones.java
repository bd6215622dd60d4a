package io.freehold.controlplane;

import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.infrastructure.AccountZones;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Zone;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Accounts with four zones each; those whose number begins with 4 or 5 cannot be asked, and those
 * whose number begins with 8 answer when they are let.
 */
public final class TestZones implements AccountZones {
  /** One for each question that a slow account was asked. */
  public static final Semaphore ASKED = new Semaphore(0);

  /** Lets slow accounts answer, from then on. */
  public static final CountDownLatch ANSWERS = new CountDownLatch(1);

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
      case '8' -> {
        ASKED.release();
        try {
          ANSWERS.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return zones(region);
      }
      default -> {
        return zones(region);
      }
    }
  }

  private static List<Zone> zones(String region) {
    return List.of(
        Zone.of(region, region + "a", "use1-az6"),
        Zone.of(region, region + "b", "use1-az3"), // has no EKS
        Zone.of(region, region + "c", "use1-az2"),
        Zone.of(region, region + "d", "use1-az4"));
  }
}
