package io.freehold.model.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyProfileTest {
  private final LatencyProfile standard = LatencyProfile.standard();

  @Test
  void theShippedProfileHasTheFiguresOfTheDesign() {
    assertThat(standard.of("EksCluster/create")).isEqualTo(Latency.ofSeconds(600, 900));
    assertThat(standard.of("EksCluster/delete")).isEqualTo(Latency.ofSeconds(180, 500));
    assertThat(standard.of("NodeGroup/create")).isEqualTo(Latency.ofSeconds(120, 330));
    assertThat(standard.of("NodeGroup/delete")).isEqualTo(Latency.ofSeconds(250));
    assertThat(standard.of("NatGateway/create")).isEqualTo(Latency.ofSeconds(110, 130));
    assertThat(standard.of("NatGateway/delete")).isEqualTo(Latency.ofSeconds(60, 95));
    assertThat(standard.of("LoadBalancer/create")).isEqualTo(Latency.ofSeconds(155, 240));
    assertThat(standard.of("LoadBalancer.interfaces/delete")).isEqualTo(Latency.ofSeconds(300));
    assertThat(standard.of("Role.usable/create")).isEqualTo(Latency.ofSeconds(8, 30));
    assertThat(standard.of("DnsRecord/create")).isEqualTo(Latency.ofSeconds(35, 60));
  }

  @Test
  void aQualifiedKeyFallsBackToThePlainOneAndThenToNothing() {
    assertThat(standard.of("AddOn.coredns/create").median()).isEqualTo(Duration.ofSeconds(14));
    assertThat(standard.of("AddOn.kube-proxy/create")).isEqualTo(standard.of("AddOn/create"));
    assertThat(standard.of("Subnet.public/update")).isEqualTo(Latency.NONE);
    assertThat(standard.of("SomethingElse/delete")).isEqualTo(Latency.NONE);
  }

  @Test
  void oneInAHundredNodeGroupsFails() {
    assertThat(standard.failing("NodeGroup/create")).isEqualTo(0.01);
    assertThat(standard.failing("NodeGroup.system/create")).isEqualTo(0.01);
    assertThat(standard.failing("EksCluster/create")).isZero();
  }

  @Test
  void mediansHaveNoSpreadAndNoFailures() {
    LatencyProfile medians = standard.medians();
    assertThat(medians.keys()).isEqualTo(standard.keys()).isNotEmpty();
    assertThat(medians.keys()).allMatch(key -> medians.of(key).isConstant());
    assertThat(medians.keys())
        .allMatch(key -> medians.of(key).median().equals(standard.of(key).median()));
    assertThat(medians.failing("NodeGroup/create")).isZero();
  }

  @Test
  void oneKeyCanBeChangedWithoutTouchingTheOriginal() {
    LatencyProfile slow = standard.with("EksCluster/create", Latency.ofSeconds(5));
    assertThat(slow.of("EksCluster/create")).isEqualTo(Latency.ofSeconds(5));
    assertThat(standard.of("EksCluster/create").median()).isEqualTo(Duration.ofMinutes(10));
    assertThat(slow.failing("NodeGroup/create")).isEqualTo(0.01);
  }

  @Test
  void aProfileOfTheUsersOwnIsRead() throws IOException {
    LatencyProfile own = LatencyProfile.read(new StringReader("Vpc/create = 1.5 3\n"));
    assertThat(own.of("Vpc/create")).isEqualTo(Latency.ofSeconds(1.5, 3));
  }

  @Test
  void aMistakeInTheFileIsNamed() {
    assertThatThrownBy(() -> LatencyProfile.read(new StringReader("Vpc=2")))
        .hasMessageContaining("'Vpc'")
        .hasMessageContaining("needed <Kind>");
    assertThatThrownBy(() -> LatencyProfile.read(new StringReader("Vpc/create=two")))
        .hasMessageContaining("Vpc/create")
        .hasMessageContaining("'two'");
    assertThatThrownBy(() -> standard.of("vpc/make")).hasMessageContaining("vpc/make");
  }
}
