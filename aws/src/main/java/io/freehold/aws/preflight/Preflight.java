package io.freehold.aws.preflight;

import io.freehold.aws.failure.AwsFailures;
import io.freehold.aws.preflight.account.AccountProbes;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.aws.preflight.permission.PermissionProbes;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.failure.FailureException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks at an account for what would stop an infrastructure halfway, or leave it unsafe. Makes
 * calls that only read, and changes nothing.
 */
public final class Preflight {
  /** The check that fails where the role lets nobody in. */
  public static final String ROLE_ASSUMABLE = "role-assumable";

  /** As AWS words a refusal, in every service. */
  private static final Pattern DENIED = Pattern.compile("perform: ([a-z0-9-]+:[A-Za-z0-9]+)");

  private Preflight() {}

  /** Every check of every category. */
  public static List<Check> run(Subject subject) {
    return run(subject, EnumSet.allOf(Category.class));
  }

  /**
   * The checks of these categories.
   *
   * @throws FailureException if AWS did not answer, or too slowly: nothing is known then, and
   *     another try may know
   */
  public static List<Check> run(Subject subject, Set<Category> categories) {
    Account account = new Account(subject);
    try {
      subject.aws().credentials().resolveCredentials();
    } catch (SdkException | FailureException e) {
      return List.of(notAssumable(subject, e));
    }
    List<Check> checks = new ArrayList<>();
    for (Probe probe : probes(account)) {
      if (categories.contains(probe.category())) {
        checks.addAll(examine(probe, account));
      }
    }
    return checks;
  }

  /**
   * The permissions that the role lacks because it is older than what is planned needs, or was
   * edited.
   *
   * @throws FailureException if IAM did not answer, or the role may not ask it
   */
  public static List<Check> missingPermissions(Subject subject) {
    try {
      return PermissionProbes.missing(new Account(subject));
    } catch (SdkException e) {
      throw new FailureException(new AwsFailures().classify(e));
    }
  }

  private static List<Probe> probes(Account account) {
    List<Probe> probes = new ArrayList<>();
    probes.add(new RoleProbe(account));
    probes.add(new TemplateProbe(account));
    probes.add(new BoundaryProbe(account));
    probes.add(new CustomerRolesProbe(account));
    probes.addAll(PermissionProbes.of(account));
    probes.addAll(AccountProbes.of(account));
    return probes;
  }

  private static Check notAssumable(Subject subject, RuntimeException thrown) {
    Failure failure = refused(thrown);
    return Check.fail(
            Category.ROLE, ROLE_ASSUMABLE, "Nothing can be looked at, nor made, without the role.")
        .doing("sts:AssumeRole")
        .on(subject.policies().management().value())
        .found(failure.code() + ": " + failure.message(), "a role that lets the control plane in")
        .mendedBy(
            "Compare the role's trust policy with the account's template; look for a service"
                + " control policy that denies sts:AssumeRole.");
  }

  private static List<Check> examine(Probe probe, Account account) {
    try {
      return probe.examine();
    } catch (RuntimeException e) {
      if (account.aws().clients().isEmulator()) {
        // It may also answer with something that AWS never would.
        return List.of(notAnswered(probe.category(), new AwsFailures().classify(e)));
      }
      return List.of(notAllowed(probe.category(), account, refused(e)));
    }
  }

  private static Failure refused(RuntimeException thrown) {
    Failure failure = new AwsFailures().classify(thrown);
    if (failure.kind() != Failure.Kind.PERMISSION) {
      throw new FailureException(failure);
    }
    return failure;
  }

  private static Check notAnswered(Category category, Failure failure) {
    return Check.warn(
            category,
            category.word() + "-not-checked",
            "An emulator answers in the place of AWS, and cannot tell this.")
        .found(failure.code() + ": " + failure.message(), "an answer of AWS's");
  }

  private static Check notAllowed(Category category, Account account, Failure failure) {
    Matcher matcher = DENIED.matcher(failure.message());
    Check check =
        Check.fail(
                category,
                category.word() + "-not-checked",
                "Without looking, nothing can be said of this.")
            .on(account.subject().policies().management().value())
            .found(failure.code() + ": " + failure.message(), "a look")
            .mendedBy(
                "Deploy the account's template again; where it is in place, look for a service"
                    + " control policy or a permissions boundary that denies the action.");
    return matcher.find() ? check.doing(matcher.group(1)) : check;
  }
}
