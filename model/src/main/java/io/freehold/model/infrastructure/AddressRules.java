package io.freehold.model.infrastructure;

import io.freehold.model.network.Cidr;
import io.freehold.model.network.CidrPlan;
import io.freehold.model.violation.Violations;
import java.util.List;

/** The rules about address ranges. */
final class AddressRules {
  /**
   * Public access CIDRs of one EKS cluster. Source: <a
   * href="https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html">EKS quotas</a>.
   */
  private static final int MOST_EGRESS_CIDRS = 40;

  private AddressRules() {}

  static void check(InfrastructureSpec spec, Violations violations) {
    switch (spec.network()) {
      case Network.Managed() -> checkOwn(spec.vpcCidr(), violations);
      case Network.Customer customer -> {} // its ranges are as they are
    }
    spec.vpcCidrs().forEach(range -> checkServices(field(spec), range, violations));
    checkPeers(spec, violations);
    checkEgress(spec.egressCidrs(), violations);
  }

  /** Where the range comes from. */
  private static String field(InfrastructureSpec spec) {
    return switch (spec.network()) {
      case Network.Managed() -> "vpcCidrRange";
      case Network.Customer customer -> "network.vpcId";
    };
  }

  private static void checkOwn(Cidr vpc, Violations violations) {
    String field = "vpcCidrRange";
    checkCanonical(field, vpc, violations);
    if (!vpc.isPrivate()) {
      violations.add(
          field,
          "cidr-not-private",
          vpc.toString(),
          "a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
    }
    if (vpc.prefixLength() > CidrPlan.SMALLEST_VPC) {
      violations.add(
          field,
          "cidr-too-small",
          "/" + vpc.prefixLength() + " (" + vpc.size() + " addresses)",
          "/22 or larger (1024 addresses)",
          "Nodes and pods each take an address, and the range cannot be changed later.");
    }
    if (vpc.prefixLength() < CidrPlan.LARGEST_VPC) {
      violations.add(
          field,
          "cidr-too-large",
          "/" + vpc.prefixLength(),
          "/16 or smaller",
          "AWS makes no larger VPC.");
    }
  }

  private static void checkServices(String field, Cidr vpc, Violations violations) {
    if (vpc.overlaps(InfrastructureSpec.SERVICE_CIDR)) {
      violations.add(
          field,
          "cidr-overlaps-services",
          vpc.toString(),
          "a range apart from " + InfrastructureSpec.SERVICE_CIDR,
          "The cluster uses that range for its services.");
    }
  }

  private static void checkPeers(InfrastructureSpec spec, Violations violations) {
    List<Cidr> peers = spec.peerCidrs();
    for (int i = 0; i < peers.size(); i++) {
      Cidr peer = peers.get(i);
      String field = "peerCidrs[" + i + "]";
      checkCanonical(field, peer, violations);
      for (Cidr range : spec.vpcCidrs().stream().filter(peer::overlaps).toList()) {
        violations.add(
            field(spec),
            "cidr-overlaps-peer",
            range + ", which overlaps " + field + " " + peer,
            "a range apart from every network that will be peered",
            "Choose another range: AWS peers no overlapping VPCs, and the range is fixed.");
      }
      if (peer.overlaps(InfrastructureSpec.SERVICE_CIDR)) {
        violations.add(
            field,
            "cidr-overlaps-services",
            peer.toString(),
            "a range apart from " + InfrastructureSpec.SERVICE_CIDR,
            "The cluster uses that range for its services, so it could not reach this peer.");
      }
    }
  }

  private static void checkEgress(List<Cidr> egress, Violations violations) {
    for (int i = 0; i < egress.size(); i++) {
      Cidr cidr = egress.get(i);
      String field = "egressCidrs[" + i + "]";
      checkCanonical(field, cidr, violations);
      if (cidr.prefixLength() == 0) {
        violations.add(
            field,
            "egress-open",
            cidr.toString(),
            "the addresses from which the control plane calls, and no others",
            "It would open the cluster's endpoint to the whole internet.");
      } else if (cidr.isPrivate()) {
        violations.add(
            field,
            "egress-private",
            cidr.toString(),
            "public addresses",
            "EKS lets only public addresses into its public endpoint.");
      }
    }
    if (egress.size() > MOST_EGRESS_CIDRS) {
      violations.add(
          "egressCidrs", "too-many-egress-cidrs", egress.size() + " ranges", "at most 40");
    }
  }

  private static void checkCanonical(String field, Cidr cidr, Violations violations) {
    if (!cidr.isCanonical()) {
      violations.add(
          field,
          "cidr-not-canonical",
          cidr.toString(),
          "no bits set beyond the prefix",
          "Write it as " + cidr.canonical() + ".");
    }
  }
}
