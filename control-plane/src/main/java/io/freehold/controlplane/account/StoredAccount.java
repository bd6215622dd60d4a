package io.freehold.controlplane.account;

import io.freehold.protocol.account.CloudAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An AWS account as it is kept.
 *
 * @param accountId the AWS account's twelve digits
 * @param externalId what its role asks for; not a secret between us and the customer
 * @param managementRoleArn the role by which it is managed, once that is known
 */
public record StoredAccount(
    UUID id,
    UUID organizationId,
    String accountId,
    String displayName,
    String regionId,
    String adminEmail,
    CloudAccount.Permissions permissions,
    String externalId,
    AccountState state,
    List<String> reasons,
    Optional<String> managementRoleArn,
    Instant createdAt) {
  public StoredAccount {
    reasons = List.copyOf(reasons);
  }

  CloudAccount shown(OnboardingLinks links) {
    return new CloudAccount(
        id.toString(),
        accountId,
        displayName,
        regionId,
        adminEmail,
        permissions,
        externalId,
        state.word(),
        reasons,
        managementRoleArn.orElse(null),
        links.templateVersion(),
        links.of(this),
        createdAt);
  }
}
