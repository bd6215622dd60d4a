package io.freehold.controlplane.account;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.protocol.account.CloudAccount;
import java.time.Instant;
import java.util.ArrayList;
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
 * @param permissionsAt when what its role is to allow was changed last; empty where it never was
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
    Optional<Instant> permissionsAt,
    Instant stateSince,
    Instant createdAt) {
  public StoredAccount {
    reasons = List.copyOf(reasons);
  }

  /** Why nothing is done in it, one sentence each; or what could not be checked. */
  public List<String> reasonsToTell() {
    List<String> all = new ArrayList<>(reasonsOfState());
    outdated().ifPresent(all::add);
    return List.copyOf(all);
  }

  /** The role still is what was asked for before. */
  private Optional<String> outdated() {
    return permissionsAt
        .filter(changed -> managementRoleArn.isPresent())
        .filter(changed -> role.reportedAt().filter(at -> !at.isBefore(changed)).isEmpty())
        .map(changed ->
            ("permissions-changed: found a role that was reported before its permissions were"
                    + " changed (%s), needed one with vpcWrite=%s, iamWrite=%s, kms=%s: no more,"
                    + " and no less. Deploy the account's template as it is now, and report the"
                    + " role with PATCH /cloudAccounts/%s.")
                .formatted(
                    changed,
                    permissions.vpcWrite(),
                    permissions.iamWrite(),
                    permissions.kms(),
                    id));
  }

  private List<String> reasonsOfState() {
    return state == AccountState.AWAITING_ROLE
        ? List.of(
            "management-role: found none, needed the ARN of a role %s. Deploy the account's template"
                    .formatted(ManagementRoleArn.DEFAULT_NAME)
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
