package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.account.StoredAccount;
import io.freehold.model.name.ShortName;
import io.freehold.model.vpc.VpcSurvey;
import java.util.Set;

/** Looks at a VPC that is in an AWS account already. */
@FunctionalInterface
public interface AccountVpcs {
  /**
   * What is there.
   *
   * @param infrastructure that is to be made in it: sessions are for one infrastructure each
   * @param subnetIds to be looked for outside of the VPC as well
   * @throws io.freehold.kernel.failure.FailureException if the account cannot be asked; the kind
   *     tells who must act
   */
  VpcSurvey survey(
      StoredAccount account,
      String region,
      ShortName infrastructure,
      String vpcId,
      Set<String> subnetIds);
}
