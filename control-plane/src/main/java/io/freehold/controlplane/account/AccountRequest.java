package io.freehold.controlplane.account;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.controlplane.web.Body;
import io.freehold.model.region.Regions;
import io.freehold.model.violation.Violations;
import io.freehold.protocol.account.CloudAccount;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body with which an AWS account is named. */
record AccountRequest(
    @Nullable String accountId,
    @Nullable String displayName,
    @Nullable String regionId,
    @Nullable String adminEmail,
    @Nullable Permissions permissions) {
  private static final int LONGEST_NAME = 100;
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /** What is in front of the sign is the other side's business; behind it is a name in the DNS. */
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s]{1,64}@(?=.{1,190}$)[^@\\s.]+(?:\\.[^@\\s.]+)+");

  /** What the role is to allow; what is not said stands at its default. */
  record Permissions(
      @Nullable Boolean vpcWrite, @Nullable Boolean iamWrite, @Nullable Boolean kms) {
    /** What is not said stays as it is. */
    CloudAccount.Permissions over(CloudAccount.Permissions now) {
      return new CloudAccount.Permissions(
          Objects.requireNonNullElse(vpcWrite, now.vpcWrite()),
          Objects.requireNonNullElse(iamWrite, now.iamWrite()),
          Objects.requireNonNullElse(kms, now.kms()));
    }
  }

  /** What the role allows where nothing is said. */
  static final CloudAccount.Permissions STANDARD = new CloudAccount.Permissions(true, true, false);

  /** The body with which an account is changed. */
  record Change(
      @Nullable String managementRoleArn,
      @Nullable String displayName,
      @Nullable Permissions permissions) {
    void check(StoredAccount account, Body<?> body) {
      Violations violations = body.violations();
      checkName(displayName, violations);
      if (managementRoleArn == null) {
        return;
      }
      Optional<ManagementRoleArn> read = ManagementRoleArn.read(managementRoleArn);
      if (read.isEmpty()) {
        violations.add(
            "managementRoleArn",
            "role-arn-malformed",
            "'" + managementRoleArn + "'",
            "arn:aws:iam::" + account.accountId() + ":role/<name>",
            "Take it from the output of the account's template.");
        return;
      }
      ManagementRoleArn arn = read.get();
      if (!arn.accountId().equals(account.accountId())) {
        violations.add(
            "managementRoleArn",
            "role-of-other-account",
            "a role of account " + arn.accountId(),
            "one of account " + account.accountId(),
            "Report the role there, or name account " + arn.accountId() + " on its own.");
      }
      if (!arn.name().contains(ManagementRoleArn.DEFAULT_NAME)) {
        violations.add(
            "managementRoleArn",
            "role-name",
            "a role '" + arn.name() + "'",
            "a name that contains " + ManagementRoleArn.DEFAULT_NAME,
            "Deploy the account's template, and put something before or behind that name only.");
      }
    }
  }

  void check(Body<?> body, Regions regions) {
    Violations violations = body.violations();
    body.require("accountId", "the 12 digits of an AWS account");
    body.require("regionId", "one of " + String.join(", ", regions.ids()));
    body.require("adminEmail", "an e-mail address");
    if (accountId != null && !ACCOUNT.matcher(accountId).matches()) {
      violations.add(
          "accountId",
          "account-id-malformed",
          "'" + accountId + "'",
          "the 12 digits of an AWS account",
          "'aws sts get-caller-identity' tells it.");
    }
    if (regionId != null && regions.find(regionId).isEmpty()) {
      violations.add(
          "regionId",
          "region-unsupported",
          "'" + regionId + "'",
          "one of " + String.join(", ", regions.ids()),
          "Choose the one nearest to whoever uses the services.");
    }
    if (adminEmail != null && !EMAIL.matcher(adminEmail).matches()) {
      violations.add(
          "adminEmail",
          "email-malformed",
          "'" + adminEmail + "'",
          "an e-mail address",
          "Name who is to be told of this account, like admin@example.com.");
    }
    checkName(displayName, violations);
  }

  private static void checkName(@Nullable String name, Violations violations) {
    if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
      violations.add(
          "displayName", "name-length", name.length() + " characters", "1 to " + LONGEST_NAME);
    }
  }
}
