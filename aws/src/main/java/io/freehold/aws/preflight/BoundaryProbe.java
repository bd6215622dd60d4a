package io.freehold.aws.preflight;

import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Whether the boundary of the roles that will be made is there, no wider than ours and wide enough:
 * the account's own, or the customer's in its place.
 */
final class BoundaryProbe implements Probe {
  private final Account account;

  BoundaryProbe(Account account) {
    this.account = account;
  }

  @Override
  public Category category() {
    return Category.ROLE;
  }

  @Override
  public List<Check> examine() {
    String arn = account.subject().policies().boundaryArn();
    Check check;
    try {
      String version =
          account.aws().iam().getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId();
      String document =
          account
              .aws()
              .iam()
              .getPolicyVersion(r -> r.policyArn(arn).versionId(version))
              .policyVersion()
              .document();
      check =
          new BoundaryJudgement(account.subject(), TemplateVersion.all())
              .of(URLDecoder.decode(document, StandardCharsets.UTF_8));
    } catch (NoSuchEntityException e) {
      check = missing();
    }
    return List.of(check.on(arn));
  }

  /** An emulator makes roles within boundaries that are not there. */
  private Check missing() {
    boolean emulator = account.aws().clients().isEmulator();
    return Check.of(
            emulator ? Check.Status.WARN : Check.Status.FAIL,
            Category.ROLE,
            BoundaryJudgement.ID,
            emulator
                ? "An emulator answers in the place of AWS, and does without boundaries."
                : "No role can be made without its boundary.")
        .found("no such policy", "the boundary of the roles that are made")
        .mendedBy("Deploy the account's template again: the boundary comes with it.");
  }
}
