package io.freehold.controlplane.account;

import java.util.UUID;

/** Everything that is worked on in AWS accounts. */
@FunctionalInterface
public interface AccountWork {
  /**
   * The account has become ready, or is not any more: whatever stands in it is looked at again.
   *
   * @param accountId the AWS account's twelve digits
   */
  void wake(UUID organizationId, String accountId);
}
