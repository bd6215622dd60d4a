package io.freehold.controlplane.onboarding;

import io.freehold.aws.account.RoleFacts;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.onboarding.Parameter;
import io.freehold.controlplane.account.StoredAccount;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the customer of an account has chosen, as far as it is known: so that who deploys a newer
 * version gets the same role again.
 */
record Choice(StoredAccount account) {

  /** For template and module. */
  Map<Parameter, String> parameters() {
    Map<Parameter, String> all = new EnumMap<>(Parameter.class);
    all.put(Parameter.EXTERNAL_ID, account.externalId());
    all.put(Parameter.VPC_WRITE, String.valueOf(account.permissions().vpcWrite()));
    all.put(Parameter.IAM_WRITE, String.valueOf(account.permissions().iamWrite()));
    all.put(Parameter.KMS, String.valueOf(account.permissions().kms()));
    role()
        .ifPresent(role -> {
          put(all, Parameter.ROLE_NAME, role.name());
          put(all, Parameter.ROLE_PATH, role.path());
        });
    boundary().ifPresent(arn -> put(all, Parameter.PERMISSIONS_BOUNDARY_ARN, arn));
    return all;
  }

  /** The same as the policies that come of it. */
  Onboarding onboarding(String vendorPrincipal) {
    return new Onboarding(
        role()
            .orElseGet(() ->
                ManagementRoleArn.of(account.accountId(), "/", ManagementRoleArn.DEFAULT_NAME)),
        vendorPrincipal,
        account.externalId(),
        boundary(),
        Onboarding.groups(
            account.permissions().vpcWrite(),
            account.permissions().iamWrite(),
            account.permissions().kms()));
  }

  private Optional<ManagementRoleArn> role() {
    return account.managementRoleArn().map(ManagementRoleArn::new);
  }

  private Optional<String> boundary() {
    return account.role().facts().flatMap(RoleFacts::boundaryArn);
  }

  /** A role that was made by hand need not keep to the limits of the template. */
  private static void put(Map<Parameter, String> all, Parameter parameter, String value) {
    if (parameter.takes(value)) {
      all.put(parameter, value);
    }
  }
}
