package io.freehold.controlplane.preflight;

import io.freehold.aws.account.RoleFacts;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.preflight.Preflight;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Planned;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.graph.InfrastructureGraph;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.kernel.failure.FailureException;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.NamingScheme;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at an account as an infrastructure will need it. Keeps nothing. */
final class AccountLook {
  private final Vendor vendor;
  private final NamingScheme naming;
  private final Clock clock;

  AccountLook(Vendor vendor, NamingScheme naming, Clock clock) {
    this.vendor = vendor;
    this.naming = naming;
    this.clock = clock;
  }

  /**
   * Every check of these categories.
   *
   * @param begun whether something of the infrastructure may be there already
   * @param roleTemplate where the customer gets what makes the roles; empty for one on paper only
   * @throws FailureException if the account, or the vendor's own, could not be asked
   */
  List<io.freehold.protocol.preflight.Preflight.Check> all(
      InfrastructureSpec spec,
      RolePolicies policies,
      AwsSession aws,
      boolean begun,
      Optional<String> roleTemplate,
      Set<Category> categories) {
    return Preflight.run(subject(spec, policies, aws, begun, roleTemplate), categories).stream()
        .map(AccountLook::shown)
        .toList();
  }

  /** The permissions that the role lacks for what is planned. */
  List<io.freehold.protocol.preflight.Preflight.Check> missingPermissions(
      InfrastructureSpec spec, CustomerAccess.Way way) {
    return Preflight.missingPermissions(subject(spec, policies(way), way.clouds().customer(), true, Optional.empty()))
        .stream()
        .map(AccountLook::shown)
        .toList();
  }

  /** Of the roles of an infrastructure that exists at least on paper. */
  RolePolicies policies(CustomerAccess.Way way) {
    return vendor.policies(way.names(), way.management(), way.customerBoundary());
  }

  /** Of the roles of one that does not. */
  RolePolicies policies(InfrastructureSpec spec, StoredAccount account) {
    return vendor.policies(
        spec.names(naming),
        new ManagementRoleArn(account.managementRoleArn().orElseThrow()),
        account.role().facts().flatMap(RoleFacts::boundaryArn));
  }

  private Subject subject(
      InfrastructureSpec spec,
      RolePolicies policies,
      AwsSession aws,
      boolean begun,
      Optional<String> roleTemplate) {
    return new Subject(
        aws,
        spec,
        policies,
        Planned.of(InfrastructureGraph.of(spec, policies, Optional.empty())),
        begun,
        clock.instant(),
        roleTemplate);
  }

  private static io.freehold.protocol.preflight.Preflight.Check shown(Check check) {
    return new io.freehold.protocol.preflight.Preflight.Check(
        check.id(),
        check.category().word(),
        check.status().word(),
        check.action(),
        check.resource(),
        check.found(),
        check.needed(),
        check.reason(),
        check.remedy());
  }
}
