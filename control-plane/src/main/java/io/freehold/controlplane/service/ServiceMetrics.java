package io.freehold.controlplane.service;

import io.freehold.model.service.ServiceSpec;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Services in Prometheus' text format; the first metric as the public API has it. */
final class ServiceMetrics {
  private ServiceMetrics() {}

  static String text(List<ServiceRow> services, Instant now) {
    StringBuilder text = new StringBuilder();
    metric(
        text,
        "ClickHouse_ServiceInfo",
        "Information about the service, including its state and its ClickHouse version",
        services,
        ServiceMetrics::info,
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
    return text.toString();
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
      text.append(name)
          .append('{')
          .append(labels.apply(row))
          .append("} ")
          .append(value.apply(row))
          .append('\n');
    }
  }

  private static long memory(ServiceSpec spec) {
    return spec.minReplicaMemoryGb() * (1L << 30);
  }

  private static String labels(ServiceRow row) {
    return "clickhouse_org=\"%s\",clickhouse_service=\"%s\",clickhouse_service_name=\"%s\""
        .formatted(row.organizationId(), row.id(), escaped(row.spec().name()));
  }

  private static String info(ServiceRow row) {
    return labels(row)
        + ",clickhouse_cluster_status=\"%s\",clickhouse_cluster_version=\"%s\",scrape=\"full\""
            .formatted(row.state().word(), row.version());
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
