package io.freehold.model.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundTest {
  private final LatencyProfile standard = LatencyProfile.standard();

  @Test
  void anInfrastructureTakesAtLeast788Seconds() {
    Bound bound = Bound.infrastructure(standard);
    assertThat(bound.duration()).isEqualTo(Duration.ofSeconds(788));
    assertThat(bound.describe())
        .isEqualTo(
            "control-plane-role 1 + control-plane-role-usable 8 + cluster 600 + system-nodes 120"
                + " + coredns 14 + platform-pods 40 + target-binding 5 = 788 s");
    assertThat(bound.path().stream().map(Bound.Step::took).reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(bound.duration());
  }

  @Test
  void inACustomersVpcNothingWaitsForTheNetwork() {
    assertThat(Bound.infrastructureInCustomerVpc(standard).describe())
        .isEqualTo(Bound.infrastructure(standard).describe());
    Map<String, Duration> drawn = medians();
    drawn.put("Vpc/create", Duration.ofSeconds(5000));
    drawn.put("LoadBalancer/create", Duration.ofSeconds(2000));
    assertThat(Bound.infrastructureInCustomerVpc(drawn).describe())
        .isEqualTo("load-balancer 2000 + wildcard-record 35 = 2035 s");
  }

  @Test
  void aServiceTakesAtLeast120SecondsBesideItsTargets() {
    Bound bound = Bound.service(standard, Duration.ZERO);
    assertThat(bound.duration()).isEqualTo(Duration.ofSeconds(120));
    assertThat(bound.describe()).isEqualTo("keeper-nodes 60 + keeper 30 + clickhouse 30 = 120 s");
  }

  @Test
  void theCertificateIsWaitedForBesideTheServersAsLongAsIsLeft() {
    assertThat(Bound.service(standard)).isEqualTo(Bound.service(standard, Duration.ZERO));
    assertThat(Bound.service(standard, Duration.ofSeconds(180)).describe())
        .isEqualTo("certificate 180 = 180 s");
    assertThat(Bound.service(standard, Duration.ofSeconds(20)))
        .isEqualTo(Bound.service(standard, Duration.ofSeconds(-200)));
  }

  @Test
  void theSpreadOfTheProfileDoesNotMatterToTheMedians() {
    assertThat(Bound.infrastructure(standard.medians())).isEqualTo(Bound.infrastructure(standard));
  }

  @Test
  void theRatioIsOneAtTheBound() {
    Bound bound = Bound.service(standard, Duration.ZERO);
    assertThat(bound.ratio(Duration.ofSeconds(120))).isEqualTo(1);
    assertThat(bound.ratio(Duration.ofSeconds(132))).isCloseTo(1.1, within(1e-9));
  }

  @Test
  void drawnDurationsMoveThePath() {
    Map<String, Duration> drawn = medians();
    drawn.put("LoadBalancer/create", Duration.ofSeconds(2000));
    Bound bound = Bound.infrastructure(drawn);
    assertThat(bound.describe())
        .isEqualTo("vpc 2 + subnet 1 + load-balancer 2000 + wildcard-record 35 = 2038 s");
  }

  @Test
  void aDrawMayBeGivenByItsPlainKey() {
    Map<String, Duration> drawn = medians();
    drawn.remove("AddOn.coredns/create");
    drawn.put("AddOn/create", Duration.ofSeconds(60));
    assertThat(Bound.infrastructure(drawn).duration()).isEqualTo(Duration.ofSeconds(834));
  }

  @Test
  void aMissingDrawIsNamed() {
    Map<String, Duration> drawn = medians();
    drawn.remove("EksCluster/create");
    assertThatThrownBy(() -> Bound.infrastructure(drawn)).hasMessageContaining("EksCluster/create");
  }

  @Test
  void everyKeyOfTheTableIsInTheShippedProfile() {
    assertThat(DependencyTable.shipped("infrastructure").steps())
        .hasSizeGreaterThan(20)
        .allMatch(step ->
            standard.keys().contains(step.key())
                || standard.keys().contains(LatencyProfile.plain(step.key())));
  }

  @Test
  void aTableWithMistakesIsRefused() {
    assertThatThrownBy(() -> DependencyTable.parse("t a Vpc/create <- b", "t"))
        .hasMessageContaining("'b' is not the name of an earlier step");
    assertThatThrownBy(() -> DependencyTable.parse("t a Vpc/create\nt a Vpc/create", "t"))
        .hasMessageContaining("listed twice");
    assertThatThrownBy(() -> DependencyTable.parse("t a", "t")).hasMessageContaining("needed '<");
    assertThatThrownBy(() -> DependencyTable.parse("u a Vpc/create", "t"))
        .hasMessageContaining("no steps");
  }

  private Map<String, Duration> medians() {
    Map<String, Duration> drawn = new HashMap<>();
    standard.keys().forEach(key -> drawn.put(key, standard.of(key).median()));
    return drawn;
  }
}
