package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.URLUtils;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The cluster's own Prometheus, reached by the Kubernetes API's proxy of its service. What it does
 * not answer in time and within bounds is not known, which is no failure here.
 */
final class ClusterPrometheus {
  private static final String PROXY =
      "/api/v1/namespaces/monitoring/services/prometheus-prometheus:9090/proxy/";

  /** A service of twenty servers, the most there may be, has about 17 MB to say of itself. */
  private static final int MOST_BYTES = 24 << 20;

  private ClusterPrometheus() {}

  /** Answers a query of now, in the form of Prometheus' API. */
  static Optional<String> query(KubernetesSession cluster, String query, Duration within) {
    return get(cluster, "api/v1/query?query=" + encoded(query), within);
  }

  /**
   * The series that a selector names, as they were last measured, in Prometheus' text format (<a
   * href="https://prometheus.io/docs/prometheus/latest/federation/">source</a>). One whose target
   * does not answer any more is not among them.
   */
  static Optional<String> federate(KubernetesSession cluster, String selector, Duration within) {
    return get(cluster, "federate?match%5B%5D=" + encoded(selector), within);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Optional<String> get(KubernetesSession cluster, String path, Duration within) {
    return cluster
        .reachable()
        .flatMap(client -> {
          try {
            return get(client, path, within);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
          }
        });
  }

  private static Optional<String> get(KubernetesClient client, String path, Duration within)
      throws InterruptedException {
    HttpClient http = client.getHttpClient();
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(URI.create(URLUtils.join(client.getMasterUrl().toString(), PROXY + path)))
            .timeout(within.toMillis(), TimeUnit.MILLISECONDS)
            .build();
    Received received = new Received();
    CompletableFuture<HttpResponse<AsyncBody>> answer = http.consumeBytes(request, received);
    CompletableFuture<Boolean> whole =
        answer.thenCompose(response -> {
          response.body().consume();
          return response.body().done().thenApply(done -> response.isSuccessful());
        });
    try {
      return whole.get(within.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(received.text())
          : Optional.empty();
    } catch (TimeoutException late) {
      var ignored = answer.thenAccept(response -> response.body().cancel());
      return Optional.empty();
    } catch (ExecutionException brokenOff) {
      return Optional.empty();
    }
  }

  /** What came of an answer's body, until it is too much. */
  private static final class Received implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void consume(List<ByteBuffer> more, AsyncBody body) {
      for (ByteBuffer one : more) {
        byte[] some = new byte[one.remaining()];
        one.get(some);
        bytes.writeBytes(some);
      }
      if (bytes.size() > MOST_BYTES) {
        body.cancel();
      } else {
        body.consume();
      }
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
