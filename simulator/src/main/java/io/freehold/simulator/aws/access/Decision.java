package io.freehold.simulator.aws.access;

/** IAM's answer. */
public sealed interface Decision {
  record Allowed() implements Decision {}

  /**
   * @param because as AWS words it: {@code no identity-based policy allows the ec2:CreateVpc
   *     action}
   */
  record Denied(String because) implements Decision {}

  static Decision allowed() {
    return new Allowed();
  }

  static Decision denied(String because) {
    return new Denied(because);
  }
}
