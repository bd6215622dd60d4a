package io.freehold.controlplane.service;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.InfrastructureRole;
import io.freehold.model.name.NamingScheme;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The role as which servers reach their objects in S3, as clients are told of it. */
@Component
class ServersRole {
  private final Accounts accounts;
  private final NamingScheme naming;

  ServersRole(Accounts accounts, NamingScheme naming) {
    this.accounts = accounts;
    this.naming = naming;
  }

  /**
   * Its ARN. The path in it follows from the account's management role; while that is not known,
   * from the one that the account's template makes where nobody chose another.
   */
  String arn(UUID organizationId, InfrastructureSpec place) {
    return accounts
        .find(organizationId, place.accountId())
        .flatMap(StoredAccount::managementRoleArn)
        .map(ManagementRoleArn::new)
        .orElseGet(
            () -> ManagementRoleArn.of(place.accountId(), "/", ManagementRoleArn.DEFAULT_NAME))
        .roleOf(place.names(naming).role(InfrastructureRole.CH_S3));
  }
}
