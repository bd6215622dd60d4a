package io.freehold.simulator.customer;

import io.freehold.simulator.SimulatedAws;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/** The role in a customer's account as which a control plane acts there. */
public final class ManagementRole {
  private static final String NAME = "ClickHouseManagementRole";

  private ManagementRole() {}

  /**
   * Makes it, as the account's root.
   *
   * @param accountId the customer's account, 12 digits
   * @param vendorAccountId who may assume it
   * @param externalId which has to be named for that
   * @param policy what it may do, as JSON
   * @return its ARN
   */
  public static String create(
      SimulatedAws aws,
      String accountId,
      String vendorAccountId,
      String externalId,
      String policy) {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
         "Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":["sts:AssumeRole","sts:TagSession"],
         "Condition":{"StringEquals":{"sts:ExternalId":"%s"}}}]}
        """
            .formatted(vendorAccountId, externalId);
    IamClient iam = aws.client(IamClient.class, aws.credentialsOfRoot(accountId), Region.US_EAST_1);
    String arn = iam.createRole(r -> r.roleName(NAME).assumeRolePolicyDocument(trust)).role().arn();
    iam.putRolePolicy(r -> r.roleName(NAME).policyName("manage").policyDocument(policy));
    return arn;
  }
}
