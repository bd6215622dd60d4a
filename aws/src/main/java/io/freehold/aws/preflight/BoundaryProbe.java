package io.freehold.aws.preflight;

import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.onboarding.Catalogue;
import io.freehold.aws.onboarding.ManagementPolicies;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Whether the boundary of the roles that will be made is there, no wider than ours and wide enough:
 * the account's own, or the customer's in its place. By the names of actions only: on what, and
 * when, a customer's boundary allows them is the customer's to decide.
 */
final class BoundaryProbe implements Probe {
  private static final String ID = "role-boundary";
  private static final int TOLD = 8;

  private final Account account;
  private final RolePolicies policies;

  BoundaryProbe(Account account) {
    this.account = account;
    policies = account.subject().policies();
  }

  @Override
  public Category category() {
    return Category.ROLE;
  }

  @Override
  public List<Check> examine() {
    String arn = policies.boundaryArn();
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
      check = judge(URLDecoder.decode(document, StandardCharsets.UTF_8));
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
            ID,
            emulator
                ? "An emulator answers in the place of AWS, and does without boundaries."
                : "No role can be made without its boundary.")
        .found("no such policy", "the boundary of the roles that are made")
        .mendedBy("Deploy the account's template again: the boundary comes with it.");
  }

  private Check judge(String document) {
    SortedSet<String> ours = ManagementPolicies.boundary().allowedActions();
    SortedSet<String> theirs = PolicyDocument.allowedActions(document);
    SortedSet<String> lacking = new TreeSet<>(ours);
    lacking.removeIf(action -> theirs.stream().anyMatch(pattern -> covers(pattern, action)));
    SortedSet<String> beyond = new TreeSet<>(theirs);
    beyond.removeIf(pattern -> ours.stream().anyMatch(pattern::equalsIgnoreCase));
    if (!lacking.isEmpty()) {
      return Check.fail(
              Category.ROLE, ID, "Components of the infrastructure could not do their work.")
          .found("nothing of " + some(lacking), "a boundary that allows it")
          .mendedBy(mended("Allow these actions in the boundary."));
    }
    if (beyond.isEmpty()) {
      return Check.pass(
          Category.ROLE, ID, "The boundary of the roles that are made is no wider than ours.");
    }
    return wider(beyond);
  }

  /**
   * A boundary that bounds the management role as well has to allow what that needs; anything else
   * is an opening.
   */
  private Check wider(SortedSet<String> beyond) {
    Set<String> management =
        Catalogue.permissions().stream().map(Permission::action).collect(Collectors.toSet());
    SortedSet<String> strange = new TreeSet<>(beyond);
    strange.removeIf(pattern -> management.stream().anyMatch(pattern::equalsIgnoreCase));
    if (policies.customerBoundary().isPresent() && strange.isEmpty()) {
      return Check.warn(
              Category.ROLE,
              ID,
              "One boundary bounds the management role and the roles that it makes, which could"
                  + " therefore be given more than they need.")
          .found("also " + some(beyond), "no more than the template's boundary allows")
          .mendedBy("Use the template's own boundary, or one for the roles that are made alone.");
    }
    return Check.fail(
            Category.ROLE,
            ID,
            "Whoever takes over a role within the boundary could be given more than a role of ours"
                + " may ever have.")
        .found(
            "also " + some(strange.isEmpty() ? beyond : strange),
            "no more than the template's boundary allows")
        .mendedBy(mended("Take these actions out of the boundary."));
  }

  private String mended(String byCustomer) {
    return policies.customerBoundary().isPresent()
        ? byCustomer
        : "Deploy the account's template again: it puts the boundary right.";
  }

  private static String some(SortedSet<String> actions) {
    String first = actions.stream().limit(TOLD).collect(Collectors.joining(", "));
    return actions.size() <= TOLD ? first : first + " and " + (actions.size() - TOLD) + " more";
  }

  /** Actions compare without regard to case. */
  private static boolean covers(String pattern, String action) {
    return Pattern.compile(
            Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"),
            Pattern.CASE_INSENSITIVE)
        .matcher(action)
        .matches();
  }
}
