package io.freehold.simulator.aws.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.model.latency.LatencyProfile;
import io.freehold.simulator.aws.lever.Levers;
import io.freehold.simulator.aws.place.Location;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final Location HERE = new Location("111122223333", "us-east-1");
  private static final Location THERE = new Location("444455556666", "us-east-1");

  @Test
  void theNthDrawOfAKeyIsTheSameWhateverElseIsDrawn() {
    Latencies alone = latencies(7);
    Latencies mixed = latencies(7);
    List<Duration> first = new ArrayList<>();
    List<Duration> second = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      first.add(alone.draw(HERE, "NatGateway/create"));
      mixed.draw(HERE, "EksCluster/create");
      mixed.draw(THERE, "NatGateway/create");
      second.add(mixed.draw(HERE, "NatGateway/create"));
    }
    assertThat(second).isEqualTo(first);
    assertThat(first.stream().distinct().count()).isGreaterThan(10);
    assertThat(latencies(8).draw(HERE, "NatGateway/create")).isNotEqualTo(first.getFirst());
    assertThat(latencies(7).draw(THERE, "NatGateway/create")).isNotEqualTo(first.getFirst());
  }

  @Test
  void whatBeganLongAgoTakesNoTimeAndLeavesLaterDrawsAlone() {
    Latencies plain = latencies(7);
    Latencies other = latencies(7);
    assertThat(other.longAgo(() -> other.draw(HERE, "NatGateway/create"))).isZero();
    assertThat(other.longAgo(() -> other.failure(HERE, "NodeGroup"))).isEmpty();
    assertThat(other.draw(HERE, "NatGateway/create"))
        .isEqualTo(plain.draw(HERE, "NatGateway/create"))
        .isPositive();
  }

  @Test
  void drawsFollowTheProfile() {
    Latencies latencies = latencies(1);
    List<Duration> draws = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      draws.add(latencies.draw(HERE, "EksCluster/create"));
    }
    draws.sort(null);
    assertThat(draws.get(500).toSeconds()).isBetween(570L, 630L);
    assertThat(draws.get(950).toSeconds()).isBetween(830L, 970L);
  }

  @Test
  void theShortestDrawOfEachKeyIsKeptForTheBound() {
    Latencies latencies = latencies(1);
    Duration a = latencies.draw(HERE, "NatGateway/create");
    Duration b = latencies.draw(HERE, "NatGateway/create");
    latencies.draw(new Location(HERE.accountId(), Location.GLOBAL), "Role/create");
    Duration elsewhere = latencies.draw(THERE, "EksCluster/create");
    Duration median = LatencyProfile.standard().of("EksCluster/create").median();
    assertThat(elsewhere).isNotEqualTo(median);
    assertThat(latencies.drawn(HERE))
        .containsEntry("NatGateway/create", a.compareTo(b) < 0 ? a : b)
        .containsEntry("Role/create", Duration.ofSeconds(1))
        .containsEntry("EksCluster/create", median);
  }

  @Test
  void aShareOfCreationsFails() {
    Latencies latencies = latencies(1);
    long failed = 0;
    for (int i = 0; i < 2000; i++) {
      failed += latencies.failure(HERE, "NodeGroup").isPresent() ? 1 : 0;
    }
    assertThat(failed).isBetween(5L, 50L);
    assertThat(latencies.failure(HERE, "Vpc")).isEmpty();
  }

  private static Latencies latencies(long seed) {
    Levers levers = new Levers(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    return new Latencies(LatencyProfile.standard(), seed, levers);
  }
}
