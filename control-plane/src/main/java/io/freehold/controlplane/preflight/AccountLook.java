package io.freehold.controlplane.preflight;

import io.freehold.aws.account.RoleFacts;
import io.freehold.aws.catalogue.PolicyGroup;
import io.freehold.aws.iam.ManagementRoleArn;
import io.freehold.aws.iam.RolePolicies;
import io.freehold.aws.onboarding.Onboarding;
import io.freehold.aws.preflight.Preflight;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Planned;
import io.freehold.aws.preflight.check.Subject;
import io.freehold.aws.session.AwsSession;
import io.freehold.controlplane.account.Accounts;
import io.freehold.controlplane.account.StoredAccount;
import io.freehold.controlplane.graph.InfrastructureGraph;
import io.freehold.controlplane.graph.Vendor;
import io.freehold.controlplane.infrastructure.CustomerAccess;
import io.freehold.kernel.failure.FailureException;
import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.name.NamingScheme;
import io.freehold.protocol.account.CloudAccount;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at an account as an infrastructure will need it. Keeps nothing. */
final class AccountLook {
  private final Accounts accounts;
  private final Vendor vendor;
  private final NamingScheme naming;
  private final Clock clock;

  AccountLook(Accounts accounts, Vendor vendor, NamingScheme naming, Clock clock) {
    this.accounts = accounts;
    this.vendor = vendor;
    this.naming = naming;
    this.clock = clock;
  }

  /**
   * Every check of these categories.
   *
   * @param account whose role it is
   * @param begun whether something of the infrastructure may be there already
   * @param roleTemplate where the customer gets what makes the roles; empty for one on paper only
   * @throws FailureException if the account, or the vendor's own, could not be asked
   */
  List<io.freehold.protocol.preflight.Preflight.Check> all(
      StoredAccount account,
      InfrastructureSpec spec,
      RolePolicies policies,
      AwsSession aws,
      boolean begun,
      Optional<String> roleTemplate,
      Set<Category> categories) {
    List<Check> checks =
        Preflight.run(
            subject(spec, policies, aws, withheld(account), begun, roleTemplate), categories);
    if (checks.stream().anyMatch(AccountLook::isShutOut)) {
      accounts.doubt(account, true);
    }
    return checks.stream().map(ShownChecks::of).toList();
  }

  private static boolean isShutOut(Check check) {
    return check.id().equals(Preflight.ROLE_ASSUMABLE) && check.status() == Check.Status.FAIL;
  }

  /** What the customer said the role is not to allow. */
  private static Set<PolicyGroup> withheld(StoredAccount account) {
    CloudAccount.Permissions chosen = account.permissions();
    return EnumSet.complementOf(
        EnumSet.copyOf(Onboarding.groups(chosen.vpcWrite(), chosen.iamWrite(), chosen.kms())));
  }

  /** The permissions that the role lacks for what is planned. */
  List<io.freehold.protocol.preflight.Preflight.Check> missingPermissions(
      InfrastructureSpec spec, CustomerAccess.Way way) {
    return Preflight.missingPermissions(
            subject(spec, policies(way), way.clouds().customer(), Set.of(), true, Optional.empty()))
        .stream()
        .map(ShownChecks::of)
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
      Set<PolicyGroup> withheld,
      boolean begun,
      Optional<String> roleTemplate) {
    return new Subject(
        aws,
        spec,
        policies,
        Planned.of(InfrastructureGraph.ofAws(spec, policies, Optional.empty())),
        withheld,
        begun,
        clock.instant(),
        roleTemplate);
  }
}
