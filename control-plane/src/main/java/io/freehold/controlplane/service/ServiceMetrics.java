package io.freehold.controlplane.service;

import io.freehold.kubernetes.service.ServerSample;
import io.freehold.model.service.ServiceSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Services in Prometheus' text format, as the public API has them (<a
 * href="https://clickhouse.com/docs/integrations/prometheus">source</a>): the first metric, and
 * those of ClickHouse with their labels.
 */
final class ServiceMetrics {
  /** Labels that say whose a figure is. */
  private static final Set<String> TAKEN =
      Set.of(
          "clickhouse_org",
          "clickhouse_service",
          "clickhouse_service_name",
          "hostname",
          "instance",
          "table");

  private static final String INFO = "ClickHouse_ServiceInfo";

  private ServiceMetrics() {}

  /**
   * @param servers what the servers of services say; of those that are not there nothing is known
   */
  static String text(
      List<ServiceRow> services, Map<UUID, List<ServerSample>> servers, Instant now) {
    StringBuilder text = new StringBuilder();
    metric(
        text,
        INFO,
        "Information about the service, including its state and its ClickHouse version",
        services,
        row -> info(row, servers.containsKey(row.id())),
        row -> 1L);
    metric(
        text,
        "freehold_service_replicas",
        "Replicas that are to run now",
        services,
        ServiceMetrics::labels,
        row -> row.running() ? row.specAt(now).replicas() : 0);
    metric(
        text,
        "freehold_service_replica_memory_bytes",
        "Memory that each replica is to have now",
        services,
        ServiceMetrics::labels,
        row -> memory(row.specAt(now)));
    metric(
        text,
        "freehold_service_ready",
        "Whether everything is as asked for",
        services,
        ServiceMetrics::labels,
        row -> row.state() == ServiceState.RUNNING ? 1 : 0);
    ofServers(text, services, servers);
    return text.toString();
  }

  /** Each metric's lines have to be together, whosever they are. */
  private static void ofServers(
      StringBuilder text, List<ServiceRow> services, Map<UUID, List<ServerSample>> servers) {
    Map<String, Map<String, String>> metrics = new TreeMap<>();
    for (ServiceRow row : services) {
      String ours = labels(row);
      for (ServerSample sample : servers.getOrDefault(row.id(), List.of())) {
        if (!sample.name().equals(INFO)) { // ours alone: the cluster is the customer's
          metrics
              .computeIfAbsent(sample.name(), name -> new TreeMap<>())
              .put(labels(ours, sample), sample.value());
        }
      }
    }
    metrics.forEach((name, lines) -> {
      String type = ServerTable.of(name).map(ServerTable::type).orElse("untyped");
      text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
      lines.forEach((labels, value) -> line(text, name, labels, value));
    });
  }

  private static String labels(String ours, ServerSample sample) {
    StringBuilder labels = new StringBuilder(ours);
    for (String name : List.of("hostname", "instance")) {
      labels.append(',').append(name).append("=\"").append(sample.server()).append('"');
    }
    ServerTable.of(sample.name())
        .ifPresent(of -> labels.append(",table=\"").append(of.table()).append('"'));
    sample
        .labels()
        .forEach((name, value) -> {
          if (!TAKEN.contains(name)) {
            labels.append(',').append(name).append("=\"").append(value).append('"');
          }
        });
    return labels.toString();
  }

  private static void metric(
      StringBuilder text,
      String name,
      String help,
      List<ServiceRow> services,
      Function<ServiceRow, String> labels,
      Function<ServiceRow, Number> value) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
    for (ServiceRow row : services) {
      line(text, name, labels.apply(row), value.apply(row));
    }
  }

  private static void line(StringBuilder text, String name, String labels, Object value) {
    text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }

  private static long memory(ServiceSpec spec) {
    return spec.minReplicaMemoryGb() * (1L << 30);
  }

  private static String labels(ServiceRow row) {
    return "clickhouse_org=\"%s\",clickhouse_service=\"%s\",clickhouse_service_name=\"%s\""
        .formatted(row.organizationId(), row.id(), escaped(row.spec().name()));
  }

  /** Of servers that are not to run there is nothing to be known. */
  private static String info(ServiceRow row, boolean known) {
    return labels(row)
        + ",clickhouse_cluster_status=\"%s\",clickhouse_version=\"%s\",scrape=\"%s\""
            .formatted(
                row.state().word(), row.version(), known || !row.running() ? "full" : "partial");
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
