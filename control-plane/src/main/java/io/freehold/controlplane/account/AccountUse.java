package io.freehold.controlplane.account;

import java.util.UUID;

/** Knows whether anything stands in an AWS account. */
@FunctionalInterface
public interface AccountUse {
  /**
   * @param accountId the AWS account's twelve digits
   */
  boolean isUsed(UUID organizationId, String accountId);
}
