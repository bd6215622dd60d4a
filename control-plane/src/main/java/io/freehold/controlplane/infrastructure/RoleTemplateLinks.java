package io.freehold.controlplane.infrastructure;

import io.freehold.model.infrastructure.Roles;
import io.freehold.protocol.infrastructure.Infrastructure;
import java.util.Optional;

/** Where the customer gets what makes the roles of an infrastructure. */
public final class RoleTemplateLinks {
  private RoleTemplateLinks() {}

  /** Empty where Freehold makes them. */
  static Optional<Infrastructure.RoleTemplate> of(InfrastructureRow row) {
    return row.spec().roles() == Roles.CUSTOMER
        ? Optional.of(
            new Infrastructure.RoleTemplate(
                folder(row) + "cloudformation.yaml", folder(row) + "terraform.tf"))
        : Optional.empty();
  }

  /** In a sentence for people. */
  public static String told(InfrastructureRow row) {
    return "GET %1$scloudformation.yaml or %1$sterraform.tf".formatted(folder(row));
  }

  private static String folder(InfrastructureRow row) {
    return "/v1/organizations/%s/byocInfrastructure/%s/roles/"
        .formatted(row.organizationId(), row.id());
  }
}
