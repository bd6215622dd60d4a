package io.freehold.model.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a VPC is divided: one private and one public subnet per zone, and room to spare.
 *
 * <p>Nodes and pods take their addresses from the private subnets (the VPC CNI gives every pod
 * one), so they are as large as they can be while a part of their size is left. The public ones
 * hold load balancers and NAT gateways alone. With three zones:
 *
 * <pre>
 *   VPC   3 private   3 public   left
 *   /16   /18         /24        15,616 addresses
 *   /20   /22         /24        256
 *   /22   /24         /26        64
 * </pre>
 *
 * The plan depends on nothing but the VPC and the set of zone ids; it never changes afterwards,
 * because subnets cannot.
 *
 * @param vpc canonical, {@code /16} to {@code /22}
 * @param subnets in the order of their zone ids
 * @param spare what is left of the VPC
 */
public record CidrPlan(Cidr vpc, List<ZoneSubnets> subnets, List<Cidr> spare) {
  /** The largest VPC that AWS makes. */
  public static final int LARGEST_VPC = 16;

  /** The smallest VPC that holds the plan usefully. */
  public static final int SMALLEST_VPC = 22;

  /** Fewer cannot keep a quorum when a zone is lost. */
  public static final int FEWEST_ZONES = 3;

  /** No region has more. */
  public static final int MOST_ZONES = 6;

  private static final int SMALLEST_USEFUL_PUBLIC = 24;

  public CidrPlan {
    subnets = List.copyOf(subnets);
    spare = List.copyOf(spare);
  }

  /**
   * Divides a VPC.
   *
   * @throws IllegalArgumentException if the range is not canonical or not {@code /16} to {@code
   *     /22}, or there are not three to six zones with different ids
   */
  public static CidrPlan of(Cidr vpc, List<Zone> zones) {
    if (!vpc.isCanonical()
        || vpc.prefixLength() < LARGEST_VPC
        || vpc.prefixLength() > SMALLEST_VPC) {
      throw new IllegalArgumentException(
          "VPC range: found " + vpc + ", needed a /16 to /22 without host bits");
    }
    Set<String> ids = new HashSet<>();
    zones.forEach(zone -> ids.add(zone.id()));
    if (ids.size() != zones.size() || zones.size() < FEWEST_ZONES || zones.size() > MOST_ZONES) {
      throw new IllegalArgumentException(
          "zones: found " + zones.stream().map(Zone::id).toList() + ", needed 3 to 6 different");
    }
    return divide(vpc, zones.stream().sorted(Comparator.comparing(Zone::id)).toList());
  }

  private static CidrPlan divide(Cidr vpc, List<Zone> zones) {
    // Enough blocks for the zones and at least one more: 4 for three zones, 8 for four to six.
    int blockLength = vpc.prefixLength() + (zones.size() < 4 ? 2 : 3);
    // Four public subnets fill a block at most, so that six zones need no more than two blocks.
    int publicLength = Math.max(SMALLEST_USEFUL_PUBLIC, blockLength + 2);
    int firstPublic = zones.size() << (publicLength - blockLength);
    List<ZoneSubnets> subnets = new ArrayList<>();
    for (int i = 0; i < zones.size(); i++) {
      subnets.add(
          new ZoneSubnets(
              zones.get(i), vpc.part(publicLength, firstPublic + i), vpc.part(blockLength, i)));
    }
    List<Cidr> used =
        subnets.stream()
            .flatMap(zone -> Stream.of(zone.publicSubnet(), zone.privateSubnet()))
            .toList();
    return new CidrPlan(vpc, subnets, vpc.minus(used));
  }

  /** The subnets of one zone. */
  public ZoneSubnets of(Zone zone) {
    return subnets.stream()
        .filter(candidate -> candidate.zone().id().equals(zone.id()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no subnets planned in " + zone.id()));
  }
}
