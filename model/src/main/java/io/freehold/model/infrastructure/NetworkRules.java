package io.freehold.model.infrastructure;

import io.freehold.model.network.CidrPlan;
import io.freehold.model.violation.Violations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules about what is named of a customer's own VPC, without a look at the VPC itself. */
final class NetworkRules {
  private static final Pattern VPC = Pattern.compile("vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern SUBNET = Pattern.compile("subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})");
  private static final String PRIVATE = "network.privateSubnetIds";
  private static final String PUBLIC = "network.publicSubnetIds";

  private NetworkRules() {}

  static void check(InfrastructureSpec spec, Violations violations) {
    switch (spec.network()) {
      case Network.Managed() -> {}
      case Network.Customer customer -> check(customer, spec.loadBalancers(), violations);
    }
  }

  private static void check(
      Network.Customer customer, LoadBalancers balancers, Violations violations) {
    if (!VPC.matcher(customer.vpcId()).matches()) {
      violations.add(
          "network.vpcId",
          "vpc-id-malformed",
          "'" + customer.vpcId() + "'",
          "vpc- and 17 (or 8) hexadecimal digits");
    }
    Set<String> seen = new HashSet<>();
    checkIds(PRIVATE, customer.privateSubnetIds(), seen, violations);
    checkIds(PUBLIC, customer.publicSubnetIds(), seen, violations);
    int different = new HashSet<>(customer.privateSubnetIds()).size();
    if (different < CidrPlan.FEWEST_ZONES) {
      violations.add(
          PRIVATE,
          "too-few-subnets",
          different + " different",
          "at least 3, in at least 3 zones",
          "The loss of a zone must leave a quorum.");
    }
    if (balancers.publicly() && customer.publicSubnets().isEmpty()) {
      violations.add(
          PUBLIC,
          "public-subnets-missing",
          null,
          "the public subnets in which the public load balancer is to be",
          "Name them when the infrastructure is made, or leave loadBalancers.public off.");
    }
  }

  private static void checkIds(
      String field, List<String> ids, Set<String> seen, Violations violations) {
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      String here = field + "[" + i + "]";
      if (!SUBNET.matcher(id).matches()) {
        violations.add(
            here,
            "subnet-id-malformed",
            "'" + id + "'",
            "subnet- and 17 (or 8) hexadecimal digits");
      } else if (!seen.add(id)) {
        violations.add(
            here,
            "subnet-doubled",
            "'" + id + "' again",
            "every subnet once, as private or as public");
      }
    }
  }
}
