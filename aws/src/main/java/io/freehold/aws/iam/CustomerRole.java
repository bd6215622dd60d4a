package io.freehold.aws.iam;

import io.freehold.aws.catalogue.Actions;
import io.freehold.aws.catalogue.AwsType;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.failure.Failure;
import io.freehold.kernel.graph.Node;
import io.freehold.kernel.resource.AdoptedType;
import io.freehold.kernel.resource.Observation;
import io.freehold.kernel.resource.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A role of an infrastructure that the customer has made, from the template of its roles: looked at
 * and compared with what the graph would have made, never changed.
 */
public final class CustomerRole {
  /** The code of the failure where there is none. */
  public static final String MISSING = "customer-role-missing";

  /** The code of the failure where it is not as the template makes it. */
  public static final String UNFIT = "customer-role-unfit";

  public static final AwsType<AdoptedType.Never, Observed> TYPE = new Type();

  private CustomerRole() {}

  /**
   * What is there.
   *
   * @param tagged whether its tag says whose it is, which is by what the boundary lets it do
   *     anything
   * @param owner whose it has to be
   */
  public record Observed(Role.Observed role, boolean tagged, String owner) {}

  /**
   * One thing in which a role is not as it has to be.
   *
   * @param found what it is
   * @param needed what the template makes it
   */
  public record Difference(String found, String needed) {
    @Override
    public String toString() {
      return "found %s, needed %s".formatted(found, needed);
    }
  }

  /** Why what builds on a role waits for it, and how it will be. */
  public static Node.Awaited<Observed> awaited(Role wanted, String template) {
    return new Node.Awaited<>(
        Failure.refused(
            Failure.Kind.INVALID,
            MISSING,
            "role %s: found none, needed the one of the role template. %s"
                .formatted(wanted.name(), remedyForMissing(template))),
        new Observed(Role.TYPE.predict(wanted), true, "planned"));
  }

  /**
   * Why a role cannot serve as it is.
   *
   * @param template where the customer gets what makes it
   */
  public static Optional<Failure> unfit(Role wanted, Observed there, String template) {
    List<Difference> differences = RoleComparison.of(wanted, there);
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Failure.refused(
                Failure.Kind.INVALID,
                UNFIT,
                "role %s: %s. %s"
                    .formatted(
                        wanted.name(),
                        differences.stream()
                            .map(Difference::toString)
                            .collect(Collectors.joining("; ")),
                        remedyForDifferent(template))));
  }

  /** In what it is not as it has to be; empty where it is. */
  public static List<Difference> differences(Role wanted, Observed there) {
    return RoleComparison.of(wanted, there);
  }

  /** What to do about a role that is not there. */
  public static String remedyForMissing(String template) {
    return "Deploy the infrastructure's role template: " + template;
  }

  /**
   * What to do about a role that is different: CloudFormation changes nothing where the template is
   * what it was.
   */
  public static String remedyForDifferent(String template) {
    return "Deploy the infrastructure's role template as it is now, and undo by hand what was"
        + " changed beside it: "
        + template;
  }

  private static final class Type
      implements AwsType<AdoptedType.Never, Observed>, AdoptedType<AwsSession, Observed> {
    @Override
    public String kind() {
      return "CustomerRole";
    }

    @Override
    public Actions actions() {
      return Actions.in(PolicyGroup.IAM_READ)
          .inspect("iam:GetAccountAuthorizationDetails", "iam:ListRoles");
    }

    @Override
    public Map<String, Observation<Observed>> observe(AwsSession aws, Set<String> ids) {
      Map<String, Observation<Observed>> found = new HashMap<>();
      Role.TYPE.observe(aws, ids).forEach((name, role) -> found.put(name, seen(aws, role)));
      return found;
    }

    private static Observation<Observed> seen(
        AwsSession aws, Observation<Role.Observed> observation) {
      return switch (observation) {
        case Observation.Absent<Role.Observed>() -> Observation.absent();
        case Observation.Deleting<Role.Observed>() -> Observation.deleting();
        case Observation.Pending<Role.Observed>(String phase, Ownership ownership, var value) ->
            new Observation.Pending<>(phase, Ownership.FOREIGN);
        case Observation.Broken<Role.Observed>(String reason, Ownership ownership) ->
            new Observation.Broken<>(reason, Ownership.FOREIGN);
        case Observation.Present<Role.Observed>(Role.Observed role, Ownership ownership) ->
            new Observation.Present<>(
                new Observed(role, ownership == Ownership.OURS, aws.owner().name()),
                Ownership.FOREIGN);
      };
    }
  }
}
