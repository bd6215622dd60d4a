package io.freehold.kubernetes.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.freehold.kernel.resource.Owner;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is believed of a cluster's Prometheus, and what is done when it does not behave. */
class ClusterPrometheusTest {
  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final AtomicReference<URI> asked = new AtomicReference<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private KubernetesClient client;
  private volatile Answer answer = exchange -> {};

  /** What the cluster's API does with a request. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/one")
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.set(exchange.getRequestURI());
    try (exchange) {
      answer.to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer text(int status, String text) {
    return exchange -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private Optional<List<ServerSample>> samples(Set<String> names, Duration within) {
    KubernetesSession session =
        new KubernetesSession(Optional.of(client), new Owner("infra"), new Owner("one"));
    return ServerSample.of(session, "one", names, within).map(some -> some.toList());
  }

  @Test
  void figures_of_servers_are_read_and_what_is_none_is_left_out() {
    answer =
        text(
            200,
            """
            # TYPE ClickHouseMetrics_Query untyped
            ClickHouseMetrics_Query{endpoint="prometheus",instance="10.0.0.1:9363",job="one/clickhouse",pod="c-0"} 3 1764540000000
            ClickHouseHistogram_bucket{pod="c-0",le="+Inf",said="a \\"b\\", } \\\\ c"} 1.5e+09
            ClickHouseMetrics_Query{pod="c-1",} NaN
            up{pod="c-0"} 1
            ClickHouseMetrics_Bad{pod="c-0",not="closed} 1
            ClickHouseMetrics_Bad{pod="c-0",9="a"} 1
            ClickHouseMetrics_Bad{pod="c-0"} one
            ClickHouseMetrics_Bad{job="one/clickhouse"} 1
            ClickHouseMetrics_Bad{pod="%s"} 1
            """
                .formatted("x".repeat(5000)));
    assertThat(samples(Set.of(), WITHIN).orElseThrow())
        .containsExactly(
            new ServerSample("ClickHouseMetrics_Query", "c-0", Map.of(), "3"),
            new ServerSample(
                "ClickHouseHistogram_bucket",
                "c-0",
                Map.of("le", "+Inf", "said", "a \\\"b\\\", } \\\\ c"),
                "1.5e+09"),
            new ServerSample("ClickHouseMetrics_Query", "c-1", Map.of(), "NaN"));
    assertThat(asked.get().getPath())
        .isEqualTo(
            "/one/api/v1/namespaces/monitoring/services/prometheus-prometheus:9090/proxy/federate");
    assertThat(asked.get().getQuery())
        .isEqualTo("match[]={__name__=~\"ClickHouse.+\",job=\"one/clickhouse\"}");
    samples(Set.of("ClickHouseMetrics_Query"), WITHIN);
    assertThat(asked.get().getQuery()).contains("{__name__=~\"ClickHouseMetrics_Query\",");
  }

  @Test
  void an_error_is_not_taken_for_figures() {
    for (int status : new int[] {400, 401, 403, 404, 503}) {
      answer = text(status, "ClickHouseMetrics_Query{pod=\"c-0\"} 3\n");
      assertThat(samples(Set.of(), WITHIN)).as("status " + status).isEmpty();
    }
  }

  @Test
  @Timeout(15)
  void what_comes_too_late_is_not_waited_for() {
    answer = exchange -> over.await();
    assertThat(samples(Set.of(), Duration.ofMillis(200))).as("no answer").isEmpty();
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange
              .getResponseBody()
              .write("ClickHouseMetrics_Query{pod=\"c-0\"} 3\n".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          over.await();
        };
    assertThat(samples(Set.of(), Duration.ofMillis(200))).as("no end").isEmpty();
  }

  @Test
  @Timeout(30)
  void what_has_no_end_is_broken_off() {
    byte[] much =
        "ClickHouseMetrics_Query{pod=\"c-0\"} 3\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    CountDownLatch brokenOff = new CountDownLatch(1);
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (over.getCount() > 0) {
              body.write(much);
            }
          } catch (IOException e) {
            brokenOff.countDown();
          }
        };
    assertThat(samples(Set.of(), WITHIN)).isEmpty();
    assertThat(brokenOff).satisfies(CountDownLatch::await);
  }
}
