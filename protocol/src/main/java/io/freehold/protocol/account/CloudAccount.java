package io.freehold.protocol.account;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An AWS account that infrastructures may be made in.
 *
 * @param id a UUID
 * @param accountId the AWS account's twelve digits
 * @param regionId where the first infrastructure is intended
 * @param permissions what the account's role is to allow
 * @param externalId what the role asks whoever assumes it to know; one for each AWS account
 * @param state {@code awaiting-role}, {@code verifying}, {@code ready} or {@code blocked}
 * @param reasons why it is blocked
 * @param managementRoleArn the role by which the account is managed; null until it was reported
 * @param templateVersion the newest version of what makes that role
 * @param links where that is to be had
 */
public record CloudAccount(
    String id,
    String accountId,
    String displayName,
    String regionId,
    String adminEmail,
    Permissions permissions,
    String externalId,
    String state,
    List<String> reasons,
    @Nullable String managementRoleArn,
    int templateVersion,
    Links links,
    Instant createdAt) {
  public CloudAccount {
    reasons = List.copyOf(Objects.requireNonNullElse(reasons, List.of()));
  }

  /**
   * What the customer is willing to allow.
   *
   * @param vpcWrite making a VPC; without it they bring their own
   * @param iamWrite making roles; without it they make them from a template
   * @param kms using KMS keys
   */
  public record Permissions(boolean vpcWrite, boolean iamWrite, boolean kms) {}

  /**
   * Where to get what makes the role.
   *
   * @param cloudFormation the template; a path on this control plane
   * @param cloudFormationQuickCreate opens the template in the AWS console; null where the vendor
   *     has not put templates where the console can fetch them
   * @param terraform the module; a path on this control plane
   */
  public record Links(
      String cloudFormation, @Nullable String cloudFormationQuickCreate, String terraform) {}
}
