package io.freehold.aws.preflight;

import io.freehold.aws.iam.CustomerRole;
import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import io.freehold.kernel.resource.Observation;
import io.freehold.model.name.InfrastructureRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the roles that the customer makes are there, and as the role template makes them. */
final class CustomerRolesProbe implements Probe {
  private static final String ID = "customer-role";

  private final Account account;
  private final RolePolicies policies;

  CustomerRolesProbe(Account account) {
    this.account = account;
    policies = account.subject().policies();
  }

  @Override
  public Category category() {
    return Category.ROLE;
  }

  @Override
  public List<Check> examine() {
    return switch (account.spec().roles()) {
      case MANAGED -> List.of();
      case CUSTOMER ->
          account.subject().roleTemplate().map(this::examine).orElseGet(CustomerRolesProbe::later);
    };
  }

  /** They are named after the infrastructure, which has no name yet. */
  private static List<Check> later() {
    return List.of(
        Check.warn(
                Category.ROLE,
                ID + "s",
                "The account's role may make no roles: the customer makes those of each"
                    + " infrastructure.")
            .found("none, since there is no infrastructure yet", "its roles, once it has a name")
            .mendedBy(
                "Create the infrastructure, then deploy its role template. Nothing is made until"
                    + " then."));
  }

  private List<Check> examine(String template) {
    Set<String> names =
        Arrays.stream(InfrastructureRole.values())
            .map(policies.names()::role)
            .collect(Collectors.toSet());
    Map<String, Observation<CustomerRole.Observed>> found =
        CustomerRole.TYPE.observe(account.aws(), names);
    List<Check> checks = new ArrayList<>();
    for (InfrastructureRole role : InfrastructureRole.values()) {
      Role wanted = policies.of(role, RolePolicies.ANY_ZONE);
      String id = ID + "-" + role.suffix().toLowerCase(Locale.ROOT);
      checks.add(
          judge(id, wanted, found.getOrDefault(wanted.name(), Observation.absent()), template)
              .on(policies.management().roleOf(wanted.name())));
    }
    return checks;
  }

  private static Check judge(
      String id, Role wanted, Observation<CustomerRole.Observed> there, String template) {
    if (!(there instanceof Observation.Present<CustomerRole.Observed>(var role, var ownership))) {
      return fail(id)
          .found("no such role", "the one of the role template")
          .mendedBy(CustomerRole.remedyForMissing(template));
    }
    List<CustomerRole.Difference> differences = CustomerRole.differences(wanted, role);
    return differences.isEmpty()
        ? Check.pass(Category.ROLE, id, "The role is there, and as the role template makes it.")
        : fail(id)
            .found(joined(differences, true), joined(differences, false))
            .mendedBy(CustomerRole.remedyForDifferent(template));
  }

  private static Check fail(String id) {
    return Check.fail(
        Category.ROLE, id, "The account's role may make no roles: this one is the customer's.");
  }

  private static String joined(List<CustomerRole.Difference> differences, boolean found) {
    return differences.stream()
        .map(one -> found ? one.found() : one.needed())
        .collect(Collectors.joining("; "));
  }
}
