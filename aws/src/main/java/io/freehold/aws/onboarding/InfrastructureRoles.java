package io.freehold.aws.onboarding;

import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.kernel.resource.Owner;
import io.freehold.model.name.InfrastructureRole;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The roles of one infrastructure as its customer makes them who lets nobody else make roles: those
 * of the graph, with the tags that they would get there.
 *
 * @param policies of the roles
 * @param userTags the customer's own tags of the infrastructure
 */
public record InfrastructureRoles(RolePolicies policies, Map<String, String> userTags) {
  public InfrastructureRoles {
    userTags = new LinkedHashMap<>(userTags);
  }

  /**
   * A role.
   *
   * @param name in the infrastructure, of small letters, digits and hyphens
   */
  record One(String name, Role role, Map<String, String> tags) {}

  List<One> all() {
    return Arrays.stream(InfrastructureRole.values()).map(this::one).toList();
  }

  private One one(InfrastructureRole role) {
    return new One(
        role.suffix().toLowerCase(Locale.ROOT),
        policies.of(role, RolePolicies.ANY_ZONE),
        Role.tags(new Owner(name()), userTags, RolePolicies.node(role), policies.names().region()));
  }

  /** The short name of the infrastructure. */
  String name() {
    return policies.names().infrastructure().value();
  }

  /** What stands before both of the texts. */
  String head() {
    return """
    # The IAM roles of the Freehold infrastructure %s, in AWS account %s. It creates nothing else.
    # Delete them after the infrastructure, not before: it cannot be taken down without them.
    """
        .formatted(name(), policies.management().accountId());
  }
}
