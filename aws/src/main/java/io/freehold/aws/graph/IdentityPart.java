package io.freehold.aws.graph;

import io.freehold.aws.dns.HostedZone;
import io.freehold.aws.iam.CustomerRole;
import io.freehold.aws.iam.Role;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.session.AwsSession;
import io.freehold.kernel.graph.Ref;
import io.freehold.kernel.graph.ResourceGraph.Section;
import io.freehold.model.infrastructure.Roles;
import io.freehold.model.name.InfrastructureRole;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The roles, each within the boundary that the customer's template has made: made by us, or by the
 * customer, whose roles are looked at and never changed.
 *
 * @param all each role
 */
record IdentityPart(Map<InfrastructureRole, Ref<Role.Observed>> all) {
  /** The cluster, the longest of all to come up, waits for the first one. */
  private static final List<InfrastructureRole> ORDER =
      Arrays.stream(InfrastructureRole.values())
          .sorted(Comparator.comparing(RolePolicies::namesZone))
          .toList();

  /**
   * @param template where the customer gets what makes the roles, for people
   */
  static <C> IdentityPart add(
      Section<C, AwsSession> aws,
      Roles roles,
      RolePolicies policies,
      Ref<HostedZone.Observed> zone,
      String template) {
    Map<InfrastructureRole, Ref<Role.Observed>> all = new EnumMap<>(InfrastructureRole.class);
    for (InfrastructureRole role : ORDER) {
      all.put(
          role,
          switch (roles) {
            case MANAGED -> make(aws, policies, role, zone);
            case CUSTOMER -> adopt(aws, policies, role, template);
          });
    }
    return new IdentityPart(all);
  }

  /** Assumed by EKS. */
  Ref<Role.Observed> controlPlane() {
    return of(InfrastructureRole.K8S_CONTROL_PLANE);
  }

  /** Assumed by nodes. */
  Ref<Role.Observed> worker() {
    return of(InfrastructureRole.K8S_WORKER);
  }

  Ref<Role.Observed> of(InfrastructureRole role) {
    return Objects.requireNonNull(all.get(role));
  }

  private static <C> Ref<Role.Observed> make(
      Section<C, AwsSession> aws,
      RolePolicies policies,
      InfrastructureRole role,
      Ref<HostedZone.Observed> zone) {
    String node = RolePolicies.node(role);
    if (RolePolicies.namesZone(role)) {
      return aws.add(node, Role.TYPE, zone, in -> policies.of(role, in.id()));
    }
    Role desired = policies.of(role, RolePolicies.ANY_ZONE);
    return aws.add(node, Role.TYPE, () -> desired);
  }

  /** The customer makes it before there is a zone. */
  private static <C> Ref<Role.Observed> adopt(
      Section<C, AwsSession> aws, RolePolicies policies, InfrastructureRole role, String template) {
    Role wanted = policies.of(role, RolePolicies.ANY_ZONE);
    return aws.adopt(
            RolePolicies.node(role),
            CustomerRole.TYPE,
            wanted.name(),
            there -> CustomerRole.unfit(wanted, there, template),
            CustomerRole.awaited(wanted, template))
        .map(CustomerRole.Observed::role);
  }
}
