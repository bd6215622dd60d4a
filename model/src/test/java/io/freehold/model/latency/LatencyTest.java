package io.freehold.model.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  @Test
  void drawsFitTheMedianAndTheNinetyFifthPercentile() {
    Latency eks = Latency.ofSeconds(600, 900);
    Random random = new Random(1);
    double[] draws =
        Stream.generate(() -> eks.draw(random))
            .limit(20_000)
            .mapToDouble(Latency::seconds)
            .sorted()
            .toArray();
    assertThat(draws[10_000]).isCloseTo(600, within(6.0));
    assertThat(draws[19_000]).isCloseTo(900, within(15.0));
    assertThat(draws[0]).isPositive();
  }

  @Test
  void withoutSpreadEveryDrawIsTheMedian() {
    Latency vpc = Latency.ofSeconds(2);
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      assertThat(vpc.draw(random)).isEqualTo(Duration.ofSeconds(2));
    }
    assertThat(Latency.NONE.draw(random)).isZero();
  }

  @Test
  void theSameSeedDrawsTheSame() {
    Latency nat = Latency.ofSeconds(110, 130);
    assertThat(nat.draw(new Random(7))).isEqualTo(nat.draw(new Random(7)));
    assertThat(nat.draw(new Random(7))).isNotEqualTo(nat.draw(new Random(8)));
  }

  @Test
  void aSpreadBelowTheMedianIsRefused() {
    assertThatThrownBy(() -> Latency.ofSeconds(10, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needed 0 <= median <= p95");
    assertThatThrownBy(() -> Latency.ofSeconds(0, 9)).hasMessageContaining("positive median");
  }
}
