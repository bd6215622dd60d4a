package io.freehold.simulator.iam.policy;

/** Who asks, as policies name it. */
public sealed interface Caller {
  /** The account itself, which may do everything in it. */
  record Account(String accountId) implements Caller {
    String arn() {
      return "arn:aws:iam::" + accountId + ":root";
    }
  }

  /**
   * A session of a role.
   *
   * @param accountId the role's account
   * @param roleArn the role with its path
   * @param sessionArn {@code arn:aws:sts::…:assumed-role/<role>/<session>}
   */
  record RoleSession(String accountId, String roleArn, String sessionArn) implements Caller {}

  /** An AWS service on its own account, such as {@code eks.amazonaws.com}. */
  record AwsService(String name) implements Caller {}
}
