package io.freehold.aws.preflight;

import io.freehold.aws.catalogue.Permission;
import io.freehold.aws.catalogue.Scope;
import io.freehold.aws.onboarding.Catalogue;
import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.onboarding.TemplateVersion;
import io.freehold.aws.policy.Excess;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.ReadPolicy;
import io.freehold.aws.policy.Statement;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.aws.preflight.permission.PermissionProbes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares a boundary with ours, statement by statement: actions, resources and conditions.
 *
 * <p>The template's own has to be what a version of the template wrote. A customer's own bounds the
 * management role as well, so it has to allow what that needs too: by the names of actions, as far
 * as these lead to nothing but more of the same, and under our conditions where they make roles or
 * hand them on.
 */
final class BoundaryJudgement {
  static final String ID = "role-boundary";
  private static final int TOLD = 8;
  private static final String MADE_RIGHT =
      "Deploy the account's template again: it puts the boundary right.";

  private final Subject subject;
  private final Onboarding granted;
  private final PolicyDocument ours;
  private final List<TemplateVersion> versions;
  private final boolean customers;

  /**
   * @param versions every version of the template of which this program knows what it writes
   */
  BoundaryJudgement(Subject subject, List<TemplateVersion> versions) {
    this.subject = subject;
    this.versions = versions;
    granted = PermissionProbes.granted(subject);
    ours = granted.boundary();
    customers = subject.policies().customerBoundary().isPresent();
  }

  /** What there is to say of this document. */
  Check of(String document) {
    if (PolicyDocument.normalize(document).equals(ours.normalized())) {
      return Check.pass(
          Category.ROLE, ID, "The boundary of the roles that are made is no wider than ours.");
    }
    ReadPolicy theirs;
    try {
      theirs = ReadPolicy.parse(document);
    } catch (IllegalArgumentException e) {
      return fail("Nobody can say what the boundary allows.")
          .found("a policy of a form that is not known here", "the one of the account's template")
          .mendedBy(mended("Write the boundary anew."));
    }
    Set<String> lacking = lacking(document);
    if (!lacking.isEmpty()) {
      return fail("Components of the infrastructure could not do their work.")
          .found("nothing of " + some(lacking), "a boundary that allows it")
          .mendedBy(mended("Allow these actions in the boundary."));
    }
    return customers ? customers(theirs) : templates(theirs);
  }

  /** What the roles need, on what is theirs; under which conditions is not looked at. */
  private Set<String> lacking(String document) {
    ReadPolicy theirs = ReadPolicy.parse(filledIn(document));
    List<PolicyDocument> needed = new ArrayList<>(subject.policies().documents());
    needed.add(ours.with(this::filledIn));
    Set<String> lacking = new TreeSet<>();
    for (PolicyDocument policy : needed) {
      for (Statement statement : policy.allowing().statements()) {
        for (String action : statement.actions()) {
          statement.resources().stream()
              .filter(resource -> !theirs.mayAllow(action, resource))
              .map(resource -> theirs.mayAllow(action, "*") ? action + " on " + resource : action)
              .forEach(lacking::add);
        }
      }
    }
    return lacking;
  }

  /** For this infrastructure's roles. */
  private String filledIn(String text) {
    return text.replace(Scope.INFRASTRUCTURE, subject.spec().name().value())
        .replace(Scope.REGION, subject.spec().region());
  }

  private Check templates(ReadPolicy theirs) {
    Optional<TemplateVersion> written =
        versions.reversed().stream()
            .filter(
                version -> same(theirs, ReadPolicy.of(version.boundary().with(granted::filledIn))))
            .findFirst();
    if (written.isPresent()) {
      return older(written.get().number(), versions.getLast().number());
    }
    List<Excess> beyond = theirs.beyond(ReadPolicy.of(ours), known());
    if (beyond.isEmpty()) {
      return Check.warn(
              Category.ROLE,
              ID,
              "Somebody narrowed the template's boundary; it is wide enough yet.")
          .found("another boundary than the template's", "the one that the template writes")
          .mendedBy(MADE_RIGHT);
    }
    return wider(beyond).mendedBy(MADE_RIGHT);
  }

