package io.freehold.aws.preflight.account;

import io.freehold.aws.network.Ec2;
import io.freehold.aws.preflight.check.Account;
import io.freehold.aws.preflight.check.Category;
import io.freehold.aws.preflight.check.Check;
import io.freehold.aws.preflight.check.Probe;
import io.freehold.aws.session.AwsSession;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.network.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * Whether the VPC's ranges are free of those it may once have to be peered with: a peering between
 * ranges that overlap is refused by AWS, and a range cannot be changed later.
 */
final class RangeProbe implements Probe {
  private final Account account;

  RangeProbe(Account account) {
    this.account = account;
  }

  @Override
  public Category category() {
    return Category.NETWORK;
  }

  @Override
  public List<Check> examine() {
    List<Cidr> own = account.spec().vpcCidrs();
    List<Check> checks = new ArrayList<>();
    for (Cidr peer : account.spec().peerCidrs()) {
      List<Cidr> common = own.stream().filter(peer::overlaps).toList();
      if (!common.isEmpty()) {
        checks.add(
            Check.fail(
                    Category.NETWORK,
                    "network-peer-" + peer.toString().replaceAll("[./]", "-"),
                    "The range is declared to be peered, and ranges that overlap cannot be.")
                .found(peer.toString(), "ranges apart from " + list(common))
                .mendedBy("Choose another range for the VPC."));
      }
    }
    account.vpcs().stream()
        .filter(vpc -> !isOwn(vpc))
        .forEach(vpc -> overlapping(vpc, own, checks));
    if (checks.isEmpty()) {
      checks.add(
          Check.pass(
                  Category.NETWORK,
                  "network-range",
                  "The range overlaps no other VPC of the account in this region, and no peer.")
              .found(list(own), null));
    }
    return checks;
  }

  /** The infrastructure's own, or the one of the customer's that it stands in. */
  private boolean isOwn(Vpc vpc) {
    return account.isOurs(vpc.tags())
        || (account.spec().network() instanceof Network.Customer customer
            && customer.vpcId().equals(vpc.vpcId()));
  }

  private static void overlapping(Vpc vpc, List<Cidr> own, List<Check> checks) {
    List<Cidr> common =
        ranges(vpc).stream().filter(one -> own.stream().anyMatch(one::overlaps)).toList();
    if (!common.isEmpty()) {
      boolean anothers = Ec2.tags(vpc.tags()).containsKey(AwsSession.OWNER_TAG);
      checks.add(
          Check.warn(
                  Category.NETWORK,
                  "network-overlap-" + vpc.vpcId(),
                  anothers
                      ? "It is another infrastructure's: the two can never be peered, nor both with"
                          + " a third."
                      : "If the two are to be peered one day: AWS refuses that, and the range"
                          + " cannot be changed later.")
              .on(vpc.vpcId())
              .found(list(common), "ranges apart from " + list(own))
              .mendedBy("Choose another range for the VPC, unless the two will never be peered."));
    }
  }

  private static String list(List<Cidr> ranges) {
    return ranges.stream().map(Cidr::toString).collect(Collectors.joining(", "));
  }

  private static Set<Cidr> ranges(Vpc vpc) {
    Set<Cidr> ranges = new LinkedHashSet<>();
    ranges.add(Cidr.parse(vpc.cidrBlock()));
    vpc.cidrBlockAssociationSet().forEach(one -> ranges.add(Cidr.parse(one.cidrBlock())));
    return ranges;
  }
}
