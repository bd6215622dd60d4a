package io.freehold.kubernetes.service;

import io.freehold.kubernetes.resource.KubernetesSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the figures that a server of ClickHouse tells of itself, as the cluster's Prometheus last
 * measured it.
 *
 * @param name of the metric, as ClickHouse calls it
 * @param server its pod
 * @param labels that ClickHouse itself gave it, which is hardly any; the values are as Prometheus'
 *     text format has them, with their escapes
 * @param value as that format has it
 */
public record ServerSample(String name, String server, Map<String, String> labels, String value) {
  private static final String ALL = "ClickHouse.+";
  private static final String SERVER = "pod";

  /** What Prometheus adds: where it found the server, and who it is itself. */
  private static final Set<String> OF_PROMETHEUS =
      Set.of(
          SERVER,
          "job",
          "namespace",
          "container",
          "endpoint",
          "instance",
          "prometheus",
          "prometheus_replica");

  private static final Pattern LINE =
      Pattern.compile(
          "(ClickHouse\\w*)\\{(.*)} (NaN|[+-]Inf|[-+]?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?)(?:"
              + " [0-9]+)?");

  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"([^\"\\\\]*(?:\\\\[\\\\n\"][^\"\\\\]*)*)\"(?:,|$)");

  /** Longer than any that ClickHouse has. */
  private static final int LONGEST_LINE = 4096;

  public ServerSample {
    labels = Map.copyOf(labels);
  }

  /**
   * Looks. Lines that are not as they should be are left out: the cluster is the customer's.
   *
   * @param names of the metrics that are asked for; all of them, if there are none
   * @return empty where it is not known: Prometheus does not answer in time, or has too much to say
   */
  public static Optional<Stream<ServerSample>> of(
      KubernetesSession cluster, String namespace, Set<String> names, Duration within) {
    String selector =
        "{__name__=~\"%s\",job=\"%s\"}"
            .formatted(
                names.isEmpty() ? ALL : String.join("|", names), ServiceMetrics.job(namespace));
    return ClusterPrometheus.federate(cluster, selector, within)
        .map(text -> text.lines().map(ServerSample::read).flatMap(Optional::stream));
  }

  static Optional<ServerSample> read(String line) {
    Matcher parts = LINE.matcher(line);
    if (line.length() > LONGEST_LINE || !parts.matches()) {
      return Optional.empty();
    }
    Map<String, String> labels = new TreeMap<>();
    String server = "";
    Matcher label = LABEL.matcher(parts.group(2));
    int at = 0;
    while (at < parts.group(2).length()) {
      if (!label.find(at) || label.start() != at) {
        return Optional.empty();
      }
      at = label.end();
      if (label.group(1).equals(SERVER)) {
        server = label.group(2);
      } else if (!OF_PROMETHEUS.contains(label.group(1))) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return server.isEmpty()
        ? Optional.empty()
        : Optional.of(new ServerSample(parts.group(1), server, labels, parts.group(3)));
  }
}
