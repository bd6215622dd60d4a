package io.freehold.controlplane.account;

import io.freehold.aws.catalogue.PolicyGroup;
import java.util.List;
import java.util.UUID;

/** Knows whether anything stands in an AWS account. */
public interface AccountUse {
  /**
   * @param accountId the AWS account's twelve digits
   */
  boolean isUsed(UUID organizationId, String accountId);

  /**
   * The names of what stands there and cannot live without a policy of the account's role.
   *
   * @param accountId the AWS account's twelve digits
   */
  List<String> needing(UUID organizationId, String accountId, PolicyGroup policy);
}
