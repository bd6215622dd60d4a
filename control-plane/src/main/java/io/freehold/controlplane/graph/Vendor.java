package io.freehold.controlplane.graph;

import io.freehold.aws.iam.ManagementRoleArn;
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

  /** The vendor's AWS account, 12 digits. */
  public String account() {
    return roles.get().stateWriter().split(":", 6)[4];
  }

  /**
   * What the roles of one infrastructure may do.
   *
   * @param management the customer's role as which the control plane acts
   * @param customerBoundary the ARN of a boundary of the customer's own, which replaces ours
   * @throws FailureException if the vendor's own account cannot be asked
   */
  public RolePolicies policies(
      InfrastructureNames names, ManagementRoleArn management, Optional<String> customerBoundary) {
    return new RolePolicies(names, management, customerBoundary, known());
  }

  private VendorRoles known() {
    try {
      return roles.get();
    } catch (RuntimeException e) {
      throw new FailureException(FAILURES.classify(e));
    }
  }
}
