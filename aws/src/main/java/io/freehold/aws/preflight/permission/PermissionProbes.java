package io.freehold.aws.preflight.permission;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import io.freehold.aws.preflight.check.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
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

  /**
   * The permissions that no policy of the role grants: it was made by an older template, or
   * somebody edited what it made. What an organization or a boundary denies is not among them.
   */
  public static List<Check> missing(Account account) {
    Denials denials = new Denials(account.subject().policies().management());
    List<Check> missing = new ArrayList<>();
    new PermissionProbes(account)
        .answers()
        .forEach((question, verdict) -> {
          if (verdict instanceof Verdict.Denied(var ground, var resources, var policy)
              && ground == Verdict.Ground.MISSING) {
            denials
                .check(Category.PERMISSIONS, question.id(), question, verdict)
                .ifPresent(missing::add);
          }
        });
    return missing;
  }

  /** The account's policies as the template would write them, with all that it can grant. */
  public static Onboarding granted(Subject subject) {
    String vendor = subject.policies().vendor().stateWriter().split(":", 6)[4];
    return new Onboarding(
        subject.policies().management(),
        "arn:aws:iam::" + vendor + ":root",
        "",
        subject.policies().customerBoundary(),
        EnumSet.allOf(PolicyGroup.class));
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
