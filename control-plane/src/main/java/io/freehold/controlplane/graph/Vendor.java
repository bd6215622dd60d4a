package io.freehold.controlplane.graph;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.iam.VendorRoles;
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

  /** The vendor's AWS account, 12 digits. */
  public String account() {
    return roles.get().stateWriter().split(":", 6)[4];
  }

  /**
   * What the roles of one infrastructure may do.
   *
   * @param management the customer's role as which the control plane acts
   */
  public RolePolicies policies(InfrastructureNames names, ManagementRoleArn management) {
    return new RolePolicies(names, management, Optional.empty(), roles.get());
  }
}
