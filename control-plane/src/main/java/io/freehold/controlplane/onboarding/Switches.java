package io.freehold.controlplane.onboarding;

import io.freehold.aws.onboarding.Parameter;
import io.freehold.controlplane.account.StoredAccount;
import java.util.EnumMap;
import java.util.Map;

/** What an account's customer is willing to allow, as parameters. */
final class Switches {
  private Switches() {}

  static Map<Parameter, String> of(StoredAccount account) {
    Map<Parameter, String> switches = new EnumMap<>(Parameter.class);
    switches.put(Parameter.VPC_WRITE, String.valueOf(account.permissions().vpcWrite()));
    switches.put(Parameter.IAM_WRITE, String.valueOf(account.permissions().iamWrite()));
    switches.put(Parameter.KMS, String.valueOf(account.permissions().kms()));
    return switches;
  }
}
