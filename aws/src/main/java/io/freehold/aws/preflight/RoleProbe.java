package io.freehold.aws.preflight;

import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import java.util.ArrayList;
import java.util.List;

/** Whether the management role lets the control plane in, and nobody else. */
final class RoleProbe implements Probe {
  private final Account account;

  RoleProbe(Account account) {
    this.account = account;
  }

  @Override
  public Category category() {
    return Category.ROLE;
  }

  @Override
  public List<Check> examine() {
    String role = account.subject().policies().management().value();
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.pass(
                Category.ROLE, Preflight.ROLE_ASSUMABLE, "The control plane can act as the role.")
            .on(role));
    if (account.aws().clients().isEmulator()) {
      checks.add(
          Check.warn(
                  Category.ROLE,
                  "role-external-id",
                  "An emulator answers in the place of AWS, and lets everybody assume every role.")
              .on(role)
              .found("nothing that could be tried", "a role that demands its external ID"));
    }
    return checks;
  }
}
