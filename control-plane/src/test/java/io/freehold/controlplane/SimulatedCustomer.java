package io.freehold.controlplane;

import io.freehold.aws.onboarding.Onboarding;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.customer.ManagementRole;
import java.util.Optional;

/** A customer who lets a control plane into an account, and no further than the template does. */
public final class SimulatedCustomer {
  private SimulatedCustomer() {}

  /** Makes the management role with what the template grants, and answers its ARN. */
  public static String managementRole(
      SimulatedAws aws, String accountId, String vendorAccount, String externalId) {
    Onboarding granted = Onboarding.standard(accountId, vendorAccount, externalId);
    return new ManagementRole(
            granted.role().name(),
            granted.trust().json(),
            granted.inline(),
            granted.managed(),
            Optional.of(granted.boundary().json()))
        .create(aws, accountId);
  }
}
