package io.freehold.controlplane;

import io.freehold.aws.onboarding.CloudFormationTemplate;
import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.onboarding.Parameter;
import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.customer.ManagementRole;
import io.freehold.simulator.customer.StackDeployment;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A customer who lets a control plane into an account, and no further than the template does. */
public final class SimulatedCustomer {
  private SimulatedCustomer() {}

  /**
   * Deploys the template, and answers the role's ARN.
   *
   * @param pass lets the time pass that a deployment takes
   */
  public static String deploy(
      SimulatedAws aws,
      String accountId,
      String vendorAccount,
      String externalId,
      Consumer<Duration> pass) {
    return Objects.requireNonNull(
        new StackDeployment(aws, accountId, "us-east-1", pass)
            .create(
                "clickhouse-byoc",
                new CloudFormationTemplate(
                        Map.of(
                            Parameter.EXTERNAL_ID,
                            externalId,
                            Parameter.VENDOR_PRINCIPAL,
                            "arn:aws:iam::" + vendorAccount + ":root"))
                    .text(),
                Map.of())
            .get(CloudFormationTemplate.OUTPUT));
  }

  /**
   * Makes the management role with what the template grants, by hand and at once, and answers its
   * ARN.
   */
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
