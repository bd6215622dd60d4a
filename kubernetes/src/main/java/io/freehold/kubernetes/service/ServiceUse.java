package io.freehold.kubernetes.service;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.freehold.kubernetes.platform.IngressMetrics;
import io.freehold.kubernetes.resource.KubernetesSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the cluster's Prometheus knows of a service's use.
 *
 * <p>The servers' own count of queries tells nothing of it: the operator lists their databases at
 * every look (<a
 * href="https://github.com/ClickHouse/clickhouse-operator/blob/v0.0.2/internal/controller/clickhouse/commands.go">source</a>),
 * and backups are queries as well. But clients come through the gateway, and nobody else does: what
 * it has forwarded to the service is what clients did (<a
 * href="https://istio.io/latest/docs/reference/config/metrics/">source</a>). Who was not let in, by
 * the answers 401 and 403, did nothing.
 *
 * @param traffic stands for all that the gateway has ever forwarded: another text means that there
 *     was more, or that one of the gateway's pods came or went
 * @param busy a query is running just now, whoever asked it: of the operator's own, which take
 *     milliseconds, one is met by chance; to sleep in the middle of a backup would break it off
 */
public record ServiceUse(String traffic, boolean busy) {
  /** Shorter than what is left of a lease when a call starts. */
  private static final Duration WITHIN = Duration.ofSeconds(10);

  /** Older measurements say nothing of now: four of them would have come since. */
  private static final String FRESH = "2m";

  private static final String FORWARDED = "istio_requests_total|istio_tcp_received_bytes_total";
  private static final String RUNNING = "ClickHouseMetrics_Query";
  private static final String UP = "up";

  /**
   * Looks. Where Prometheus does not answer, or has not measured all of the gateway and of the
   * service's servers of late, nothing is known: that is no failure here.
   */
  public static Optional<ServiceUse> of(KubernetesSession cluster, String namespace) {
    try {
      return cluster
          .reachable()
          .flatMap(client ->
              ClusterPrometheus.query(cluster, query(namespace), WITHIN)
                  .map(text -> client.getKubernetesSerialization().unmarshal(text, Map.class))
                  .flatMap(parsed -> of(series(parsed), namespace)));
    } catch (KubernetesClientException notOfPrometheus) {
      return Optional.empty();
    }
  }

  private static String query(String namespace) {
    return String.join(
        " or ",
        latest(
            "{__name__=~\"%s\",destination_service_namespace=\"%s\",response_code!~\"401|403\"}"
                .formatted(FORWARDED, namespace)),
        latest(
            "{__name__=~\"%s|%s\",job=\"%s\"}"
                .formatted(UP, RUNNING, ServiceMetrics.job(namespace))),
        latest("{__name__=\"%s\",job=\"%s\"}".formatted(UP, IngressMetrics.JOB)));
  }

  private static String latest(String selector) {
    return "last_over_time(%s[%s])".formatted(selector, FRESH);
  }

  private record Series(Map<?, ?> labels, String value) {
    boolean is(String name) {
      return name.equals(labels.get("__name__"));
    }

    boolean isUpOf(String job) {
      return is(UP) && job.equals(labels.get("job"));
    }

    String line() {
      return new TreeMap<>(labels) + " " + value;
    }
  }

  private static Optional<ServiceUse> of(List<Series> all, String namespace) {
    return isMeasured(all, IngressMetrics.JOB) && isMeasured(all, ServiceMetrics.job(namespace))
        ? Optional.of(
            new ServiceUse(
                digest(
                    all.stream()
                        .filter(one -> !one.is(UP) && !one.is(RUNNING))
                        .map(Series::line)
                        .sorted()
                        .toList()),
                all.stream()
                    .anyMatch(one -> one.is(RUNNING) && Double.parseDouble(one.value()) > 0)))
        : Optional.empty();
  }

  /** All of its pods answered when they were last asked. */
  private static boolean isMeasured(List<Series> all, String job) {
    List<Series> ups = all.stream().filter(one -> one.isUpOf(job)).toList();
    return !ups.isEmpty() && ups.stream().allMatch(one -> one.value().equals("1"));
  }

  /**
   * In the form of Prometheus' API: each series with its labels, and a time with a value. Of
   * anything else there is nothing to be read.
   */
  private static List<Series> series(Map<?, ?> answer) {
    List<Series> all = new ArrayList<>();
    if (answer.get("data") instanceof Map<?, ?> data
        && data.get("result") instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof Map<?, ?> series
            && series.get("metric") instanceof Map<?, ?> labels
            && series.get("value") instanceof List<?> sample
            && sample.size() == 2) {
          all.add(new Series(labels, String.valueOf(sample.get(1))));
        }
      }
    }
    return all;
  }

  private static String digest(List<String> lines) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
