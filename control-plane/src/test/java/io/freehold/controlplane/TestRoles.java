package io.freehold.controlplane;

import io.freehold.aws.account.Finding;
import io.freehold.aws.account.RoleFacts;
import io.freehold.aws.account.Verification;
import io.freehold.controlplane.account.RoleCheck;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.kernel.failure.Failure;
import java.util.List;
import java.util.Optional;

/** Roles that are as the ends of their names say; others are sound. */
final class TestRoles implements RoleCheck {
  @Override
  public Verification of(StoredAccount account) {
    String role = account.managementRoleArn().orElseThrow();
    return switch (role.substring(role.lastIndexOf('-') + 1)) {
      case "gone" -> new Verification.Unusable(List.of(finding(Finding.Code.ROLE_NOT_ASSUMABLE)));
      case "open" ->
          new Verification.Unsafe(
              List.of(
                  finding(Finding.Code.EXTERNAL_ID_NOT_DEMANDED),
                  finding(Finding.Code.TRUST_TOO_WIDE)));
      case "busy" ->
          new Verification.Undecided(
              Failure.refused(Failure.Kind.THROTTLED, "Throttling", "slow down"));
      case "emulated" ->
          new Verification.Sound(facts(), List.of(finding(Finding.Code.NOT_CHECKED)));
      default -> new Verification.Sound(facts(), List.of());
    };
  }

  private static RoleFacts facts() {
    return new RoleFacts("/", Optional.empty(), Optional.of("7"));
  }

  private static Finding finding(Finding.Code code) {
    return new Finding(code, "something", "something else", "Mend it.");
  }
}