  private static Check older(int written, int newest) {
    return written == newest
        ? Check.pass(
            Category.ROLE, ID, "The boundary of the roles that are made is no wider than ours.")
        : Check.warn(
                Category.ROLE,
                ID,
                "An older template wrote the boundary: it allows what that version did.")
            .found("version %d of the boundary".formatted(written), "version " + newest)
            .mendedBy("Deploy version %d of the account's template.".formatted(newest));
  }

  private static boolean same(ReadPolicy one, ReadPolicy other) {
    return one.beyond(other, Set.of()).isEmpty() && other.beyond(one, Set.of()).isEmpty();
  }

  private Check customers(ReadPolicy theirs) {
    List<Excess> beyond = theirs.beyond(ReadPolicy.of(ours), known());
    Set<Excess> strange =
        new LinkedHashSet<>(theirs.beyond(ReadPolicy.of(withManagement()), known()));
    strange.removeIf(one -> isManagements(one.action()));
    List<Excess> certain = strange.stream().filter(Excess::certain).toList();
    if (!certain.isEmpty()) {
      return wider(certain).mendedBy("Take these actions out of the boundary, or narrow them.");
    }
    if (!strange.isEmpty()) {
      return Check.warn(
              Category.ROLE,
              ID,
              "Whether a role within the boundary could be given more than a role of ours may ever"
                  + " have cannot be told from the documents.")
          .found(
              "statements that cannot be compared: " + told(strange),
              "no more than the template's boundary allows")
          .mendedBy("Write these statements as the template's boundary has them.");
    }
    return beyond.isEmpty()
        ? Check.pass(
            Category.ROLE, ID, "The boundary of the roles that are made is no wider than ours.")
        : forBoth(beyond);
  }

  private Check forBoth(List<Excess> beyond) {
    return Check.warn(
            Category.ROLE,
            ID,
            "One boundary bounds the management role and the roles that it makes, which could"
                + " therefore be given more than they need.")
        .found("also " + told(beyond), "no more than the template's boundary allows")
        .mendedBy("Use the template's own boundary, or one for the roles that are made alone.");
  }

  private Check wider(Collection<Excess> beyond) {
    return fail("Whoever takes over a role within the boundary could be given more than a role of ours"
            + " may ever have.")
        .found("also " + told(beyond), "no more than the template's boundary allows");
  }

  /** Ours, and what the management role may do. */
  private PolicyDocument withManagement() {
    PolicyDocument all = ours;
    for (PolicyDocument policy : granted.policies().values()) {
      all = all.and(policy.allowing());
    }
    return all;
  }

  /** Whether the management role needs it, and no role comes of it. */
  private static boolean isManagements(String action) {
    List<Permission> same =
        Catalogue.permissions().stream()
            .filter(permission -> permission.action().equalsIgnoreCase(action))
            .toList();
    return !same.isEmpty() && same.stream().noneMatch(BoundaryJudgement::leadsToRoles);
  }

  private static boolean leadsToRoles(Permission permission) {
    return permission.action().startsWith("sts:")
        || (permission.action().startsWith("iam:")
            && permission.phase() != Permission.Phase.INSPECT);
  }

  private Set<String> known() {
    Set<String> all = new TreeSet<>(ours.allowedActions());
    Catalogue.permissions().forEach(permission -> all.add(permission.action()));
    return all;
  }

  private static Check fail(String reason) {
    return Check.fail(Category.ROLE, ID, reason);
  }

  private String mended(String byCustomer) {
    return customers ? byCustomer : MADE_RIGHT;
  }

  /** By action alone, where no role of ours may do that anywhere; else by statement. */
  private String told(Collection<Excess> beyond) {
    Set<String> names =
        ours.allowedActions().stream()
            .map(action -> action.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return some(
        beyond.stream()
            .map(one ->
                one.certain() && !names.contains(one.action().toLowerCase(Locale.ROOT))
                    ? one.action()
                    : "%s on %s in statement %s"
                        .formatted(one.action(), one.resource(), one.statement()))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String some(Set<String> all) {
    String first = all.stream().limit(TOLD).collect(Collectors.joining(", "));
    return all.size() <= TOLD ? first : first + " and " + (all.size() - TOLD) + " more";
  }
}
