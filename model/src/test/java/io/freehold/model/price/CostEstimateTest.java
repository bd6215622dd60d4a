package io.freehold.model.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.model.infrastructure.InfrastructureSpec;
import io.freehold.model.infrastructure.LoadBalancers;
import io.freehold.model.infrastructure.NatGateways;
import io.freehold.model.infrastructure.Network;
import io.freehold.model.infrastructure.NodePool;
import io.freehold.model.name.ShortName;
import io.freehold.model.network.Zone;
import io.freehold.model.service.ReplicaSize;
import io.freehold.model.service.ServiceSpec;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CostEstimateTest {
  private final PriceList prices = PriceList.shipped();

  @Test
  void theFloorIs435WithThreeNatGateways() {
    CostEstimate estimate = CostEstimate.of(builder().build(), List.of(), prices);
    assertThat(estimate.monthlyUsd().setScale(0, RoundingMode.HALF_UP)).isEqualTo("435");
    assertThat(estimate.priceDate()).isEqualTo(prices.date());
    assertThat(estimate.notIncluded()).isNotEmpty();
  }

  @Test
  void theFloorIs362WithOneNatGateway() {
    CostEstimate estimate =
        CostEstimate.of(builder().natGateways(NatGateways.SINGLE).build(), List.of(), prices);
    assertThat(estimate.monthlyUsd().setScale(0, RoundingMode.HALF_UP)).isEqualTo("362");
  }

  @Test
  void inACustomersVpcNeitherGatewaysNorTheirAddressesArePaidFor() {
    InfrastructureSpec spec =
        builder()
            .network(
                new Network.Customer(
                    "vpc-0123456789abcdef0",
                    List.of(),
                    List.of(
                        new Network.Subnet("subnet-1", "use1-az1"),
                        new Network.Subnet("subnet-2", "use1-az2"))))
            .loadBalancers(LoadBalancers.PRIVATE_ONLY)
            .build();
    CostEstimate closed = CostEstimate.of(spec, List.of(), prices);
    assertThat(closed.lines())
        .extracting(CostLine::item)
        .doesNotContain("nat-gateway", "public-ipv4", "s3-gateway-endpoint")
        .contains("network-load-balancer");
    assertThat(closed.monthlyUsd().setScale(0, RoundingMode.HALF_UP)).isEqualTo("315");

    CostEstimate open =
        CostEstimate.of(
            spec.toBuilder().loadBalancers(LoadBalancers.PUBLIC_ONLY).build(), List.of(), prices);
    assertThat(open.lines())
        .filteredOn(line -> line.item().equals("public-ipv4"))
        .extracting(CostLine::quantity)
        .containsExactly(2L);
  }

  @ParameterizedTest
  @CsvSource({
    "eks-cluster, 73.00",
    "eks-extended-support, 365.00",
    "nat-gateway, 32.85",
    "nat-gateway-data, 0.05",
    "public-ipv4, 3.65",
    "network-load-balancer, 16.43",
    "interface-endpoint, 7.30",
    "volume-gp3, 0.08",
    "m6i.large, 70.08",
    "m7g.2xlarge, 238.27",
    "s3-gateway-endpoint, 0.00",
    "cross-zone-data, 0.01",
  })
  void aMonthOfOneCostsThis(String item, BigDecimal usd) {
    assertThat(prices.of(item).monthly(1)).isEqualTo(usd);
  }

  @Test
  void everyLineIsQuantityTimesUnitPriceAndTheTotalIsTheirSum() {
    CostEstimate estimate =
        CostEstimate.of(
            builder().build(), List.of(ServiceSpec.of("analytics", 3, ReplicaSize.GB_48)), prices);
    assertThat(estimate.lines())
        .allSatisfy(line -> {
          BigDecimal hours = line.unit().equals("hour") ? new BigDecimal("730") : BigDecimal.ONE;
          assertThat(line.monthlyUsd())
              .isEqualTo(
                  line.unitPriceUsd()
                      .multiply(BigDecimal.valueOf(line.quantity()))
                      .multiply(hours)
                      .setScale(2, RoundingMode.HALF_UP));
          assertThat(line.quantity()).isPositive();
        });
    BigDecimal sum = BigDecimal.ZERO;
    for (CostLine line : estimate.lines()) {
      sum = sum.add(line.monthlyUsd());
    }
    assertThat(estimate.monthlyUsd()).isEqualTo(sum);
  }

  @Test
  void aServiceAddsANodeForEachReplicaAndTheNodesOfKeeper() {
    InfrastructureSpec spec = builder().build();
    BigDecimal floor = CostEstimate.of(spec, List.of(), prices).monthlyUsd();
    ServiceSpec service = ServiceSpec.of("analytics", 3, ReplicaSize.GB_48);
    BigDecimal one = CostEstimate.of(spec, List.of(service), prices).monthlyUsd();
    BigDecimal two = CostEstimate.of(spec, List.of(service, service), prices).monthlyUsd();
    // 3 x m7g.2xlarge and 150 GB for Keeper's nodes, once.
    BigDecimal shared = new BigDecimal("714.82").add(new BigDecimal("12.00"));
    // 3 x m7g.4xlarge, 150 GB of nodes, 600 GB of replicas, 30 GB of Keeper.
    BigDecimal own =
        new BigDecimal("1429.63")
            .add(new BigDecimal("12.00"))
            .add(new BigDecimal("48.00"))
            .add(new BigDecimal("2.40"));
    assertThat(one.subtract(floor)).isEqualTo(shared.add(own));
    assertThat(two.subtract(one)).isEqualTo(own);
  }

  @Test
  void aPrivateLoadBalancerHasNoPublicAddresses() {
    BigDecimal both = monthly(new LoadBalancers(true, true));
    BigDecimal publicly = monthly(new LoadBalancers(true, false));
    BigDecimal privately = monthly(new LoadBalancers(false, true));
    assertThat(both.subtract(publicly)).isEqualTo("16.43");
    assertThat(publicly.subtract(privately)).isEqualTo("10.95");
  }

  @ParameterizedTest
  @EnumSource(ReplicaSize.class)
  void everySizeAndEveryNodePoolHasAPrice(ReplicaSize size) {
    assertThat(prices.of(size.instanceType()).usd()).isPositive();
    assertThat(prices.of(NodePool.SYSTEM.instanceType()).usd()).isPositive();
    assertThat(prices.of(NodePool.KEEPER.instanceType()).usd()).isPositive();
  }

  @Test
  void pricesOfAnotherRegionAreSaidToBeSo() {
    assertThat(CostEstimate.of(builder().build(), List.of(), prices).isOfAnotherRegion()).isFalse();
    CostEstimate elsewhere =
        CostEstimate.of(builder().region("eu-west-1").build(), List.of(), prices);
    assertThat(elsewhere.isOfAnotherRegion()).isTrue();
    assertThat(elsewhere.priceRegion()).isEqualTo("us-east-1");
  }

  @Test
  void aMistakeInThePriceListIsNamed() throws IOException {
    String head = "date=2026-01-02\nregion=us-east-1\n";
    assertThat(PriceList.read(new StringReader(head + "x = 1.5 per hour : X")).of("x").usd())
        .isEqualTo("1.5");
    assertThatThrownBy(() -> PriceList.read(new StringReader(head + "x = cheap")))
        .hasMessageContaining("price of x: found 'cheap'");
    assertThatThrownBy(() -> PriceList.read(new StringReader(head + "x = 1 per day : X")))
        .hasMessageContaining("found 'day'");
    assertThatThrownBy(() -> PriceList.read(new StringReader("region=us-east-1\ndate=today")))
        .hasMessageContaining("'today'");
    assertThatThrownBy(() -> PriceList.read(new StringReader("date=2026-01-02")))
        .hasMessageContaining("needed 'region");
    assertThatThrownBy(() -> prices.of("gold")).hasMessageContaining("'gold'");
  }

  private BigDecimal monthly(LoadBalancers loadBalancers) {
    return CostEstimate.of(builder().loadBalancers(loadBalancers).build(), List.of(), prices)
        .monthlyUsd();
  }

  private static InfrastructureSpec.Builder builder() {
    return InfrastructureSpec.builder(
        new ShortName("mhp0y4dmph"),
        "123456789012",
        "us-east-1",
        List.of(
            new Zone("us-east-1a", "use1-az1", "a"),
            new Zone("us-east-1b", "use1-az2", "b"),
            new Zone("us-east-1d", "use1-az4", "d")));
  }
}
