package io.freehold.simulator.cloudformation.resource;

import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/** Managed policies on a role. */
final class Managed {
  private Managed() {}

  /** Takes off those that are no longer wanted, and puts on the new ones. */
  static void change(IamClient iam, String role, List<String> before, List<String> after) {
    before.stream().filter(arn -> !after.contains(arn)).forEach(arn -> takeOff(iam, role, arn));
    after.stream()
        .filter(arn -> !before.contains(arn))
        .forEach(arn -> iam.attachRolePolicy(r -> r.roleName(role).policyArn(arn)));
  }

  static void takeOff(IamClient iam, String role, String policyArn) {
    Handling.unlessGone(() -> iam.detachRolePolicy(r -> r.roleName(role).policyArn(policyArn)));
  }
}
