package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.account.StoredAccount;
import io.freehold.model.violation.Violations;
import org.jspecify.annotations.Nullable;

/** The customer's key with which EKS encrypts Kubernetes secrets. */
final class SecretsKey {
  static final String FIELD = "secretsKeyArn";

  private SecretsKey() {}

  /** The management role has to be allowed to let EKS use it. */
  static void refuseIfWithheld(
      StoredAccount account, @Nullable String keyArn, Violations violations) {
    if (keyArn != null && !account.permissions().kms()) {
      violations.add(
          FIELD,
          "permission-withheld",
          "permissions.kms of account " + account.accountId() + " is false",
          "an account whose role may use KMS keys",
          "Leave the key out; or PATCH the account with permissions.kms true, deploy its template"
              + " and report the role again.");
    }
  }

  /**
   * EKS takes a key for a cluster that has none, and never gives one back.
   *
   * @return whether this is the key that is there, or the first one
   * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html">Encrypt
   *     Kubernetes secrets with KMS</a>
   */
  static boolean canFollow(@Nullable String now, @Nullable String wanted) {
    return now == null || now.equals(wanted);
  }
}
