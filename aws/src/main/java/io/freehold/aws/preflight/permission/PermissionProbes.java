package io.freehold.aws.preflight.permission;

import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Probe;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All of this package's probes. */
public final class PermissionProbes {
  private final Account account;
  private @Nullable Map<Question, Verdict> answers;

  private PermissionProbes(Account account) {
    this.account = account;
  }

  public static List<Probe> of(Account account) {
    PermissionProbes shared = new PermissionProbes(account);
    return List.of(
        new PermissionProbe(account, shared::answers),
        new LinkedRoleProbe(account, shared::answers));
  }

  /** Asked once for all of them. */
  private Map<Question, Verdict> answers() {
    Map<Question, Verdict> known = answers;
    if (known == null) {
      known =
          new PolicySimulator(account.aws(), account.subject().policies().management())
              .ask(Questions.about(account.subject()));
      answers = known;
    }
    return known;
  }
}
