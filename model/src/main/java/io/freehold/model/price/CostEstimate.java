package io.freehold.model.price;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.service.ReplicaSize;
import io.freehold.model.service.ServiceSpec;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What an infrastructure and its services cost a month at least, at list price: what is there all
 * the time. What depends on use is named, not guessed.
 *
 * @param region where the infrastructure is
 * @param priceRegion for which the prices hold; another region's are usually higher
 * @param priceDate when they were looked up
 * @param lines what is paid for
 * @param notIncluded what comes on top with use
 */
public record CostEstimate(
    String region,
    String priceRegion,
    LocalDate priceDate,
    List<CostLine> lines,
    List<String> notIncluded) {
  private static final String INFRASTRUCTURE = "infrastructure";

  private static final List<String> BY_USE =
      List.of(
          "data through NAT gateways and between zones",
          "capacity units of the load balancers",
          "S3 storage and requests",
          "logs in CloudWatch",
          "tax, and discounts of the customer");

  public CostEstimate {
    lines = List.copyOf(lines);
    notIncluded = List.copyOf(notIncluded);
  }

  /**
   * Estimates.
   *
   * @param services that run on it; none gives the floor
   * @throws IllegalArgumentException if the list lacks a price
   * @throws IllegalStateException if a service's size is none of those offered
   */
  public static CostEstimate of(
      InfrastructureSpec spec, List<ServiceSpec> services, PriceList prices) {
    List<CostLine> lines = new ArrayList<>(infrastructure(spec, prices));
    if (!services.isEmpty()) {
      lines.addAll(sharedByServices(spec, prices));
    }
    for (ServiceSpec service : services) {
      lines.addAll(service(service, prices));
    }
    return new CostEstimate(spec.region(), prices.region(), prices.date(), lines, BY_USE);
  }

  /** The sum of the lines. */
  public BigDecimal monthlyUsd() {
    return lines.stream().map(CostLine::monthlyUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether the prices are those of another region. */
  public boolean isOfAnotherRegion() {
    return !region.equals(priceRegion);
  }

  private static List<CostLine> infrastructure(InfrastructureSpec spec, PriceList prices) {
    int gateways = spec.natGatewayCount();
    NodePool system = NodePool.SYSTEM;
    Lines lines = new Lines(INFRASTRUCTURE, prices);
    lines.add("eks-cluster", "one cluster", 1);
    if (gateways > 0) {
      lines.add("nat-gateway", "the way out of private subnets", gateways);
      lines.add("public-ipv4", "of the NAT gateways", gateways);
    }
    if (spec.loadBalancers().publicly()) {
      lines.add("network-load-balancer", "public", 1);
      lines.add("public-ipv4", "of the public load balancer, one in each zone", publicZones(spec));
    }
    if (spec.loadBalancers().privately()) {
      lines.add("network-load-balancer", "private", 1);
    }
    if (spec.network() instanceof Network.Managed) {
      lines.add("s3-gateway-endpoint", "the way to S3", 1);
    }
    lines.add(system.instanceType(), "for the platform", system.initialNodes());
    lines.add(
        "volume-gp3", "of the platform's nodes", (long) system.initialNodes() * NodePool.DISK_GB);
    lines.add("volume-gp3", "of the platform's metrics and logs", NodePool.PLATFORM_VOLUMES_GB);
    return lines.list;
  }

  private static int publicZones(InfrastructureSpec spec) {
    return switch (spec.network()) {
      case Network.Managed() -> spec.zones().size();
      case Network.Customer customer ->
          (int) customer.publicSubnets().stream().map(Network.Subnet::zoneId).distinct().count();
    };
  }

  private static List<CostLine> sharedByServices(InfrastructureSpec spec, PriceList prices) {
    int zones = spec.zones().size();
    Lines lines = new Lines(INFRASTRUCTURE, prices);
    lines.add(NodePool.KEEPER.instanceType(), "for Keeper, one in each zone", zones);
    lines.add("volume-gp3", "of these nodes", (long) zones * NodePool.DISK_GB);
    return lines.list;
  }

  private static List<CostLine> service(ServiceSpec service, PriceList prices) {
    ReplicaSize size = service.size();
    NodePool pool = NodePool.of(size);
    int replicas = service.replicas();
    Lines lines = new Lines(service.name(), prices);
    lines.add(pool.instanceType(), "one for each replica of " + size.memoryGb() + " GB", replicas);
    lines.add("volume-gp3", "of these nodes", (long) replicas * NodePool.DISK_GB);
    lines.add("volume-gp3", "of the replicas", (long) replicas * size.volumeGb());
    lines.add(
        "volume-gp3",
        "of Keeper",
        (long) ServiceSpec.KEEPER_REPLICAS * ServiceSpec.KEEPER_VOLUME_GB);
    return lines.list;
  }

  private record Lines(String subject, PriceList prices, List<CostLine> list) {
    Lines(String subject, PriceList prices) {
      this(subject, prices, new ArrayList<>());
    }

    void add(String item, String purpose, long quantity) {
      list.add(CostLine.of(subject, prices.of(item), purpose, quantity));
    }
  }
}
