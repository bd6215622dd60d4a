package io.freehold.simulator.customer;

import io.freehold.simulator.SimulatedAws;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;

/**
 * The role in a customer's account as which a control plane acts there, for those who have no
 * template to deploy.
 *
 * @param name of the role
 * @param trust who may assume it, as JSON
 * @param inline its own policies as JSON, by name
 * @param managed policies beside it as JSON, by name
 * @param boundary of the roles that the control plane makes, as JSON, called as the role and {@code
 *     -boundary}; empty where there is one already, or none is needed
 */
public record ManagementRole(
    String name,
    String trust,
    Map<String, String> inline,
    Map<String, String> managed,
    Optional<String> boundary) {
  private static final String NAME = "ClickHouseManagementRole";

  /**
   * One under the usual name with a single policy, and no boundary beside it.
   *
   * @param vendorAccountId who may assume it
   * @param externalId which has to be named for that
   * @param policy what it may do, as JSON
   */
  public static ManagementRole of(String vendorAccountId, String externalId, String policy) {
    String trust =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
         "Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":["sts:AssumeRole","sts:TagSession"],
         "Condition":{"StringEquals":{"sts:ExternalId":"%s"}}}]}
        """
            .formatted(vendorAccountId, externalId);
    return new ManagementRole(NAME, trust, Map.of("manage", policy), Map.of(), Optional.empty());
  }

  /**
   * Makes it, as the account's root.
   *
   * @param accountId the customer's account, 12 digits
   * @return its ARN
   */
  public String create(SimulatedAws aws, String accountId) {
    IamClient iam = aws.client(IamClient.class, aws.credentialsOfRoot(accountId), Region.US_EAST_1);
    boundary.ifPresent(json -> {
      try {
        iam.createPolicy(r -> r.policyName(name + "-boundary").policyDocument(json));
      } catch (EntityAlreadyExistsException e) {
        // Of an earlier role of the name: roles that it bounds outlive that one.
      }
    });
    String arn = iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust)).role().arn();
    inline.forEach((policy, json) ->
        iam.putRolePolicy(r -> r.roleName(name).policyName(policy).policyDocument(json)));
    managed.forEach((policy, json) -> {
      String policyArn =
          iam.createPolicy(r -> r.policyName(policy).policyDocument(json)).policy().arn();
      iam.attachRolePolicy(r -> r.roleName(name).policyArn(policyArn));
    });
    return arn;
  }
}
