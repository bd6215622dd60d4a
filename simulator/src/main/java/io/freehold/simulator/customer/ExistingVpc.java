package io.freehold.simulator.customer;

import io.freehold.simulator.SimulatedAws;
import io.freehold.simulator.aws.ec2.VpcSnapshot;
import io.freehold.simulator.aws.place.Location;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A VPC that a customer had before Freehold came: private and public subnets in three zones, a NAT
 * gateway in each, and a gateway endpoint for S3. It is as Freehold needs it, save for the mistakes
 * that were asked for, each of which concerns the first private subnet where it concerns one only.
 *
 * @param location account and region
 * @param vpcId the VPC
 * @param privateSubnetIds in the order of their zones' ids
 * @param publicSubnetIds likewise
 * @param zoneIds of the private subnets, one for each
 * @param routeTableIds of the private subnets, one for each; the main table alone where they share
 *     it
 * @param publicRouteTableId of all public subnets
 * @param internetGatewayId attached to the VPC
 * @param natGatewayIds one in each public subnet
 * @param endpointId for S3; empty where there is none
 */
public record ExistingVpc(
    Location location,
    String vpcId,
    List<String> privateSubnetIds,
    List<String> publicSubnetIds,
    List<String> zoneIds,
    List<String> routeTableIds,
    String publicRouteTableId,
    String internetGatewayId,
    List<String> natGatewayIds,
    Optional<String> endpointId) {
  public ExistingVpc {
    privateSubnetIds = List.copyOf(privateSubnetIds);
    publicSubnetIds = List.copyOf(publicSubnetIds);
    zoneIds = List.copyOf(zoneIds);
    routeTableIds = List.copyOf(routeTableIds);
    natGatewayIds = List.copyOf(natGatewayIds);
  }

  /**
   * How it is laid out.
   *
   * @param cidr of the VPC, {@code /20} or larger
   * @param onMainTable whether the private subnets have no route table of their own, so that the
   *     VPC's main one serves them
   * @param mistakes what is wrong with it
   */
  public record Layout(String cidr, boolean onMainTable, Set<Mistake> mistakes) {
    /** Nothing is wrong, and every private subnet has a table of its own. */
    public static final Layout STANDARD = new Layout("10.20.0.0/16", false, Set.of());

    public Layout {
      mistakes = Set.copyOf(mistakes);
    }

    /** With another address range. */
    public Layout cidr(String other) {
      return new Layout(other, onMainTable, mistakes);
    }

    /** With private subnets that go by the main table; that leaves no room for some mistakes. */
    public Layout onTheMainTable() {
      return new Layout(cidr, true, mistakes);
    }

    /** With these mistakes and no other. */
    public Layout with(Mistake first, Mistake... more) {
      return new Layout(cidr, onMainTable, EnumSet.of(first, more));
    }

    boolean has(Mistake mistake) {
      return mistakes.contains(mistake);
    }
  }

  /**
   * Makes one, as the account's root. It takes no time: the VPC has been there for long. Takes
   * three of the account's elastic IP addresses.
   *
   * @param accountId the customer's account, 12 digits
   * @param region such as {@code us-east-1}
   */
  public static ExistingVpc build(
      SimulatedAws aws, String accountId, String region, Layout layout) {
    Location location = new Location(accountId, region);
    return aws.world().latencies().longAgo(() -> new Builder(aws, location, layout).build());
  }

  /** Makes one with these mistakes; with none, it is as it should be. */
  public static ExistingVpc build(
      SimulatedAws aws, String accountId, String region, Mistake... mistakes) {
    Layout standard = Layout.STANDARD;
    return build(
        aws,
        accountId,
        region,
        new Layout(standard.cidr(), standard.onMainTable(), Set.of(mistakes)));
  }

  /** All that the customer laid out, as it is now in truth; leaves no trace in the call log. */
  public VpcSnapshot snapshot(SimulatedAws aws) {
    return aws.world().locked(() -> aws.network().snapshot(location, vpcId));
  }
}
