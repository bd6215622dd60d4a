package io.freehold.controlplane.preflight;

import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.preflight.Preflight;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Planned;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.graph.InfrastructureGraph;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.kernel.failure.FailureException;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.InfrastructureNames;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at an account as an infrastructure will need it. Keeps nothing. */
final class AccountLook {
  private final Vendor vendor;
  private final Clock clock;

  AccountLook(Vendor vendor, Clock clock) {
    this.vendor = vendor;
    this.clock = clock;
  }

  /**
   * Every check of these categories.
   *
   * @param begun whether something of the infrastructure may be there already
   * @throws FailureException if the account, or the vendor's own, could not be asked
   */
  List<io.freehold.protocol.preflight.Preflight.Check> all(
      InfrastructureSpec spec,
      ManagementRoleArn management,
      InfrastructureNames names,
      AwsSession aws,
      boolean begun,
      Set<Category> categories) {
    return Preflight.run(subject(spec, management, names, aws, begun), categories).stream()
        .map(AccountLook::shown)
        .toList();
  }

  /** The permissions that the role lacks for what is planned. */
  List<io.freehold.protocol.preflight.Preflight.Check> missingPermissions(
      InfrastructureSpec spec, CustomerAccess.Way way) {
    return Preflight.missingPermissions(
            subject(spec, way.management(), way.names(), way.clouds().customer(), true))
        .stream()
        .map(AccountLook::shown)
        .toList();
  }

  private Subject subject(
      InfrastructureSpec spec,
      ManagementRoleArn management,
      InfrastructureNames names,
      AwsSession aws,
      boolean begun) {
    RolePolicies policies = vendor.policies(names, management);
    return new Subject(
        aws,
        spec,
        policies,
        Planned.of(InfrastructureGraph.of(spec, policies, Optional.empty())),
        begun,
        clock.instant());
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
