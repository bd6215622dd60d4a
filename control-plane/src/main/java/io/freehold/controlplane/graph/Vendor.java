package io.freehold.controlplane.graph;

import io.freehold.aws.graph.AwsInfrastructure;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
import io.freehold.kernel.failure.FailureClassifier;
import io.freehold.kernel.failure.FailureException;
import io.freehold.model.name.InfrastructureNames;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the vendor brings to every infrastructure.
 *
 * @param roles in the vendor's account that infrastructures report to; asked for when they are
 *     needed
 */
public record Vendor(Supplier<VendorRoles> roles) {
  private static final FailureClassifier FAILURES = new CloudFailures();

  /**
   * The setting of one infrastructure's graph.
   *
   * @throws FailureException if the vendor's own account cannot be asked
   */
  public AwsInfrastructure.Setting setting(
      InfrastructureNames names, String accountId, String managementRoleArn) {
    return new AwsInfrastructure.Setting(
        names,
        new RolePolicies(names, accountId, "/", Optional.empty(), known()),
        managementRoleArn);
  }

  private VendorRoles known() {
    try {
      return roles.get();
    } catch (RuntimeException e) {
      throw new FailureException(FAILURES.classify(e));
    }
  }
}
