package io.freehold.controlplane.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.Wiring;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final UUID KEY = new UUID(0, 1);

  private final RateLimit.Buckets buckets = new RateLimit(10, Duration.ofSeconds(10)).buckets();

  @Test
  void a_burst_is_let_through_and_then_one_each_second() {
    for (int i = 0; i < 10; i++) {
      assertThat(buckets.take(KEY, START)).isEmpty();
    }

    assertThat(buckets.take(KEY, START)).hasValue(1);
    assertThat(buckets.take(KEY, START.plusMillis(999))).isPresent();
    assertThat(buckets.take(KEY, START.plusMillis(1000))).isEmpty();
    assertThat(buckets.take(KEY, START.plusMillis(1000))).isPresent();
  }

  @Test
  void keys_do_not_slow_each_other() {
    for (int i = 0; i < 20; i++) {
      buckets.take(KEY, START);
    }

    assertThat(buckets.take(new UUID(0, 2), START)).isEmpty();
  }

  @Test
  void a_rested_key_has_its_burst_and_no_more() {
    for (int i = 0; i < 10; i++) {
      buckets.take(KEY, START);
    }
    Instant later = START.plusSeconds(3600);
    for (int i = 0; i < 10; i++) {
      assertThat(buckets.take(KEY, later)).isEmpty();
    }

    assertThat(buckets.take(KEY, later)).isPresent();
  }

  @Test
  void an_address_that_tries_too_many_keys_is_refused_before_they_are_looked_at()
      throws IOException {
    TestClient client = TestControlPlane.organization();
    Clock still = Clock.fixed(START, ZoneOffset.UTC);
    ControlPlaneSettings settings =
        ControlPlaneSettings.local(0, TestControlPlane.database())
            .withRateLimit(new RateLimit(3, Duration.ofSeconds(30)));
    try (ControlPlane second = ControlPlane.start(settings, Wiring.of(still, still))) {
      TestClient there = client.withUrl(second.url());
      assertThat(there.get("").status()).isEqualTo(200);
      assertThat(there.withKey("nobody", client.keySecret()).get("").status()).isEqualTo(401);
      assertThat(there.withKey(client.keyId(), "wrong").get("").status()).isEqualTo(401);
      assertThat(there.get("").status()).as("a valid key meanwhile").isEqualTo(200);
      assertThat(there.withKey(null, null).get("").status()).isEqualTo(401);

      Reply refused = there.withKey("somebody", client.keySecret()).get("");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("too-many-requests");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
      assertThat(there.withPrefix("").withKey(null, null).get("/health/live").status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_key_that_asks_too_much_is_told_when_to_come_back() throws IOException {
    TestClient client = TestControlPlane.organization();
    Clock still = Clock.fixed(START, ZoneOffset.UTC);
    ControlPlaneSettings settings =
        ControlPlaneSettings.local(0, TestControlPlane.database())
            .withRateLimit(new RateLimit(3, Duration.ofSeconds(30)));
    try (ControlPlane second = ControlPlane.start(settings, Wiring.of(still, still))) {
      TestClient there = client.withUrl(second.url());
      for (int i = 0; i < 3; i++) {
        assertThat(there.get("").status()).isEqualTo(200);
      }

      Reply refused = there.get("");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("too-many-requests");
      assertThat(refused.headers().firstValue("X-RateLimit-Reset")).hasValue("10");
      assertThat(client.get("").status()).as("the other control plane").isEqualTo(200);
    }
  }
}
