package io.freehold.controlplane.onboarding;

import io.freehold.aws.account.RoleFacts;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.onboarding.InfrastructureRoles;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.infrastructure.InfrastructureRow;
import io.freehold.controlplane.infrastructure.InfrastructureStore;
import io.freehold.controlplane.web.Refusal;
import io.freehold.kernel.failure.FailureException;
import io.freehold.model.infrastructure.Roles;
import io.freehold.model.name.NamingScheme;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /byocInfrastructure/{id}/roles}: what makes the roles of an infrastructure in an account
 * where Freehold may make none.
 */
@RestController
@RequestMapping("/v1/organizations/{organizationId}/byocInfrastructure/{id}/roles")
class RoleTemplateApi {
  private final InfrastructureStore infrastructures;
  private final Accounts accounts;
  private final ObjectProvider<Vendor> vendor;
  private final NamingScheme naming;

  RoleTemplateApi(
      InfrastructureStore infrastructures,
      Accounts accounts,
      ObjectProvider<Vendor> vendor,
      NamingScheme naming) {
    this.infrastructures = infrastructures;
    this.accounts = accounts;
    this.vendor = vendor;
    this.naming = naming;
  }

  @GetMapping("/cloudformation.yaml")
  ResponseEntity<byte[]> cloudFormation(@PathVariable UUID organizationId, @PathVariable UUID id) {
    return Served.template(roles(organizationId, id));
  }

  @GetMapping("/terraform.tf")
  ResponseEntity<byte[]> terraform(@PathVariable UUID organizationId, @PathVariable UUID id) {
    return Served.module(roles(organizationId, id));
  }

  private InfrastructureRoles roles(UUID organizationId, UUID id) {
    InfrastructureRow row =
        infrastructures
            .find(organizationId, id)
            .orElseThrow(() -> Refusal.notFound("The infrastructure"));
    if (row.spec().roles() == Roles.MANAGED) {
      throw Refusal.conflict(
          "roles-managed",
          "roles: found an infrastructure whose roles Freehold makes, needed one of an account with"
              + " permissions.iamWrite=false. There is nothing to deploy.");
    }
    StoredAccount account =
        accounts
            .find(organizationId, row.spec().accountId())
            .orElseThrow(() -> Refusal.notFound("The account"));
    return new InfrastructureRoles(policies(row, account), row.spec().tags());
  }

  private RolePolicies policies(InfrastructureRow row, StoredAccount account) {
    ManagementRoleArn management =
        account
            .managementRoleArn()
            // Which boundary the roles get is known once the account's role was looked at.
            .filter(arn -> account.role().facts().isPresent())
            .map(ManagementRoleArn::new)
            .orElseThrow(() ->
                Refusal.conflict("account-not-ready", String.join(" ", account.reasonsToTell())));
    Vendor known = vendor.getIfAvailable();
    try {
      if (known != null) {
        return known.policies(
            row.spec().names(naming),
            management,
            account.role().facts().flatMap(RoleFacts::boundaryArn));
      }
    } catch (FailureException e) {
      // AWS is asked for it, and may not answer.
    }
    throw Refusal.of(
        503,
        "vendor-unknown",
        "The vendor's AWS account is not known at present, and the roles name it.");
  }
}
