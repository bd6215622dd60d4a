package io.freehold.controlplane.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.controlplane.ControlPlane;
import io.freehold.controlplane.ControlPlaneSettings;
import io.freehold.controlplane.TestClient;
import io.freehold.controlplane.TestClient.Reply;
import io.freehold.controlplane.TestControlPlane;
import io.freehold.controlplane.Wiring;
import io.freehold.model.network.Cidr;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** These tests are the proxy, at 127.0.0.1. */
class TrustedProxiesTest {
  private static final Clock STILL =
      Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String ALLOWED = "203.0.113.9";
  private static final String OTHER = "198.51.100.1";

  private final TestClient client = TestControlPlane.organization();

  @Test
  void an_address_list_goes_by_what_a_trusted_proxy_says() throws IOException {
    TestClient listed = keyFor(ALLOWED);
    try (ControlPlane plane = behind("127.0.0.1/32")) {
      TestClient there = listed.withUrl(plane.url());

      assertThat(from(there, ALLOWED).status()).isEqualTo(200);
      assertThat(from(there, OTHER).code()).isEqualTo("address-not-allowed");
      assertThat(from(there, OTHER).text()).contains(OTHER);
      assertThat(there.get("").text()).as("no header").contains("127.0.0.1");
    }
  }

  @Test
  void what_a_client_itself_writes_before_the_proxys_word_counts_for_nothing() throws IOException {
    TestClient listed = keyFor(ALLOWED);
    try (ControlPlane plane = behind("127.0.0.1/32")) {
      TestClient there = listed.withUrl(plane.url());

      assertThat(from(there, ALLOWED + ", " + OTHER).code()).isEqualTo("address-not-allowed");
      assertThat(from(there, OTHER + ", " + ALLOWED + ", 127.0.0.1").status()).isEqualTo(200);
    }
  }

  @Test
  void the_header_of_anybody_else_is_ignored() throws IOException {
    TestClient listed = keyFor(ALLOWED);

    assertThat(from(listed, ALLOWED).code()).isEqualTo("address-not-allowed");
    try (ControlPlane plane = behind("10.0.0.0/8")) {
      assertThat(from(listed.withUrl(plane.url()), ALLOWED).text())
          .contains("address-not-allowed", "127.0.0.1");
    }
  }

  @Test
  void one_stranger_behind_the_proxy_does_not_shut_the_others_out() throws IOException {
    try (ControlPlane plane = behind("127.0.0.1/32")) {
      TestClient there = client.withUrl(plane.url());
      TestClient stranger = there.withKey("nobody", client.keySecret());
      for (int i = 0; i < 3; i++) {
        assertThat(from(stranger, OTHER).status()).isEqualTo(401);
      }

      assertThat(from(stranger, OTHER).status()).isEqualTo(429);
      assertThat(from(there, ALLOWED).status()).isEqualTo(200);
      assertThat(from(stranger, ALLOWED).status()).isEqualTo(401);
    }
  }

  private static Reply from(TestClient client, String forwardedFor) {
    return TestClient.send(client.request("").GET().header("X-Forwarded-For", forwardedFor));
  }

  /** A key that may be used from there only. */
  private TestClient keyFor(String address) {
    JsonNode made =
        client
            .post(
                "/keys",
                "{'name':'x','roles':['admin'],'ipAccessList':[{'source':'%s'}]}"
                    .formatted(address))
            .result();
    return client.withKey(made.get("keyId").asString(), made.get("keySecret").asString());
  }

  private static ControlPlane behind(String proxies) throws IOException {
    return ControlPlane.start(
        ControlPlaneSettings.local(0, TestControlPlane.database())
            .withTrustedProxies(List.of(Cidr.parse(proxies)))
            .withRateLimit(new RateLimit(3, Duration.ofSeconds(30))),
        Wiring.of(STILL, STILL));
  }
}
