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
 * @param reasons why it is not ready, or what could not be checked
 * @param managementRoleArn the role by which it is managed, once that is known
 * @param role what is known of that role
 * @param stateSince when the state became what it is
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
    KnownRole role,
    Instant stateSince,
    Instant createdAt) {
  /** What a role's name has to contain; enterprises put something before or behind it. */
  static final String ROLE_NAME = "ClickHouseManagementRole";

  public StoredAccount {
    reasons = List.copyOf(reasons);
  }

  /** Why nothing is done in it, one sentence each; or what could not be checked. */
  public List<String> reasonsToTell() {
    return state == AccountState.AWAITING_ROLE
        ? List.of(
            "management-role: found none, needed the ARN of a role %s. Deploy the account's template"
                    .formatted(ROLE_NAME)
                + " with its external ID, and report the role with PATCH /cloudAccounts/"
                + id
                + ".")
        : reasons;
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
        reasonsToTell(),
        managementRoleArn.orElse(null),
        links.templateVersion(),
        links.of(this),
        createdAt);
  }
}
