package io.freehold.aws.preflight.permission;

import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.onboarding.Parameter;
import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import java.util.List;
import java.util.Optional;

/** Puts into words what is denied, by what, and who can mend it. */
final class Denials {
  private final ManagementRoleArn role;

  Denials(ManagementRoleArn role) {
    this.role = role;
  }

  /** Empty where it is allowed. */
  Optional<Check> check(Category category, String id, Question question, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed() -> Optional.empty();
      case Verdict.Unanswered(String why) ->
          Optional.of(
              Check.warn(category, id, "IAM's simulator does not take the question.")
                  .doing(question.action())
                  .on(list(question.resources()))
                  .found(why, "an answer"));
      case Verdict.Denied denied -> Optional.of(denied(category, id, question, denied));
    };
  }

  private Check denied(Category category, String id, Question question, Verdict.Denied denied) {
    String action = question.action();
    String resources = list(denied.resources());
    Check check = Check.fail(category, id, reason(denied.ground())).doing(action).on(resources);
    return switch (denied.ground()) {
      case ORGANIZATION ->
          check
              .found("denied by a service control policy", "allowed")
              .mendedBy(
                  "Ask whoever administers the AWS organization to except %s from what denies %s."
                      .formatted(role, action));
      case STATEMENT ->
          check
              .found(
                  denied
                      .policy()
                      .map(policy -> "denied by the policy " + policy)
                      .orElse("denied by a statement of the role's policies"),
                  "allowed")
              .mendedBy("Take the denial out of the policy.");
      case BOUNDARY ->
          check
              .found("not allowed by the role's permissions boundary", "allowed")
              .mendedBy(
                  "Allow %s in the permissions boundary of %s.".formatted(action, role.name()));
      case MISSING ->
          check
              .found("not allowed by any policy of the role", "allowed")
              .mendedBy(missing(question));
    };
  }

  /**
   * All of a policy that the customer chose not to grant.
   *
   * @param missing of so many permissions
   */
  Check withheld(String id, PolicyGroup group, int missing, int all) {
    Check check =
        Check.fail(
                Category.PERMISSIONS, id, "The policy was withheld when the account was onboarded.")
            .on(policy(group))
            .found(
                "%d of %d permissions not allowed by any policy of the role"
                    .formatted(missing, all),
                "allowed");
    return Parameter.granting(group)
        .map(chosen -> check.mendedBy(granting(group, chosen)))
        .orElse(check);
  }

  private static String granting(PolicyGroup group, Parameter chosen) {
    String grant =
        "PATCH the account with the permission, and deploy its template with %s=true (%s in the Terraform module)"
            .formatted(chosen.pascal(), chosen.snake());
    return group == PolicyGroup.VPC_WRITE
        ? grant + ", or say network.mode=customer to use a VPC of your own."
        : grant + ".";
  }

  private static String reason(Verdict.Ground ground) {
    return switch (ground) {
      case ORGANIZATION -> "The organization forbids it to the whole account.";
      case STATEMENT -> "The role's own policies forbid it.";
      case BOUNDARY -> "The role may do no more than its boundary allows.";
      case MISSING -> "The role's policies are not what this release needs.";
    };
  }

  private String missing(Question question) {
    PolicyGroup group = question.permission().group();
    String where =
        group.isInline() ? "the role's policy " + group.suffix() : "the policy " + policy(group);
    return "Deploy version %d of the account's template: it grants %s in %s."
        .formatted(TemplateVersion.newest().number(), question.action(), where);
  }

  private String policy(PolicyGroup group) {
    return role.name() + "-" + group.suffix();
  }

  private static String list(List<String> resources) {
    return resources.size() == 1
        ? resources.getFirst()
        : resources.getFirst() + " and " + (resources.size() - 1) + " more";
  }
}
