package io.freehold.simulator.aws.state;

import io.freehold.simulator.aws.lever.Levers;
import java.util.Map;
import java.util.function.Supplier;

/** How much of each thing an account may have, by the codes of Service Quotas. */
public final class Quotas {
  /** AWS's defaults, each for one account and region, save where the name says otherwise. */
  private static final Map<String, Integer> DEFAULTS =
      Map.ofEntries(
          Map.entry("L-F678F1CE", 5), // VPCs
          Map.entry("L-0263D0A3", 5), // elastic IPs
          Map.entry("L-FE5A380F", 5), // NAT gateways per zone
          Map.entry("L-A4707A72", 5), // internet gateways
          Map.entry("L-407747CB", 200), // subnets per VPC
          Map.entry("L-589F43AA", 200), // route tables per VPC
          Map.entry("L-93826ACB", 500), // routes per route table
          Map.entry("L-1B52E74A", 20), // gateway endpoints
          Map.entry("L-29B6F2EB", 50), // interface endpoints per VPC
          Map.entry("L-E79EC296", 2500), // security groups
          Map.entry("L-0EA8095F", 60), // rules per security group and direction
          Map.entry("L-1194D53C", 100), // EKS clusters
          Map.entry("L-69A177A2", 50), // network load balancers
          Map.entry("L-1216C47A", 640), // On-Demand Standard vCPUs
          Map.entry("L-FE177D64", 1000), // IAM roles per account
          Map.entry("L-0DA4ABF3", 10), // managed policies per IAM role
          Map.entry("L-DC2B2D3D", 10_000)); // buckets per account

  private final Levers levers;

  public Quotas(Levers levers) {
    this.levers = levers;
  }

  /** The limit that holds now. */
  public int limit(String code) {
    Integer known = DEFAULTS.get(code);
    if (known == null) {
      throw new IllegalArgumentException(
          "quota: found code '" + code + "', needed one of " + DEFAULTS.keySet());
    }
    return levers.quota(code).orElse(known);
  }

  /**
   * Refuses one more than the limit.
   *
   * @param used how many there are already
   * @param refusal in the service's words
   */
  public void require(String code, long used, Supplier<? extends RuntimeException> refusal) {
    if (used + 1 > limit(code)) {
      levers.limited(code);
      throw refusal.get();
    }
  }
}
