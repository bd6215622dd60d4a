package io.freehold.aws.iam;

import io.freehold.aws.iam.CustomerRole.Difference;
import io.freehold.aws.policy.PolicyDocument;
import io.freehold.aws.policy.ReadPolicy;
import io.freehold.aws.session.AwsSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Holds a role that somebody else has made against the one that we would have made, and says in
 * words how they differ. The description may: it does nothing.
 */
final class RoleComparison {
  private static final int TOLD = 6;
  private static final String OF_TEMPLATE = "that of the role template";

  private final Role wanted;
  private final Role.Observed there;
  private final List<Difference> all = new ArrayList<>();

  private RoleComparison(Role wanted, Role.Observed there) {
    this.wanted = wanted;
    this.there = there;
  }

  static List<Difference> of(Role wanted, CustomerRole.Observed observed) {
    RoleComparison comparison = new RoleComparison(wanted, observed.role());
    comparison.tags(observed);
    comparison.frame();
    comparison.policies();
    return List.copyOf(comparison.all);
  }

  private void tags(CustomerRole.Observed observed) {
    if (!observed.tagged()) {
      differs(
          "no tag " + AwsSession.OWNER_TAG + " of this infrastructure",
          AwsSession.OWNER_TAG + "=" + observed.owner());
    }
    if (!there.region().equals(Optional.of(there.wantedRegion()))) {
      differs(
          there
              .region()
              .map(region -> AwsSession.REGION_TAG + "=" + region)
              .orElse("no tag " + AwsSession.REGION_TAG),
          AwsSession.REGION_TAG + "=" + there.wantedRegion());
    }
  }

  private void frame() {
    if (!there.path().equals(wanted.path())) {
      differs("the path " + there.path(), "the path " + wanted.path());
    }
    String boundary = there.boundary().orElse("");
    if (!boundary.equals(wanted.boundary())) {
      differs(
          boundary.isEmpty() ? "no permissions boundary" : "the permissions boundary " + boundary,
          "the permissions boundary " + wanted.boundary());
    }
    if (!there.trust().equals(wanted.trust().normalized())) {
      differs("the trust policy " + there.trust(), wanted.trust().normalized());
    }
    if (!there.longestSession().equals(wanted.longestSession())) {
      differs(
          "sessions of up to %d s".formatted(there.longestSession().toSeconds()),
          "up to %d s".formatted(wanted.longestSession().toSeconds()));
    }
  }

  private void policies() {
    SortedSet<String> beyond = without(there.managedPolicies(), wanted.managedPolicies());
    SortedSet<String> lacking = without(wanted.managedPolicies(), there.managedPolicies());
    beyond.forEach(arn -> differs("the policy " + arn + " attached", "no such policy"));
    lacking.forEach(arn -> differs("nothing of " + arn, "that policy attached"));
    SortedSet<String> names = new TreeSet<>(wanted.inlinePolicies().keySet());
    names.addAll(there.inlinePolicies().keySet());
    names.forEach(this::policy);
  }

  private void policy(String name) {
    PolicyDocument ours = wanted.inlinePolicies().get(name);
    String theirs = there.inlinePolicies().get(name);
    if (ours == null) {
      differs(
          "a policy %s, which allows %s"
              .formatted(name, some(allowedActions(String.valueOf(theirs)))),
          "no such policy");
    } else if (theirs == null) {
      differs("no policy " + name, OF_TEMPLATE);
    } else if (!ours.normalized().equals(theirs)) {
      differs("the policy %s, %s".formatted(name, how(ours, theirs)), OF_TEMPLATE);
    }
  }

  private static String how(PolicyDocument ours, String theirs) {
    SortedSet<String> allowed = allowedActions(theirs);
    SortedSet<String> beyond = without(allowed, ours.allowedActions());
    SortedSet<String> lacking = without(ours.allowedActions(), allowed);
    List<String> parts = new ArrayList<>();
    if (!beyond.isEmpty()) {
      parts.add("which also allows " + some(beyond));
    }
    if (!lacking.isEmpty()) {
      parts.add("which does not allow " + some(lacking));
    }
    return parts.isEmpty()
        ? "with other resources or conditions: " + theirs
        : String.join(" and ", parts);
  }

  /** What is no policy may allow anything. */
  private static SortedSet<String> allowedActions(String policy) {
    try {
      return ReadPolicy.parse(policy).allowedActions();
    } catch (IllegalArgumentException e) {
      return new TreeSet<>(Set.of("*"));
    }
  }

  private static SortedSet<String> without(Collection<String> all, Collection<String> known) {
    SortedSet<String> rest = new TreeSet<>(all);
    rest.removeAll(known);
    return rest;
  }

  private static String some(SortedSet<String> actions) {
    String first = String.join(", ", actions.stream().limit(TOLD).toList());
    return actions.size() <= TOLD ? first : first + " and " + (actions.size() - TOLD) + " more";
  }

  private void differs(String found, String needed) {
    all.add(new Difference(found, needed));
  }
}
