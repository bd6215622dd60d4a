package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.account.StoredAccount;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Zone;
import java.util.List;

/**
 * Asks an AWS account which zones it has, and what it calls them: letters mean other places in
 * other accounts.
 */
@FunctionalInterface
public interface AccountZones {
  /**
   * The zones of a region that this account may use.
   *
   * @param infrastructure that is to be made there: sessions are for one infrastructure each
   * @throws io.freehold.kernel.failure.FailureException if it cannot be asked; the kind tells who
   *     must act
   */
  List<Zone> of(StoredAccount account, String region, ShortName infrastructure);
}
