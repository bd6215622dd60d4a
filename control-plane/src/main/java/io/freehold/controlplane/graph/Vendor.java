package io.freehold.controlplane.graph;

import io.freehold.aws.graph.AwsInfrastructure;
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

  /** The setting of one infrastructure's graph. */
  public AwsInfrastructure.Setting setting(
      InfrastructureNames names, String accountId, String managementRoleArn) {
    return new AwsInfrastructure.Setting(
        names,
        new RolePolicies(names, accountId, "/", Optional.empty(), roles.get()),
        managementRoleArn);
  }
}
