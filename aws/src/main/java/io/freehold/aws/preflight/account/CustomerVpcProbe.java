package io.freehold.aws.preflight.account;

import io.freehold.aws.network.customer.VpcReader;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.vpc.VpcFinding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a VPC of the customer's own can carry the infrastructure. */
final class CustomerVpcProbe implements Probe {
  private final Account account;

  CustomerVpcProbe(Account account) {
    this.account = account;
  }

  @Override
  public Category category() {
    return Category.NETWORK;
  }

  @Override
  public List<Check> examine() {
    return switch (account.spec().network()) {
      case Network.Managed() -> List.of();
      case Network.Customer customer -> examine(customer);
    };
  }

  private List<Check> examine(Network.Customer customer) {
    Map<String, Check> broken = new LinkedHashMap<>();
    for (VpcFinding finding : VpcReader.findings(account.aws(), account.spec())) {
      // What the infrastructure took itself is not held against it.
      if (finding.rule().isLasting() || !account.subject().begun()) {
        Check check = check(finding);
        broken.merge(check.id(), check, CustomerVpcProbe::both);
      }
    }
    return broken.isEmpty()
        ? List.of(
            Check.pass(Category.NETWORK, "vpc", "The VPC keeps every rule.").on(customer.vpcId()))
        : List.copyOf(broken.values());
  }

  private static Check check(VpcFinding finding) {
    return Check.fail(Category.NETWORK, finding.checkId(), finding.rule().reason())
        .on(finding.resource())
        .found(finding.found(), finding.needed())
        .mendedBy(finding.remedy());
  }

  /** One thing can break a rule twice. */
  private static Check both(Check one, Check other) {
    return one.found(one.found() + "; " + other.found(), one.needed());
  }
}
